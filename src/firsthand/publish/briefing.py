"""A briefing as text, Markdown or HTML: each line with the words it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from firsthand.compare.findings import Briefing, Evidence, Item, Section

WIDTH = 100
EMPTY = "Nothing new."


def text(one: Briefing) -> str:
    """Plain text, no line longer than 100 characters."""
    lines = [_head(one), ""]
    for section in one.sections:
        lines.append(section.title.upper())
        for item in section.items:
            lines += _wrapped(item.line, "- ", "  ")
            for shown in item.evidence:
                lines += _wrapped(f"“{_flat(shown)}” {_source(shown)}", "    ", "    ")
        lines += [f"  {more}"] if (more := _more(section)) else []
        lines.append("")
    if not one.sections:
        lines.append(EMPTY)
    return "\n".join(lines).rstrip() + "\n"


def markdown(one: Briefing) -> str:
    """Markdown; words of reports are escaped, so that they cannot become markup."""
    lines = [f"# {_escaped(_head(one))}", ""]
    for section in one.sections:
        lines += [f"## {section.title}", ""]
        for item in section.items:
            lines.append(f"- {_escaped(item.line)}")
            lines += [f"  > “{_escaped(_flat(shown))}” {_escaped(_source(shown))}" for shown in item.evidence]
        lines += ["", more] if (more := _more(section)) else []
        lines.append("")
    if not one.sections:
        lines.append(EMPTY)
    return "\n".join(lines).rstrip() + "\n"


def html(one: Briefing) -> str:
    """A page that stands alone, without scripts or requests."""
    body = "".join(
        f"<section><h2>{escape(section.title)}</h2><ul>{''.join(_html(item) for item in section.items)}</ul>"
        f"{f'<p>{more}</p>' if (more := _more(section)) else ''}</section>\n"
        for section in one.sections
    )
    head = escape(_head(one))
    return (
        '<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{head}</title>\n<style>{STYLE}</style></head>\n"
        f"<body><main><h1>{head}</h1>\n{body or f'<p>{EMPTY}</p>'}</main></body>\n</html>\n"
    )


def _more(section: Section) -> str:
    left = section.total - len(section.items)
    return f"And {left:,} more." if left > 0 else ""


STYLE = (
    ":root{color-scheme:light dark}body{font:1rem/1.5 Georgia,serif;margin:0}main{max-width:44rem;margin:0 auto;padding:1.5rem}"
    "h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}li{margin:.6rem 0}"
    "blockquote{margin:.2rem 0 .2rem 1rem;padding-left:.7rem;border-left:3px solid #888}cite{font-size:.85rem}"
)


def _html(item: Item) -> str:
    quotes = "".join(
        f"<blockquote>{escape(_flat(shown))} <cite>{escape(_source(shown))}</cite></blockquote>"
        for shown in item.evidence
    )
    return f"<li>{escape(item.line)}{quotes}</li>"


def _head(one: Briefing) -> str:
    until = f" to {one.until}" if one.until else ""
    return f"Briefing, {one.since}{until}: {one.reports} {'report' if one.reports == 1 else 'reports'}"


def _flat(shown: Evidence) -> str:
    return " ".join((shown.sentence or shown.quote).split())


def _source(shown: Evidence) -> str:
    where = f"{shown.report_id[:12]}:{shown.start}-{shown.end}"
    return f"({', '.join(part for part in (shown.outlet, (shown.published or '')[:10], where) if part)})"


def _escaped(words: str) -> str:
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]()<>#+!|~&" else letter for letter in words)


def _wrapped(words: str, first: str, rest: str) -> Iterator[str]:
    line, lead = first, rest
    for word in words.split():
        while len(lead) + len(word) > WIDTH:
            room = WIDTH - len(line)
            line += word[:room]
            word = word[room:]
            yield line.rstrip()
            line = lead
        if len(line) + len(word) > WIDTH:
            yield line.rstrip()
            line = lead
        line += word + " "
    if line.strip():
        yield line.rstrip()
