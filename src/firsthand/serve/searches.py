"""Kept searches: each has a feed, and may have a webhook that is told of new records."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, urlencode

from firsthand.errors import BadValue
from firsthand.serve.filters import Filters
from firsthand.store import Query, Store

MOST: Final = 500


@dataclass(frozen=True, slots=True)
class Search:
    """`query` are the filters as in an address; `told` the batch up to which its webhook was told."""

    id: str
    name: str
    query: str
    webhook: str | None
    owner: str
    told: int


class Searches:
    def __init__(self, store: Store) -> None:
        self.store = store

    def all(self) -> list[Search]:
        rows = self.store.connection().rows(
            "SELECT id, name, query, webhook, owner, told FROM serve_searches ORDER BY name, id"
        )
        return [Search(*row) for row in rows]

    def get(self, search_id: str) -> Search | None:
        return next((s for s in self.all() if s.id == search_id), None)

    def keep(self, name: str, query: str, webhook: str, owner: str) -> Search:
        """BadValue for a search that cannot be asked, or a webhook that is no public http(s) address by its form."""
        from firsthand.store.schema import serve_searches

        name = " ".join(name.split())[:120]
        if not name:
            raise BadValue("a kept search has a name")
        tidy = urlencode(sorted(filters(query).items()))
        asked(tidy)
        if webhook and not webhook.startswith(("https://", "http://")):
            raise BadValue("a webhook is an http(s) address")
        if len(self.all()) >= MOST:
            raise BadValue(f"{MOST} searches are kept already; forget one")
        made = Search(secrets.token_hex(8), name, tidy, webhook[:2000] or None, owner, self.store.sequence())
        row = {"id": made.id, "name": name, "query": tidy, "webhook": made.webhook, "owner": owner, "told": made.told}
        with self.store.begin() as connection:
            connection.execute(serve_searches.insert().values(**row))
        return made

    def forget(self, search_id: str) -> None:
        from firsthand.store.schema import serve_searches

        with self.store.begin() as connection:
            connection.execute(serve_searches.delete().where(serve_searches.c.id == search_id))

    def told(self, search_id: str, sequence: int) -> None:
        from firsthand.store.schema import serve_searches

        with self.store.begin() as connection:
            connection.execute(serve_searches.update().where(serve_searches.c.id == search_id).values(told=sequence))


def filters(query: str) -> dict[str, str]:
    """The filters of an address, others left out."""
    known = set(Filters.__dataclass_fields__) - {"after"}
    return {k: v[:500] for k, v in parse_qsl(query[:8000]) if k in known and v.strip()}


def asked(query: str, **given: object) -> Query:
    """The question of a kept search. BadValue where it cannot be asked."""
    return Filters(**filters(query)).query(**given)
