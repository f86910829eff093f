"""The reference names every command, option, public name, error, fix, format and column; the examples run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
import typer

import firsthand
from firsthand import errors
from firsthand.cli.app import app
from firsthand.cli.read import Form
from firsthand.intake.formats import SUFFIXES
from firsthand.intake.limits import Limits
from firsthand.model.reading import SHELF
from firsthand.publish.anchor import kind_of
from firsthand.publish.csv import COLUMNS

DOCS = Path(__file__).parents[2] / "docs"
SOURCE = Path(firsthand.__file__).parent


def page(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def options() -> list[tuple[str, str]]:
    root = typer.main.get_command(app)
    assert isinstance(root, click.Group | typer.core.TyperGroup)
    found = [("", option) for parameter in root.params for option in parameter.opts]
    for name, command in root.commands.items():
        found += [
            (name, option)
            for parameter in command.params
            for option in parameter.opts
            if parameter.param_type_name == "option"
        ]
    return found


def test_every_command_has_its_section() -> None:
    root = typer.main.get_command(app)
    for name in root.commands:  # type: ignore[attr-defined]
        assert f"## `firsthand {name}" in page("reference/cli.md")


@pytest.mark.parametrize(("command", "option"), options())
def test_every_option_is_in_the_reference(command: str, option: str) -> None:
    sections = page("reference/cli.md").split("\n## ")
    section = next((one for one in sections if command and one.startswith(f"`firsthand {command}")), sections[0])
    assert f"`{option}" in section


@pytest.mark.parametrize("form", list(Form))
def test_every_format_is_explained(form: Form) -> None:
    assert f"| `{form}` |" in page("reference/cli.md")


def test_every_exit_code_is_explained() -> None:
    assert all(f"\n| {code} | " in page("reference/cli.md") for code in (0, 1, 2))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_suffix_is_named(suffix: str) -> None:
    assert suffix in page("reference/cli.md")


@pytest.mark.parametrize("name", firsthand.__all__)
def test_every_public_name_is_in_the_reference(name: str) -> None:
    assert f"`{name}" in page("reference/python.md")


@pytest.mark.parametrize("field", Limits.__dataclass_fields__)
def test_every_limit_is_in_the_reference(field: str) -> None:
    assert f"`{field}`" in page("reference/python.md")


@pytest.mark.parametrize(
    "name", [n for n, e in vars(errors).items() if isinstance(e, type) and e.__module__ == "firsthand.errors"]
)
def test_every_error_is_in_the_reference(name: str) -> None:
    assert f"| `{name}` |" in page("reference/errors.md")
    assert name in (errors.__doc__ or "")


def fixes() -> set[str]:
    code = "\n".join(path.read_text("utf-8") for path in (SOURCE / "intake").glob("*.py"))
    noted = set(re.findall(r'noting\("(\w+)"', code))
    named = (
        re.findall(r'taken = .*?"(\w+)"$', code, re.M)
        + re.findall(r'fixes(?: \+)?=\s*\(?(?:\*\w+, )?\(?"(\w+)"', code)
        + re.findall(r'\(\*fixes, f?"(\w+)', code)
    )
    return noted | set(named)


def test_every_fix_is_explained() -> None:
    assert {"crlf", "mojibake", "unwrapped", "main_text"} <= fixes()
    assert [fix for fix in sorted(fixes()) if f"| `{fix}" not in page("reference/text.md")] == []


def test_every_kind_shelf_and_column_is_explained() -> None:
    text = page("reference/json.md")
    for kind, shelf in SHELF.items():
        assert f"`{kind_of(kind)}`" in text
        assert f"`{shelf}`" in text
    assert [column for column in COLUMNS if f"`{column}`" not in text] == []


PAGES = [
    "lesson/first-report.md",
    "recipes/read-a-report.md",
    "recipes/many-files.md",
    "reference/python.md",
    "reference/json.md",
]
BLOCKS = [
    pytest.param(block, id=f"{name}-{number}")
    for name in PAGES
    for number, block in enumerate(re.findall(r"```python\n(.*?)```", (DOCS / name).read_text("utf-8"), re.S))
]


@pytest.mark.parametrize("block", BLOCKS)
def test_examples_in_the_docs_run(block: str, tmp_path: Path) -> None:
    (tmp_path / "example.py").write_text(block, "utf-8")
    done = subprocess.run(
        [sys.executable, "example.py"], cwd=tmp_path, capture_output=True, text=True, env={**os.environ, "PYTHONWARNINGS": "error"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "name", [*PAGES, "reference/cli.md", "reference/errors.md", "reference/text.md", "background/intake.md"]
)
def test_links_lead_somewhere(name: str) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page(name)):
        assert target.startswith("http") or ((DOCS / name).parent / target).exists(), target


def test_commands_in_the_docs_are_called_rightly() -> None:
    """Each `$ firsthand ...` line of the docs uses options that exist."""
    known = {option for _, option in options()}
    for name in PAGES:
        for line in re.findall(r"^\$ (?:.* \| )?firsthand (.*)$", page(name), re.M):
            used = set(re.findall(r"(?<!\S)(--?[a-z][a-z-]*)", line))
            assert used <= known, line
