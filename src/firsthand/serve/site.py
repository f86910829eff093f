"""What every page shares: templates, texts, files, the store, and the frame around the page."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from firsthand import __version__
from firsthand.publish import html_words
from firsthand.publish.html_outlines import country, outlines
from firsthand.serve import words
from firsthand.serve.catalogue import Catalogue
from firsthand.serve.missing import Missing
from firsthand.serve.settings import Settings

if TYPE_CHECKING:
    from jinja2 import Environment

    from firsthand.serve.accounts.audit import Audit
    from firsthand.serve.accounts.people import People, Person
    from firsthand.serve.estimates.cases import Cases
    from firsthand.serve.estimates.runs import Runs
    from firsthand.serve.jobs import Jobs
    from firsthand.serve.library import Library
    from firsthand.serve.searches import Searches
    from firsthand.serve.sums import Sums

NAV: Final = (
    "today",
    "map",
    "incidents",
    "questions",
    "claims",
    "forecasts",
    "sources",
    "checks",
    "ranges",
    "estimates",
    "search",
)
TOOLS: Final = ("add", "review")
KINDS: Final = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".woff2": "font/woff2"}


@dataclass
class Site:
    """One running app."""

    settings: Settings
    library: Library
    jobs: Jobs
    people: People
    audit: Audit
    searches: Searches
    cases: Cases
    runs: Runs
    sums: Sums

    @cached_property
    def texts(self) -> Catalogue:
        return Catalogue.load("en")

    @cached_property
    def files(self) -> dict[str, tuple[bytes, str]]:
        """Every built file with its media type, by its name below static/."""
        return dict(_files(files("firsthand.serve") / "static", ""))

    def file(self, name: str) -> tuple[bytes, str]:
        """A built file and its media type; Missing where there is none."""
        found = self.files.get(name)
        if found is None:
            raise Missing(f"file {name}")
        return found

    @cached_property
    def marks(self) -> dict[str, str]:
        return {name: hashlib.sha256(body).hexdigest()[:12] for name, (body, _) in self.files.items()}

    def asset(self, name: str) -> str:
        """The address of a built file with a mark of its content: it may be kept for ever."""
        return f"/static/{name}?v={self.marks.get(name, '0')}"

    def log(self, what: str, target: str, who: str) -> None:
        """A line of the audit log."""
        self.audit.add(who, what, target)

    @cached_property
    def environment(self) -> Environment:
        from jinja2 import ChoiceLoader, Environment, FunctionLoader, StrictUndefined

        own = files("firsthand.serve") / "templates"
        theirs = files("firsthand.publish") / "assets"

        def from_folder(folder: Any) -> Callable[[str], str | None]:
            def load(name: str) -> str | None:
                path = folder / name
                return str(path.read_text("utf-8")) if path.is_file() else None

            return load

        environment = Environment(
            loader=ChoiceLoader([FunctionLoader(from_folder(own)), FunctionLoader(from_folder(theirs))]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        environment.globals.update(
            t=self.texts,
            asset=self.asset,
            version=__version__,
            settings=self.settings,
            address=address,
            country=country,
            policy=outlines().policy,
            patterns=words.patterns,
            rangebar=words.rangebar,
        )
        environment.filters.update(
            day=words.day,
            days=words.days,
            span=words.span,
            number=html_words.number,
            plain=html_words.words,
            clipped=html_words.clipped,
            form=words.form,
            standing=words.standing,
            verdict=words.verdict,
            marked=words.marked,
            whole=words.whole,
            begun=words.begun,
            period=words.period,
            percent=words.percent,
            km=html_words.kilometres,
            country_name=country,
        )
        return environment

    def fragment(self, template: str, **context: Any) -> str:
        """`template` filled in, without the frame."""
        return self.environment.get_template(template).render(**context).replace("\x00", "\ufffd")

    def page(self, request: Request, template: str, *, status: int = 200, **context: Any) -> Response:
        """`template` in its frame. Answers 304 where the reader has this very page already."""
        body = self.fragment(template, **self.frame(request), **context).encode("utf-8")
        return tagged(request, body, "text/html; charset=utf-8", status)

    def frame(self, request: Request) -> dict[str, Any]:
        """What the base template needs on every page."""
        person: Person | None = getattr(request.state, "person", None)
        theme = request.cookies.get("theme")
        return {
            "here": request.url.path,
            "here_full": request.url.path + (f"?{request.url.query}" if request.url.query else ""),
            "params": request.query_params,
            "theme": theme if theme in ("light", "dark") else None,
            "nav": NAV,
            "tools": TOOLS,
            "person": person,
            "may_write": not self.settings.read_only and (person is None or person.may_write()),
            "token": self.mark if getattr(request.state, "kept", False) else self.token_of(_session(request)),
            "stand": self.library.stand(),
        }

    @cached_property
    def mark(self) -> str:
        """What stands for the form token in a page that is kept; no text can hold it by chance or by guess."""
        return f"token-{secrets.token_hex(20)}"

    def token_of(self, session: str | None) -> str:
        """The form token of a session, masked anew for each page so that compression gives nothing away."""
        real = self._token(session)
        mask = secrets.token_bytes(len(real))
        return (mask + bytes(a ^ b for a, b in zip(mask, real, strict=True))).hex()

    def token_fits(self, request: Request, given: str) -> bool:
        try:
            raw = bytes.fromhex(given)
        except ValueError:
            return False
        half = len(raw) // 2
        said = bytes(a ^ b for a, b in zip(raw[:half], raw[half:], strict=False))
        return len(raw) == 40 and hmac.compare_digest(said, self._token(_session(request)))

    def _token(self, session: str | None) -> bytes:
        return hmac.new(self.settings.secret.encode(), (session or "local").encode(), hashlib.sha256).digest()[:20]


def _session(request: Request) -> str | None:
    found: str | None = getattr(request.state, "session", None)
    return found


def _files(folder: Any, prefix: str) -> Iterator[tuple[str, tuple[bytes, str]]]:
    for one in folder.iterdir():
        if one.is_dir():
            yield from _files(one, f"{prefix}{one.name}/")
        elif (kind := KINDS.get("." + one.name.rpartition(".")[2])) is not None:
            yield prefix + one.name, (one.read_bytes(), kind)


def tagged(
    request: Request, body: bytes, media_type: str, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """`body` with its ETag; 304 and no body where the reader holds it."""
    etag = f'W/"{hashlib.sha256(body).hexdigest()[:20]}"'
    given = {"ETag": etag, "Cache-Control": "private, no-cache", **(headers or {})}
    if status == 200 and etag in [one.strip() for one in request.headers.get("if-none-match", "").split(",")]:
        return Response(status_code=304, headers=given)
    return Response(body, status_code=status, media_type=media_type, headers=given)


def address(path: str, params: Any = (), /, **changes: Any) -> str:
    """`path` with the query `params`, some of it changed; None takes a part away."""
    kept = [(k, v) for k, v in (params.multi_items() if hasattr(params, "multi_items") else params) if k not in changes]
    added = [(k, v) for k, v in changes.items() if v is not None and v != ""]
    query = urlencode([(k, v) for k, v in (*kept, *added) if v != ""])
    return f"{path}?{query}" if query else path


def site(request: Request) -> Site:
    found: Site = request.app.state.site
    return found
