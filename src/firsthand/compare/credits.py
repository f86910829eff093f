"""Credits: which agency a report says its text comes from."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from firsthand.compare.wordlists import Words
from firsthand.model.document import Document

EDGE: Final = 400  # characters at either end of a report in which a credit may stand


def credits(document: Document, words: Words) -> tuple[str, ...]:
    """Agencies credited at the head, the foot or in the by-line, each once, in the order of the word list.

    A credit stands alone on a line ("Reuters"), in brackets after the dateline ("KYIV (Reuters) -"), or
    behind a crediting word ("Source: AFP"); an agency named in a sentence is a voice, not a credit.
    """
    text = document.text
    foot = max(EDGE, len(text) - EDGE)
    edges = "\n".join(("", text[:EDGE], text[foot:], document.author or "", ""))
    return tuple(name for name in words.agencies if name in edges and _credit(name, words.credit).search(edges))


@cache
def _credit(name: str, leads: tuple[str, ...]) -> re.Pattern[str]:
    quoted = re.escape(name)
    led = "|".join(re.escape(lead) for lead in leads)
    return re.compile(
        rf"(?:^|\n)[ \t\-–—(/]{{0,4}}{quoted}[ \t.)/]{{0,4}}(?=\n|$)"
        rf"|\((?:[^()\n]{{0,30}}[/ ])?{quoted}(?:[/ ][^()\n]{{0,30}})?\)[ \t]{{0,3}}[-–—:]"
        rf"|(?i:(?:{led}))[ \t]{{1,3}}(?:the )?{quoted}\b(?=[ \t]*(?:[\n.,;)]|$))"
    )
