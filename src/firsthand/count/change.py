"""What rose or fell: "rose by 12", "fell to 40", "up 3 %", "3 percent lower"."""

from __future__ import annotations

from typing import Final

from firsthand.count.tokens import Tokens
from firsthand.count.words import Words
from firsthand.model.figure import Change

_BEHIND: Final = {"lower": Change.FELL_BY, "higher": Change.ROSE_BY, "down": Change.FELL_BY, "up": Change.ROSE_BY}


def change_before(t: Tokens, first: int, last: int, words: Words, kind: str) -> Change | None:
    """ "rose by 12", "fell to 40", "up 3 %": the verb straight before the amount."""
    if kind in ("share", "points") and t.word(last) in _BEHIND and t.word(last + 1) not in ("than", "of"):
        return _BEHIND[t.word(last)]
    k = first - 1
    link = t.word(k)
    if link in ("by", "to"):
        k -= 1
        while t.word(k) in ("slightly", "sharply", "further", "again", "only", "yesterday", "recently") or (
            k >= 0 and t.lower[k].endswith("ly")
        ):
            k -= 1
    elif link in ("a", "an", "another"):
        k -= 1
        link = ""
    else:
        link = ""
    verb = t.word(k)
    if verb == "down" and t.word(k - 1) in (
        "shot",
        "shoot",
        "shooting",
        "shoots",
        "brought",
        "gunned",
        "took",
        "broke",
        "calm",
        "bring",
        "taken",
        "shut",
        "hunt",
        "hunted",
        "cut",
    ):
        return None
    if (
        verb in ("lost", "lose", "loses", "losing", "added", "cut", "fall", "up", "raise", "raised", "gained", "shed")
        and not link
        and verb not in ("up", "fall")
        and kind not in ("share", "points", "index")
    ):
        return None
    if verb == "up" and (
        link == "to"
        or t.word(k - 1)
        in (
            "gave",
            "give",
            "gives",
            "giving",
            "given",
            "made",
            "make",
            "blew",
            "set",
            "picked",
            "took",
            "taken",
            "end",
            "ended",
            "rounded",
            "call",
            "called",
            "put",
            "signed",
            "lined",
            "turned",
            "showed",
            "backed",
            "racked",
        )
    ):
        return None
    if verb in words.change_up:
        return Change.ROSE_TO if link == "to" else Change.ROSE_BY
    if verb in words.change_down:
        return Change.FELL_TO if link == "to" else Change.FELL_BY
    return None
