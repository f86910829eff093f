"""The gazetteer: names to places, from one read-only file."""

from __future__ import annotations


class Gazetteer:
    """Stand-in until the room of places is built."""

    @classmethod
    def load(cls) -> Gazetteer:
        return cls()
