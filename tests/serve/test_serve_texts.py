"""Every text that a reader sees comes from the catalogue, so that another language is another file."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from importlib.resources import files

import pytest
from jinja2 import Environment, nodes

NAMES = {"Firsthand", "JSON", "CSV", "HTML", "GeoJSON", "Atom", "Markdown", "Web Annotation", "OpenAPI", "API", "Brier", "Enter", "https://", "km"}  # fmt: skip
READ = ("title", "aria-label", "placeholder", "alt", "label")  # attributes that a reader sees or hears
TEMPLATES = sorted(one.name for one in (files("firsthand.serve") / "templates").iterdir() if one.name.endswith(".j2"))
_WORD = re.compile(r"[^\W\d_]{2,}")


class Texts(HTMLParser):
    """The words of a page that are neither markup nor names of formats. An expression of the template is \x01."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, _: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in READ:
                self.handle_data(value or "")

    def handle_data(self, data: str) -> None:
        for part in re.split("[\x01\\n]", data):
            words = part.strip(" .,:;()·–—\u201c\u201d")
            if _WORD.search(words) and words not in NAMES:
                self.found.append(words)


def html_of(source: str) -> str:
    """A template as HTML: its own text, literal strings that it puts out, and a mark for everything else."""
    tree = Environment(autoescape=True).parse(source)
    return "".join(_put_out(part) for output in tree.find_all(nodes.Output) for part in output.nodes)


def _put_out(node: nodes.Node) -> str:
    match node:
        case nodes.TemplateData():
            return str(node.data)
        case nodes.Const():
            return str(node.value)
        case nodes.CondExpr():
            return "".join(_put_out(one) for one in (node.expr1, node.expr2) if one is not None)
        case nodes.Concat():
            return "".join(_put_out(one) for one in node.nodes)
        case _:
            return "\x01"


@pytest.mark.parametrize("name", TEMPLATES)
def test_templates_hold_no_text_of_their_own(name: str) -> None:
    source = (files("firsthand.serve") / "templates" / name).read_text("utf-8")
    assert Texts(html_of(source)).found == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>{{ t('a.b') }}</p>", []),
        ("<p>Reports</p>", ["Reports"]),
        ('<p title="More of it">{{ x }}</p>', ["More of it"]),
        ('<p class="note bad">{{ x }} CSV</p>', []),
        ("{{ 'shown' if x else t('y') }}", ["shown"]),
        ("<p class=\"{{ 'differs' if x }}\">·</p>", []),
        ("{% if x %}<b>until {{ y }}</b>{% endif %}", ["until"]),
    ],
)
def test_the_test_sees_what_it_looks_for(source: str, found: list[str]) -> None:
    assert Texts(html_of(source)).found == found
