"""Incidents as MUC-4 templates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from benchmarks.gold import Report
from firsthand.events.muc import incidents_of, role_fillers, told_of
from firsthand.kit import Kit


def predict(reports: Iterable[Report], kit: Kit, convention: str) -> Iterator[dict[str, Any]]:
    for report in reports:
        document = report.document()
        told = told_of(document, kit)
        found = incidents_of(told, document, kit)
        weapons = [[name.lower()] for one in found for name in one.pop("instruments", [])]
        yield {"id": report.id, "templates": found, "role_fillers": role_fillers(told) or _roles(found, weapons)}


def _roles(found: list[dict[str, Any]], weapons: list[list[str]]) -> dict[str, list[list[str]]]:
    """The five roles of Du et al. 2021: one mention an entity, lower case, each once in a document."""

    def once(names: Iterable[str]) -> list[list[str]]:
        return [[name] for name in dict.fromkeys(name.lower() for name in names if name)]

    return {
        "PerpInd": once(name for one in found for name in one.get("individuals", [])),
        "PerpOrg": once(who["organization"] for one in found for who in one.get("perpetrators", [])),
        "Target": once(name for one in found for name in one.get("targets", [])),
        "Victim": once(who.get("name", "") for one in found for who in one.get("victims", [])),
        "Weapon": list({tuple(name): name for name in weapons}.values()),
    }
