"""What a page may be refused for."""

from __future__ import annotations


class Missing(Exception):
    """There is no such thing in the store."""


class Forbidden(Exception):
    """The person may not do this, or the form did not come from our own page."""


class TooMany(Exception):
    """More requests than one reader may make."""
