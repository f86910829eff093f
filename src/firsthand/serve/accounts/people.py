"""People with a role and a password; their sessions and API tokens. Secrets are kept as hashes only."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Final

from firsthand.errors import BadValue
from firsthand.store import Store

if TYPE_CHECKING:
    from argon2 import PasswordHasher

ROLES: Final = ("reader", "reviewer", "admin")
SESSION: Final = timedelta(hours=12)
SHORTEST: Final = 12  # characters of a password
TOKEN: Final = "fh_"  # what API tokens begin with, so that a leaked one can be recognised


@dataclass(frozen=True, slots=True)
class Person:
    id: str
    name: str
    role: str

    def may_write(self) -> bool:
        return self.role in ("reviewer", "admin")


@dataclass(frozen=True, slots=True)
class Token:
    id: str
    label: str
    made: str


class People:
    """The people of one store."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @cached_property
    def hasher(self) -> PasswordHasher:
        from argon2 import PasswordHasher

        return PasswordHasher()  # RFC 9106, low-memory profile

    @cached_property
    def _nobody(self) -> str:
        """A hash to check against where there is no such name, so that the time tells nothing."""
        return self.hasher.hash(secrets.token_hex(16))

    # People

    def add(self, name: str, password: str, role: str) -> Person:
        """A new person. BadValue for a taken name, a short password, an unknown role."""
        from sqlalchemy.exc import IntegrityError

        from firsthand.store.schema import serve_people

        name = " ".join(name.split())
        if not name or len(name) > 60:
            raise BadValue("a name has 1 to 60 characters")
        if role not in ROLES:
            raise BadValue(f"role {role!r} is none of {', '.join(ROLES)}")
        person = Person(secrets.token_hex(8), name, role)
        row = {"id": person.id, "name": name, "password": self._hash(password), "role": role, "made": _now()}
        try:
            with self.store.begin() as connection:
                connection.execute(serve_people.insert().values(**row))
        except IntegrityError as error:
            raise BadValue(f"the name {name!r} is taken") from error
        return person

    def all(self) -> list[Person]:
        rows = self.store.connection().rows("SELECT id, name, role FROM serve_people ORDER BY name")
        return [Person(*row) for row in rows]

    def remove(self, person_id: str) -> None:
        """Remove a person with all sessions and tokens. BadValue for the last admin."""
        from firsthand.store.schema import serve_people, serve_sessions, serve_tokens

        admins = [p for p in self.all() if p.role == "admin"]
        if [p.id for p in admins] == [person_id]:
            raise BadValue("the last admin stays")
        with self.store.begin() as connection:
            connection.execute(serve_sessions.delete().where(serve_sessions.c.person == person_id))
            connection.execute(serve_tokens.delete().where(serve_tokens.c.person == person_id))
            connection.execute(serve_people.delete().where(serve_people.c.id == person_id))

    def proved(self, name: str, password: str) -> Person | None:
        """The person with this name and password; takes the same time where there is none."""
        from argon2.exceptions import InvalidHashError, VerificationError

        row = self.store.connection().one(
            "SELECT id, name, role, password FROM serve_people WHERE name = ?", (" ".join(name.split()),)
        )
        try:
            self.hasher.verify(row[3] if row else self._nobody, password)
        except (VerificationError, InvalidHashError):
            return None
        return Person(*row[:3]) if row else None

    def change(self, person: Person, old: str, new: str) -> None:
        """Another password; every session of the person ends. BadValue where the old one is wrong."""
        from firsthand.store.schema import serve_people, serve_sessions

        if self.proved(person.name, old) is None:
            raise BadValue("the old password is not right")
        hashed = self._hash(new)
        with self.store.begin() as connection:
            connection.execute(serve_people.update().where(serve_people.c.id == person.id).values(password=hashed))
            connection.execute(serve_sessions.delete().where(serve_sessions.c.person == person.id))

    def _hash(self, password: str) -> str:
        if not SHORTEST <= len(password) <= 1000:
            raise BadValue(f"a password has at least {SHORTEST} characters")
        return self.hasher.hash(password)

    # Sessions

    def session(self, person: Person) -> str:
        """A new session; the secret that goes into the cookie."""
        from firsthand.store.schema import serve_sessions

        secret = secrets.token_urlsafe(32)
        until = (datetime.now(UTC) + SESSION).isoformat(timespec="seconds")
        with self.store.begin() as connection:
            connection.execute(serve_sessions.delete().where(serve_sessions.c.until < _now()))
            connection.execute(serve_sessions.insert().values(key=_key(secret), person=person.id, until=until))
        return secret

    def of_session(self, secret: str) -> Person | None:
        row = self.store.connection().one(
            "SELECT p.id, p.name, p.role FROM serve_people p JOIN serve_sessions k ON k.person = p.id WHERE k.key = ? AND k.until >= ?",
            (_key(secret), _now()),
        )
        return Person(*row) if row else None

    def end(self, secret: str) -> None:
        from firsthand.store.schema import serve_sessions

        with self.store.begin() as connection:
            connection.execute(serve_sessions.delete().where(serve_sessions.c.key == _key(secret)))

    # Tokens

    def token(self, person: Person, label: str) -> str:
        """A new API token, shown once."""
        from firsthand.store.schema import serve_tokens

        secret = TOKEN + secrets.token_urlsafe(32)
        row = {
            "id": secrets.token_hex(8),
            "key": _key(secret),
            "person": person.id,
            "label": label[:80],
            "made": _now(),
        }
        with self.store.begin() as connection:
            connection.execute(serve_tokens.insert().values(**row))
        return secret

    def tokens(self, person: Person) -> list[Token]:
        rows = self.store.connection().rows(
            "SELECT id, label, made FROM serve_tokens WHERE person = ? ORDER BY made", (person.id,)
        )
        return [Token(*row) for row in rows]

    def of_token(self, secret: str) -> Person | None:
        row = self.store.connection().one(
            "SELECT p.id, p.name, p.role FROM serve_people p JOIN serve_tokens k ON k.person = p.id WHERE k.key = ?",
            (_key(secret),),
        )
        return Person(*row) if row else None

    def revoke(self, person: Person, token_id: str) -> None:
        from firsthand.store.schema import serve_tokens

        with self.store.begin() as connection:
            connection.execute(
                serve_tokens.delete().where(serve_tokens.c.id == token_id, serve_tokens.c.person == person.id)
            )


def _key(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
