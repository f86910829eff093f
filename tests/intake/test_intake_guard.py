"""The table of addresses that may not be asked, in every spelling that some reader of addresses understands."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.intake.web import PUBLIC

from firsthand.errors import Unreachable
from firsthand.intake.net.guard import Target, public, resolved, target

FIRST = "http://news.example.org/"


def checked(url: str, *answers: str) -> Target:
    return target(url, FIRST, time.monotonic() + 2, lambda host, port: list(answers))


# Each is refused even by a resolver that would call it public: the spelling alone decides.
SPELLINGS = [
    # this machine, as numbers
    "127.0.0.1", "127.1", "127.0.1", "127.255.255.254", "0x7f000001", "0x7f.0.0.1", "0x7f.1", "0x7F.0X0.0.1", "2130706433",
    "017700000001", "0177.0.0.1", "0177.1", "00000177.0.0.1", "127.0.0.01", "127.0.0.1.", "0", "0.0.0.0", "0x0", "00",
    "127.0.0.0x1", "0x7f.0x0.0x0.0x1", "017700000001.", "4294967295", "255.255.255.255", "127.000.000.001", "1.2.3.4.5",
    # as signs that become digits and dots
    "１２７.0.0.1", "127。0。0。1", "127．0．0．1", "127｡0｡0｡1", "①②⑦.⓪.⓪.①", "⑯⑨。254。⑯⑨｡254", "ⓛocalhost", "ｌｏｃａｌｈｏｓｔ",
    "loc\u00adalhost", "127.0.0.1\u3002",
    # private networks, links, carriers, clouds
    "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1", "100.127.255.255", "198.18.0.1",
    "192.0.0.192", "192.0.2.1", "203.0.113.9", "0xa9fea9fe", "2852039166", "0251.0376.0251.0376", "169.254.43518",
    # many receivers, nobody, the future
    "224.0.0.1", "239.255.255.250", "240.0.0.1", "192.88.99.1",
    # the same in IPv6
    "[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[0000::0001]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::FFFF:10.0.0.1]",
    "[0:0:0:0:0:ffff:169.254.169.254]", "[::127.0.0.1]", "[64:ff9b::127.0.0.1]", "[64:ff9b::a9fe:a9fe]", "[64:ff9b:1::7f00:1]",
    "[2002:7f00:1::]", "[2002:a9fe:a9fe::1]", "[2001:0:5ef5:79fd::]", "[fe80::1]", "[fe80::1%25eth0]", "[fe80::1%eth0]",
    "[fec0::1]", "[fc00::1]", "[fd00:ec2::254]", "[ff02::1]", "[ff0e::1]", "[2001:db8::1]", "[3fff::1]", "[100::1]", "[5f00::1]",
    "[2a00:1450::5efe:127.0.0.1]", "[2a00:1450::200:5efe:7f00:1]", "[::ffff:0:127.0.0.1]", "[v1.x]",
    # names
    "localhost", "LOCALHOST.", "a.localhost", "printer.local", "metadata.google.internal", "router.lan", "nas.home.arpa",
    "intranet", "a.onion", "1.0.0.127.in-addr.arpa", "", ".", "..", "a..example.org", "-a.example.org", "a_b", "*.example.org",
    "example.org%00.evil.example", "example.org%2eevil", "a" * 64 + ".example.org", "a." * 127 + "example.org",
]  # fmt: skip


@pytest.mark.parametrize("host", SPELLINGS)
def test_spellings_that_are_refused_whatever_the_resolver_says(host: str) -> None:
    with pytest.raises(Unreachable) as caught:
        checked(f"http://{host}/", PUBLIC)
    assert caught.value.source == FIRST
    assert ";" in caught.value.reason  # the mend


def test_the_table_is_long_enough() -> None:
    assert len(set(SPELLINGS)) >= 60


@pytest.mark.parametrize(
    "host", [one for one in SPELLINGS if one[:1].isdigit() or one.startswith("[")] + ["localhost", "ip6-localhost"]
)
def test_the_real_resolver_opens_no_way_round(host: str) -> None:
    with pytest.raises(Unreachable):
        target(f"http://{host}/", FIRST, time.monotonic() + 2, resolved)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://user:secret@example.org/", "user name or password"),
        ("http://user@example.org/", "user name or password"),
        ("http://@example.org/", "user name or password"),
        ("http://:@example.org/", "user name or password"),
        ("http://example.org@127.0.0.1/", "user name or password"),
        ("http://127.0.0.1@example.org/", "user name or password"),
        ("http://example.org%40127.0.0.1/", "odd spelling"),
        ("http://example.org%40a.example/", "no host name"),
        ("http://127.0.0.1\\@example.org/", "user name|backslash|no host name"),
        ("http://example.org\\@127.0.0.1/", "user name|backslash|no host name"),
        ("http://example.org\\.evil.example/", "backslash|no host name"),
        ("http://127.0.0.1#@example.org/", "127.0.0.1"),
        ("http://127.0.0.1?@example.org/", "127.0.0.1"),
        ("http://127.0.0.1;@example.org/", "user name"),
        ("http://example.org :80@127.0.0.1/", "user name|space"),
        ("http://exam ple.org/", "space|no host name"),
        ("http://example.org/a b", "space"),
        ("http://example.org/\r\nHost: evil", "space|control"),
        ("http://example.org:22/", "port 22"),
        ("http://example.org:0/", "port|no address|only"),
        ("http://example.org:6379/", "port 6379"),
        ("http://example.org:99999/", "no address that can be asked"),
        ("http://example.org:80:80/", "no address that can be asked"),
        ("http:///path", "only 80, 443"),
        ("http:example.org", "only 80, 443"),
        ("http://[::1/", "no address that can be asked"),
        ("http://[::1]extra/", "no address that can be asked|inside a private"),
        ("ftp://example.org/", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("gopher://example.org/", "only http and https"),
        ("//example.org/", "no scheme"),
        ("http://example.org\uff0f.evil.example/", "no address that can be asked"),
        ("http://example\uff20.org/", "no address that can be asked"),
    ],
)
def test_addresses_that_are_not_asked(url: str, words: str) -> None:
    with pytest.raises(Unreachable, match=words):
        checked(url, PUBLIC)


# Names that a stranger may let lead anywhere: nip.io and its kind, mixed answers, answers that are none.
ANSWERS = [
    ("127.0.0.1.nip.example", ["127.0.0.1"]),
    ("app-10-0-0-1.sslip.example", ["10.0.0.1"]),
    ("7f000001.nip.example", ["127.0.0.1"]),
    ("169-254-169-254.example.org", ["169.254.169.254"]),
    ("mixed.example.org", [PUBLIC, "10.0.0.1"]),
    ("mixed.example.org", ["10.0.0.1", PUBLIC]),
    ("mixed.example.org", [PUBLIC, "::1"]),
    ("mixed.example.org", [PUBLIC] * 50 + ["100.64.0.1"]),
    ("mapped.example.org", ["::ffff:192.168.0.1"]),
    ("mapped.example.org", ["::ffff:93.184.216.34"]),
    ("nat64.example.org", ["64:ff9b::5db8:d822"]),
    ("scoped.example.org", ["fe80::1%2"]),
    ("scoped.example.org", ["2606:2800:220:1:248:1893:25c8:1946%lo"]),
    ("odd.example.org", ["127.1"]),
    ("odd.example.org", ["0x7f000001"]),
    ("odd.example.org", ["example.net"]),
    ("odd.example.org", [""]),
    ("odd.example.org", ["93.184.216.34 127.0.0.1"]),
    ("none.example.org", []),
]


@pytest.mark.parametrize(("host", "answers"), ANSWERS)
def test_one_answer_that_is_not_public_refuses_all(host: str, answers: list[str]) -> None:
    with pytest.raises(Unreachable):
        checked(f"http://{host}/", *answers)


def test_a_resolver_that_fails_refuses() -> None:
    def failing(host: str, port: int) -> Sequence[str]:
        raise OSError("no network")

    with pytest.raises(Unreachable, match="is not known \\(no network\\)"):
        target("http://example.org/", FIRST, time.monotonic() + 2, failing)


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("http://example.org", ("http://example.org/", "example.org", 80)),
        ("HTTPS://EXAMPLE.org.:443/A?b#c", ("https://example.org/A?b", "example.org", 443)),
        ("http://example.org:8080/", ("http://example.org:8080/", "example.org", 8080)),
        ("http://bücher.example/", ("http://xn--bcher-kva.example/", "xn--bcher-kva.example", 80)),
        ("http://новини.укр/", ("http://xn--b1amarcd.xn--j1amh/", "xn--b1amarcd.xn--j1amh", 80)),
        ("http://a_b.example.org/", ("http://a_b.example.org/", "a_b.example.org", 80)),
        ("http://93.184.216.34/", ("http://93.184.216.34/", PUBLIC, 80)),
        ("http://3com.example/", ("http://3com.example/", "3com.example", 80)),
        ("http://8.8.8.8/", ("http://8.8.8.8/", "8.8.8.8", 80)),
    ],
)
def test_addresses_that_are_asked(url: str, wanted: tuple[str, str, int]) -> None:
    found = checked(url, PUBLIC)
    assert (found.url, found.host, found.port) == wanted


def test_an_address_is_asked_as_it_is_and_no_resolver_is_asked_for_it() -> None:
    found = checked("http://[2606:2800:220:1:248:1893:25C8:1946]/", "127.0.0.1")
    assert found.addresses == ("2606:2800:220:1:248:1893:25c8:1946",)
    assert found.url == "http://[2606:2800:220:1:248:1893:25c8:1946]/"


@given(st.integers(0, 2**32 - 1))
def test_no_private_ipv4_address_is_public_in_any_wrapping(number: int) -> None:
    import ipaddress

    address = ipaddress.IPv4Address(number)
    if not address.is_global:
        assert not public(str(address))
    for wrapped in (number, 0xFFFF00000000 + number, (0x64FF9B << 96) + number, (0x2002 << 112) + (number << 80)):
        assert not public(str(ipaddress.IPv6Address(wrapped)))


@given(st.text(max_size=40))
def test_no_text_makes_the_guard_fail_in_another_way(host: str) -> None:
    try:
        found = checked(f"http://{host}/", PUBLIC)
    except Unreachable:
        return
    assert found.addresses == (PUBLIC,) or public(found.addresses[0])


@pytest.mark.parametrize(
    "address", [PUBLIC, "2606:2800:220:1:248:1893:25c8:1946", "8.8.8.8", "1.1.1.1", "2a00:1450::1"]
)
def test_public_addresses_may_be_asked(address: str) -> None:
    assert public(address)
