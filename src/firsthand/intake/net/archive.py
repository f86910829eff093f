"""What was fetched, kept as a web archive (WARC): every answer as it came, one packed record each."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from firsthand import __version__
from firsthand.errors import InputError, MissingPart
from firsthand.intake.net.fetch import Page

MISSING: Final = 'keeping what was fetched needs warcio; install it with: pip install "firsthand[intake]"'
# The body was joined and is stored whole; these headers would say otherwise.
_NOT_KEPT: Final = frozenset({"transfer-encoding", "connection", "keep-alive"})


def _now() -> datetime:
    return datetime.now(UTC)


class Archive:
    """Writes into a folder, a file a run, begun with the first answer. A run that is stopped leaves whole records."""

    def __init__(self, folder: Path, clock: Callable[[], datetime] = _now) -> None:
        try:
            import warcio  # noqa: F401
        except ImportError:
            raise MissingPart(MISSING) from None
        self._folder = folder
        self._clock = clock
        self._file: Any = None
        self._writer: Any = None
        self.path: Path | None = None

    def keep(self, page: Page) -> None:
        """One answer, of any status. InputError where it cannot be written: what is not archived is not taken in."""
        try:
            self._keep(page)
        except OSError as error:
            raise InputError(page.url, f"could not be archived in {self._folder} ({error}); make room there") from error

    def _keep(self, page: Page) -> None:
        from warcio.statusandheaders import StatusAndHeaders

        writer = self._open()
        headers = [(key, value) for key, value in page.headers if key.lower() not in _NOT_KEPT]
        lines = StatusAndHeaders(f"{page.status} {page.reason}".strip(), headers, protocol="HTTP/1.1")
        record = writer.create_warc_record(
            page.url,
            "response",
            payload=io.BytesIO(page.carried),
            length=len(page.carried),
            http_headers=lines,
            warc_headers_dict={
                "WARC-Date": self._stamp(),
                **({"WARC-IP-Address": page.address} if page.address else {}),
            },
        )
        writer.write_record(record)
        self._file.flush()

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = self._writer = None

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _stamp(self) -> str:
        return self._clock().strftime("%Y-%m-%dT%H:%M:%SZ")

    def _open(self) -> Any:
        if self._writer is None:
            from warcio.warcwriter import WARCWriter

            self._folder.mkdir(parents=True, exist_ok=True)
            stem = self._clock().strftime("firsthand-%Y%m%d-%H%M%S")
            path, number = self._folder / f"{stem}.warc.gz", 1
            while path.exists():  # two runs in one second
                number += 1
                path = self._folder / f"{stem}-{number}.warc.gz"
            self._file = path.open("xb")
            self.path = path
            self._writer = WARCWriter(self._file, gzip=True)
            software = {"software": f"firsthand {__version__}", "format": "WARC File Format 1.0"}
            self._writer.write_record(self._writer.create_warcinfo_record(path.name, software))
        return self._writer
