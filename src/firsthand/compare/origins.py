"""Origins: how many voices stand behind figures that many reports give, and who repeats whom."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from firsthand.compare.findings import Citation, Origin, Sourcing
from firsthand.compare.gist import Gist
from firsthand.compare.groups import Joining

_WORD: Final = re.compile(r"[^\W_]+")

Chain = tuple[str, ...]


def named_origins(gists: Sequence[Gist], common: frozenset[str]) -> dict[Chain, str]:
    """The independent origins of the numbers of some reports of one incident."""
    chains = [answer.said.voice for gist in gists for answer in gist.answers]
    return origin_names(chains, (spot.name for gist in gists for spot in gist.spots), common, _taken_up(gists))


def _taken_up(gists: Iterable[Gist]) -> Iterator[tuple[Chain, Chain]]:
    """Within a report a voice without a name ("the militia") takes up the only named voice of its kind."""
    for gist in gists:
        voices = {answer.said.voice: _kind(answer.source_type) for answer in gist.answers if answer.said.voice}
        for bare, kind in sorted(voices.items()):
            if kind is None or any(letter.isupper() for letter in bare[-1]):
                continue
            named = [
                other
                for other, same in sorted(voices.items())
                if same == kind and any(letter.isupper() for letter in other[-1])
            ]
            if len(named) == 1:
                yield bare, named[0]


def _kind(source_type: str | None) -> str | None:
    """Source types that may be one voice under two names; None for kinds of which a report quotes many."""
    for kind in ("armed_group", "military", "ministry", "medical", "emergency", "regional"):
        if source_type and source_type.startswith(kind):
            return kind
    return "armed_group" if source_type == "combatant" else None


def origin_names(
    chains: Iterable[Chain],
    places: Iterable[str],
    common: frozenset[str],
    same: Iterable[tuple[Chain, Chain]] = (),
) -> dict[Chain, str]:
    """For each chain of voices the name of its independent origin: the root named by most chains, the first of several.

    Two chains are one origin when they share a name, or a word of one, that is not a mere relay, role or
    place (`places` are place names of the reports): "health ministry" and "Gaza Ministry of Health", a
    speaker and the movement he speaks for. Sharing only the agency that passed them on does not make them one.
    """
    listed = sorted({chain for chain in chains if chain})
    skipped = common | {word for place in places for word in _words(place)}
    joining = Joining(len(listed))
    holder: dict[str, int] = {}
    for at, chain in enumerate(listed):
        for mark in sorted(_distinctive(chain, skipped)):
            joining.join(holder.setdefault(mark, at), at)
    numbers = {chain: at for at, chain in enumerate(listed)}
    for a, b in same:
        joining.join(numbers[a], numbers[b])
    groups = joining.groups()
    roots: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for at, group in enumerate(groups):
        roots[group][listed[at][-1]] += 1
    names = {group: min(said, key=lambda name: (-said[name], name)) for group, said in roots.items()}
    return {listed[at]: names[group] for at, group in enumerate(groups)}


def sourcing(gists: Sequence[Gist], chains: Iterable[tuple[Chain, str]], named: Mapping[Chain, str]) -> Sourcing:
    """Who stands behind the numbers of some reports. `chains` are (chain, report id) of the whole numbers."""
    told: dict[Chain, set[str]] = defaultdict(set)
    for chain, report in chains:
        if chain:
            told[chain].add(report)
    names: dict[str, set[str]] = defaultdict(set)
    reports: dict[str, set[str]] = defaultdict(set)
    for chain in sorted(told):
        name = named[chain]
        names[name].add(chain[-1])
        reports[name] |= told[chain]
    passed: dict[tuple[str, str], set[str]] = defaultdict(set)
    for gist in gists:
        for by, of in gist.relays:
            passed[(by, of)].add(gist.report_id)
        for agency in gist.credits:
            if gist.outlet and gist.outlet != agency:
                passed[(gist.outlet, agency)].add(gist.report_id)
    return Sourcing(
        origins=tuple(
            Origin(name=name, names=tuple(sorted(names[name])), reports=tuple(sorted(reports[name])))
            for name in sorted(names)
        ),
        citations=tuple(
            Citation(by=by, of=of, reports=tuple(sorted(listed))) for (by, of), listed in sorted(passed.items())
        ),
        circles=circles(_papers(gists, passed)),
    )


def _papers(gists: Sequence[Gist], passed: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Who cites whom among outlets, agencies and other media, by plain names."""
    media = {_plain(gist.outlet) for gist in gists if gist.outlet}
    media |= {_plain(agency) for gist in gists for agency in gist.credits}
    media |= {_plain(one.name) for gist in gists for one in gist.speakers if one.source_type.startswith("media")}
    pairs = {(_plain(by), _plain(of)) for by, of in passed}
    return {(by, of) for by, of in pairs if by in media and of in media and by != of}


def _plain(name: str) -> str:
    bare = " ".join(name.split())
    return bare[4:] if bare[:4] in ("the ", "The ") else bare


def circles(passed: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """Rings of names that cite each other (strongly connected, Tarjan 1972), each sorted."""
    follows: dict[str, list[str]] = defaultdict(list)
    for by, of in sorted(passed):
        follows[by].append(of)
        follows.setdefault(of, [])
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found = []
    for start in sorted(follows):
        if start in number:
            continue
        work = [(start, iter(follows[start]))]
        number[start] = low[start] = len(number)
        stack.append(start)
        while work:
            at, ahead = work[-1]
            for one in ahead:
                if one not in number:
                    number[one] = low[one] = len(number)
                    stack.append(one)
                    work.append((one, iter(follows[one])))
                    break
                if one in stack:
                    low[at] = min(low[at], number[one])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[at])
                if low[at] == number[at]:
                    cut = stack.index(at)
                    ring = stack[cut:]
                    del stack[cut:]
                    if len(ring) > 1:
                        found.append(tuple(sorted(ring)))
    return tuple(sorted(found))


def _distinctive(chain: Chain, common: frozenset[str]) -> frozenset[str]:
    """Words of a chain that tell voices apart; of a chain of common words alone, its last name as a whole."""
    words = {word for name in chain for word in _words(name)} - common
    return frozenset(words or {chain[-1].casefold()})


def _words(name: str) -> list[str]:
    return [word for word in _WORD.findall(name.casefold()) if len(word) > 1]
