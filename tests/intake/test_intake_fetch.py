"""One page at a time: pinned, checked again at each redirect, bounded in bytes and in time. A real server answers."""

from __future__ import annotations

import gzip
import itertools
import shutil
import ssl
import subprocess
import time
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from tests.intake.web import PUBLIC, Asked, Web, answer, moved

from firsthand.errors import InputError, TooLarge, Unreachable
from firsthand.intake.limits import Limits
from firsthand.intake.net.fetch import Fetcher


def test_the_connection_goes_to_the_checked_address_under_the_name(web: Web) -> None:
    web.routes["/2024/11/05/a?b=1"] = answer("<p>x")
    page = web.fetcher().page("http://News.Example.org:80/2024/11/05/a?b=1#part")
    assert web.dialled == [(PUBLIC, 80)]
    assert web.asked[0].host == "news.example.org"
    assert (page.raw, page.url, page.media_type, page.charset, page.address) == (
        b"<p>x", "http://news.example.org/2024/11/05/a?b=1", "text/html; charset=utf-8", "utf-8", PUBLIC,
    )  # fmt: skip


def test_a_second_address_is_tried_when_the_first_does_not_answer(web: Web) -> None:
    web.names["news.example.org"] = ["2606:2800:220:1:248:1893:25c8:1946", PUBLIC]
    web.routes["/"] = answer("<p>x")
    real = web.dial

    def dial(address: str, port: int, seconds: float) -> object:
        if ":" in address:
            import httpcore

            raise httpcore.ConnectError("no route")
        return real(address, port, seconds)

    page = Fetcher(limits=Limits(seconds=3), resolver=web.resolver, dial=dial).page("http://news.example.org/")  # type: ignore[arg-type]
    assert page.address == PUBLIC


def test_the_name_is_in_the_handshake(web: Web, tmp_path: Path) -> None:
    if not shutil.which("openssl"):
        pytest.skip("needs openssl to make a certificate: apt-get install openssl")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "cert.pem", "-days", "2",
         "-subj", "/CN=news.example.org", "-addext", "subjectAltName=DNS:news.example.org"],
        cwd=tmp_path, check=True, capture_output=True,
    )  # fmt: skip
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    names: list[str | None] = []
    serving.sni_callback = lambda _socket, name, _context: names.append(name)
    web.tls = serving
    web.routes["/"] = answer("<p>x")
    trusting = ssl.create_default_context(cafile=str(tmp_path / "cert.pem"))
    assert web.fetcher(tls=trusting).page("https://news.example.org/").raw == b"<p>x"
    assert names == ["news.example.org"]
    assert web.dialled == [(PUBLIC, 443)]
    with pytest.raises(Unreachable, match="CERTIFICATE_VERIFY_FAILED"):
        web.fetcher(tls=trusting).page("https://other.example.org/")
    with pytest.raises(Unreachable, match="CERTIFICATE_VERIFY_FAILED"):
        web.fetcher().page("https://news.example.org/")


def test_a_redirect_is_checked_again(web: Web) -> None:
    web.routes["/"] = moved("http://inside.example.org/")
    web.names["inside.example.org"] = ["192.168.0.1"]
    with pytest.raises(Unreachable, match=r"leads to 192\.168\.0\.1"):
        web.fetcher().page("http://news.example.org/")
    assert web.paths() == ["news.example.org/"]
    assert web.dialled == [(PUBLIC, 80)]


@pytest.mark.parametrize(
    "location",
    [
        "file:///etc/passwd", "gopher://example.org/", "ftp://example.org/", "http://a:b@example.org/", "http://127.0.0.1/",
        "http://127.1/", "//169.254.169.254/latest/meta-data/", "http://[::1]/", "http://localhost/", "http://0/",
        "http://example.org:22/", "https://[::ffff:10.0.0.1]/", "http://0x7f.1/", "http://metadata.google.internal/",
        "http://[", "javascript:alert(1)", "data:text/html,x",
    ],
)  # fmt: skip
def test_a_redirect_to_where_nobody_may_look_is_refused(web: Web, location: str) -> None:
    web.routes["/"] = moved(location)
    with pytest.raises(Unreachable) as caught:
        web.fetcher().page("http://news.example.org/")
    assert caught.value.source == "http://news.example.org/"
    assert len(web.dialled) == 1


def test_redirects_by_half_an_address_are_followed(web: Web) -> None:
    web.routes |= {"/a/b": moved("../c?d"), "/c?d": answer("<p>x")}
    assert web.fetcher().page("http://news.example.org/a/b").url == "http://news.example.org/c?d"


def test_a_name_that_changes_its_address_is_asked_where_it_was_checked(web: Web) -> None:
    answers = iter([[PUBLIC], ["127.0.0.1"], ["127.0.0.1"]])
    web.names["news.example.org"] = lambda: next(answers)
    web.routes["/"] = answer("<p>x")
    web.fetcher().page("http://news.example.org/")
    assert (web.resolved, web.dialled) == (["news.example.org"], [(PUBLIC, 80)])
    with pytest.raises(Unreachable, match=r"leads to 127\.0\.0\.1"):
        web.fetcher().page("http://news.example.org/")
    assert len(web.asked) == 1


def test_a_name_that_changes_between_two_redirects_is_refused(web: Web) -> None:
    answers = iter([[PUBLIC], ["10.0.0.1"]])
    web.names["news.example.org"] = lambda: next(answers)
    web.routes["/"] = moved("/again")
    with pytest.raises(Unreachable, match=r"leads to 10\.0\.0\.1"):
        web.fetcher().page("http://news.example.org/")


def test_redirects_end(web: Web) -> None:
    web.routes["/"] = moved("/")
    with pytest.raises(Unreachable, match="redirects more than 5 times"):
        web.fetcher().page("http://news.example.org/")
    assert len(web.asked) == 6


def test_too_much_is_refused_while_it_comes(web: Web) -> None:
    endless = itertools.chain([b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"], itertools.repeat(b"x" * 10_000))
    web.routes["/"] = endless
    started = time.monotonic()
    with pytest.raises(TooLarge, match="above the limit of 1,000,000 bytes"):
        web.fetcher().page("http://news.example.org/")
    assert time.monotonic() - started < 4


def trickle(first: bytes, drops: bytes, pause: float = 0.05) -> Iterator[bytes]:
    yield first
    while True:
        time.sleep(pause)
        yield drops


@pytest.mark.parametrize(
    ("first", "drops"),
    [
        (b"", b""),  # says nothing at all
        (b"HTTP/1.1 200 OK\r\n", b"X"),  # a header without an end
        (b"HTTP/1.1 200 OK\r\n", b"X-Y: z\r\n"),  # headers without an end
        (b"HTTP/1.1 200 OK\r\nContent-Length: 900000\r\n\r\n", b"x"),  # a body in drops
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (b"", b"HTTP/1.1 102 Processing\r\n\r\n"),
    ],
)  # fmt: skip
def test_a_server_that_trickles_is_left_in_time(web: Web, first: bytes, drops: bytes) -> None:
    web.routes["/"] = lambda asked: trickle(first, drops)
    started = time.monotonic()
    with pytest.raises(Unreachable, match=r"took more than 0\.6 seconds|did not answer"):
        web.fetcher(seconds=0.6).page("http://news.example.org/")
    assert time.monotonic() - started < 2.0


@pytest.mark.parametrize(
    "said",
    [
        b"no answer at all\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFFFF\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 40_000 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 300_000 + b"\r\n\r\n",
        b"",
    ],
)
def test_a_broken_answer_is_no_page(web: Web, said: bytes) -> None:
    web.routes["/"] = said
    with pytest.raises(Unreachable, match="did not answer"):
        web.fetcher().page("http://news.example.org/")


def bomb(megabytes: int) -> bytes:
    packing = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packing.compress(bytes(1_000_000)) for _ in range(megabytes)) + packing.flush()


@pytest.mark.parametrize(
    ("coding", "body", "kind", "words"),
    [
        ("gzip", bomb(300), TooLarge, "unpacks to more than the limit of 1,000,000 bytes"),
        ("gzip, gzip", gzip.compress(bomb(300)), TooLarge, "is compressed 2 times"),
        ("gzip", b"no gzip", Unreachable, "is not compressed as it says"),
        ("gzip", gzip.compress(b"<p>x" * 999)[:-12], Unreachable, "is cut short inside its compression"),
        ("zstd", b"(\xb5/\xfd", Unreachable, "is coded as 'zstd'"),
    ],
)
def test_compressed_answers_are_unpacked_within_bounds(
    web: Web, coding: str, body: bytes, kind: type[InputError], words: str
) -> None:
    import resource

    web.routes["/"] = answer(body, Content_Encoding=coding)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.monotonic()
    with pytest.raises(kind, match=words):
        web.fetcher().page("http://news.example.org/")
    assert time.monotonic() - started < 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # kB


@pytest.mark.parametrize(
    ("coding", "body"),
    [("gzip", gzip.compress(b"<p>x")), ("x-gzip", gzip.compress(b"<p>x")), ("deflate", zlib.compress(b"<p>x")),
     ("identity", b"<p>x"), ("", b"<p>x"), ("gzip", gzip.compress(b"<p>") + gzip.compress(b"x"))],
)  # fmt: skip
def test_codings_that_are_read(web: Web, coding: str, body: bytes) -> None:
    web.routes["/"] = answer(body, Content_Encoding=coding)
    page = web.fetcher().page("http://news.example.org/")
    assert page.raw == b"<p>x"
    assert page.carried == body


def test_an_error_page_is_no_report(web: Web) -> None:
    with pytest.raises(Unreachable, match="answered 404 Not Found; save the page"):
        web.fetcher().page("http://news.example.org/")


def test_what_is_asked_with_conditions(web: Web) -> None:
    def route(asked: Asked) -> bytes:
        same = asked.headers.get("if-none-match") == '"v1"'
        return answer("", status="304 Not Modified") if same else answer("<p>x", ETag='"v1"')

    web.routes["/"] = route
    first = web.fetcher().get("http://news.example.org/")
    again = web.fetcher().get(
        "http://news.example.org/", etag=first.header("etag"), modified="Tue, 05 Nov 2024 10:00:00 GMT"
    )
    assert (first.status, again.status, again.raw) == (200, 304, b"")
    assert web.asked[1].headers["if-modified-since"] == "Tue, 05 Nov 2024 10:00:00 GMT"
    assert "if-none-match" not in web.asked[0].headers


def test_no_proxy_of_the_environment_is_asked(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9/")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9/")
    web.routes["/"] = answer("<p>x")
    assert web.fetcher().page("http://news.example.org/").raw == b"<p>x"


def test_a_resolver_that_hangs_is_left_behind(web: Web) -> None:
    def slow(host: str, port: int) -> Sequence[str]:
        time.sleep(3)
        return [PUBLIC]

    started = time.monotonic()
    with pytest.raises(Unreachable, match="no answer in time"):
        Fetcher(limits=Limits(seconds=0.3), resolver=slow, dial=web.dial).page("http://news.example.org/")
    assert time.monotonic() - started < 2
    assert web.dialled == []
