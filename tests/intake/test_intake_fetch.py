"""The network is asked only for public addresses, checked once and then connected to, again for each redirect."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import httpx
import pytest

from firsthand.errors import TooLarge, Unreachable
from firsthand.intake.fetch import fetch, public
from firsthand.intake.limits import Limits

PUBLIC = "93.184.216.34"
LIMITS = Limits(seconds=2.0, bytes=10_000)


def answering(asked: list[httpx.Request], *answers: httpx.Response) -> httpx.MockTransport:
    waiting = list(answers)

    def handle(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return waiting.pop(0)

    return httpx.MockTransport(handle)


def to(*addresses: str) -> Callable[[str, int], Sequence[str]]:
    return lambda host, port: list(addresses)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.1.2.3", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:1::", "no address", "",
    ],
)  # fmt: skip
def test_private_addresses_are_refused(address: str) -> None:
    assert not public(address)
    asked: list[httpx.Request] = []
    with pytest.raises(Unreachable):
        fetch("http://example.org/", LIMITS, to(address), answering(asked))
    assert asked == []


@pytest.mark.parametrize("address", [PUBLIC, "2606:2800:220:1:248:1893:25c8:1946", "8.8.8.8"])
def test_public_addresses_may_be_asked(address: str) -> None:
    assert public(address)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://user:secret@example.org/", "user name or password"),
        ("http://example.org:22/", "port 22"),
        ("http://example.org:99999/", "no address that can be asked"),
        ("http:///path", "only 80, 443"),
        ("http://[::1/", "no address that can be asked"),
        ("ftp://example.org/", "only http and https"),
    ],
)
def test_addresses_that_are_not_asked(url: str, words: str) -> None:
    asked: list[httpx.Request] = []
    with pytest.raises(Unreachable, match=words):
        fetch(url, LIMITS, to(PUBLIC), answering(asked))
    assert asked == []


@pytest.mark.parametrize("host", ["127.1", "0x7f000001", "2130706433", "localhost", "[::1]", "[::ffff:127.0.0.1]"])
def test_other_spellings_of_this_machine_are_refused_by_the_real_resolver(host: str) -> None:
    with pytest.raises(Unreachable, match=r"private network|not known"):
        fetch(f"http://{host}/", LIMITS, transport=answering([]))


def test_the_connection_goes_to_the_checked_address_under_the_name() -> None:
    asked: list[httpx.Request] = []
    page = fetch(
        "https://example.org/2024/11/05/a?b=1",
        LIMITS,
        to(PUBLIC),
        answering(asked, httpx.Response(200, content=b"<p>x", headers={"content-type": "text/html; charset=utf-8"})),
    )
    assert str(asked[0].url) == f"https://{PUBLIC}/2024/11/05/a?b=1"
    assert asked[0].headers["host"] == "example.org"
    assert asked[0].extensions["sni_hostname"] == "example.org"
    assert (page.raw, page.url, page.media_type, page.charset) == (
        b"<p>x", "https://example.org/2024/11/05/a?b=1", "text/html; charset=utf-8", "utf-8",
    )  # fmt: skip


def test_one_private_answer_among_public_ones_refuses_all() -> None:
    with pytest.raises(Unreachable, match=r"leads to 10\.0\.0\.1"):
        fetch("http://example.org/", LIMITS, to(PUBLIC, "10.0.0.1"), answering([]))


def test_a_redirect_is_checked_again() -> None:
    asked: list[httpx.Request] = []
    names = {"example.org": [PUBLIC], "inside.example.org": ["192.168.0.1"]}
    with pytest.raises(Unreachable, match=r"leads to 192\.168\.0\.1"):
        fetch(
            "http://example.org/",
            LIMITS,
            lambda host, port: names[host],
            answering(asked, httpx.Response(302, headers={"location": "http://inside.example.org/"})),
        )
    assert len(asked) == 1


@pytest.mark.parametrize("location", ["file:///etc/passwd", "gopher://example.org/", "http://a:b@example.org/"])
def test_a_redirect_to_another_scheme_is_refused(location: str) -> None:
    with pytest.raises(Unreachable):
        fetch(
            "http://example.org/",
            LIMITS,
            to(PUBLIC),
            answering([], httpx.Response(302, headers={"location": location})),
        )


def test_a_name_that_changes_its_address_is_asked_where_it_was_checked() -> None:
    answers = [[PUBLIC], ["127.0.0.1"]]
    asked: list[httpx.Request] = []
    fetch("http://example.org/", LIMITS, lambda host, port: answers.pop(0), answering(asked, httpx.Response(200)))
    assert asked[0].url.host == PUBLIC
    assert len(answers) == 1


def test_redirects_end() -> None:
    turning = [httpx.Response(302, headers={"location": "/again"}) for _ in range(9)]
    with pytest.raises(Unreachable, match="redirects more than 5 times"):
        fetch("http://example.org/", LIMITS, to(PUBLIC), answering([], *turning))


def test_too_much_is_refused_while_it_comes() -> None:
    with pytest.raises(TooLarge, match="above the limit of 10,000 bytes"):
        fetch("http://example.org/", LIMITS, to(PUBLIC), answering([], httpx.Response(200, content=b"x" * 10_001)))


def test_an_error_page_is_no_report() -> None:
    with pytest.raises(Unreachable, match="answered 404"):
        fetch("http://example.org/", LIMITS, to(PUBLIC), answering([], httpx.Response(404)))


def test_a_resolver_that_hangs_is_left_behind() -> None:
    def slow(host: str, port: int) -> Sequence[str]:
        time.sleep(3)
        return [PUBLIC]

    started = time.monotonic()
    with pytest.raises(Unreachable, match="no answer in time"):
        fetch("http://example.org/", Limits(seconds=0.3), slow, answering([]))
    assert time.monotonic() - started < 2
