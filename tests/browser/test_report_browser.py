"""The report in a real browser: quiet, self-contained, reachable by everyone, deaf to what articles try."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from firsthand.model.actor import Actor, ActorKind
from firsthand.model.attribution import Attribution, Kind, Voice
from firsthand.model.check import Check, Parameter, Verdict
from firsthand.model.document import Document, Published
from firsthand.model.event import Event, Modality, Plover
from firsthand.model.figure import Figure, Operator
from firsthand.model.forecast import Forecast, ForecastKind
from firsthand.model.frame import Frame, FrameKind
from firsthand.model.moment import Moment, MomentKind
from firsthand.model.place import Place, PlaceKind
from firsthand.model.reading import Reading
from firsthand.model.span import Span
from firsthand.publish.html import report

pytestmark = pytest.mark.browser


@dataclass
class Watched:
    """A page and everything it did that a report must not do."""

    page: Page
    path: Path
    noise: list[str] = field(default_factory=list)

    def open(self, html: str, fragment: str = "") -> Page:
        self.path.write_text(html, "utf-8")
        self.page.goto(self.path.as_uri() + fragment)
        return self.page


@pytest.fixture
def watch(chromium: Browser, tmp_path: Path) -> Iterator[Callable[..., Watched]]:
    contexts = []

    def opened(**options: object) -> Watched:
        context = chromium.new_context(**options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        watched = Watched(page, tmp_path / f"report-{len(contexts)}.html")
        noise = watched.noise
        page.on("console", lambda m: noise.append(f"console {m.type}: {m.text}"))
        page.on("pageerror", lambda e: noise.append(f"error: {e}"))
        page.on("dialog", lambda d: (noise.append(f"dialog: {d.message}"), d.dismiss()))
        page.on("popup", lambda p: noise.append(f"popup: {p.url}"))
        page.on(
            "request",
            lambda r: noise.append(f"request: {r.url}") if r.url.split("#")[0] != watched.path.as_uri() else None,
        )
        return watched

    yield opened
    for context in contexts:
        context.close()


# Quiet and self-contained.


def test_no_console_message_and_no_request(watch: Callable[..., Watched], sample: Reading) -> None:
    watched = watch()
    page = watched.open(report(sample))
    for _ in range(12):
        page.keyboard.press("j")
    page.locator(".map a").first.click()
    page.locator(".times a").first.click()
    page.locator(".unfold").first.click()
    page.wait_for_timeout(150)
    assert watched.noise == []


def test_policy_stops_what_should_ever_slip_through(watch: Callable[..., Watched], sample: Reading) -> None:
    """The second wall: even markup put into the file by hand neither runs nor calls out."""
    watched = watch()
    slipped = (
        '<img src="http://192.0.2.1/x.png"><script>document.title="owned"</script><p onclick="1" style="color:red">'
    )
    stopped: list[str] = []
    watched.page.on("requestfailed", lambda r: stopped.append(f"{r.url} {r.failure}"))
    page = watched.open(report(sample).replace("</main>", slipped + "</main>"))
    page.wait_for_timeout(200)
    assert page.title() != "owned"
    assert stopped == ["http://192.0.2.1/x.png csp"]  # refused by the policy before it left
    assert [n for n in watched.noise if "Content Security Policy" in n]


# Hostile words.

PAYLOADS = [
    "<script>alert(1)</script>",
    "<ScRiPt>alert(1)</sCrIpT>",
    "</script><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "<script src=http://192.0.2.1/x.js></script>",
    "<script src=data:text/javascript,alert(1)></script>",
    "<img src=x onerror=alert(1)>",
    "<img src=http://192.0.2.1/pixel.gif>",
    "<img/src=`x`/onerror=alert(1)>",
    "<image href=http://192.0.2.1/a.png>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><use href='data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg><script>alert(1)</script></svg>#x'>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=http://192.0.2.1/x.swf>",
    "<link rel=stylesheet href=http://192.0.2.1/x.css>",
    "<style>@import 'http://192.0.2.1/x.css';</style>",
    "<style>*{background:url(http://192.0.2.1/x)}</style>",
    "<meta http-equiv=refresh content='0;url=http://192.0.2.1/'>",
    "<base href=http://192.0.2.1/>",
    "<form action=http://192.0.2.1/><input autofocus onfocus=alert(1)>",
    "<input type=image src=http://192.0.2.1/x.png>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href=http://192.0.2.1/ ping=http://192.0.2.1/>x</a>",
    "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=http://192.0.2.1/a.mp3 autoplay>",
    "<marquee onstart=alert(1)>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    '" onmouseover="alert(1)" x="',
    "' autofocus onfocus='alert(1)' x='",
    "`${alert(1)}`",
    "{{ 7*7 }}{% raw %}{{ config }}",
    "${{<%[%'\"}}%\\.",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\u003cscript\u003ealert(1)\u003c/script\u003e\u2028alert(1)",
    "\ufeff<\u0000script>alert(1)</scr\u0000ipt>",
    "javascript:alert(1)//\u202ehttp://example.org",
    "<sc\u0000ript>alert(1)</script>".replace("\u0000", ""),
]


def hostile(payload: str) -> Reading:
    """`payload` in the text, the title and every name that a report shows."""
    text = f"{payload}\n\nSources said {payload} and no more.\n\n{payload}"
    span = Span.of(text, 0, len(payload))
    at = text.index("Sources")
    said = Span.of(text, at, at + 7)
    place = Place(
        made_by=payload,
        span=span,
        name=payload,
        kind=PlaceKind.SETTLEMENT,
        latitude=48.0,
        longitude=37.0,
        radius_km=20,
        gazetteer=payload,
        country=payload,
        disputed=(payload,),
    )
    attribution = Attribution(
        made_by=payload,
        source=said,
        cue=None,
        content=(span,),
        kind=Kind.DIRECT,
        speaker=payload,
        via=(Voice(payload),),
        candidates=(payload,),
        evidential=payload,
    )
    event = Event(
        made_by=payload,
        trigger=span,
        plover=Plover.ASSAULT,
        mode=payload,
        modality=Modality.CLAIMED,
        claimed_by=payload,
        actor=payload,
        target=payload,
        weapon=payload,
        places=(place.id,),
        attribution=attribution.id,
    )
    check = Check(
        made_by=payload,
        kind=payload,
        inputs=(span,),
        formula=payload,
        verdict=Verdict.FAIL,
        message=payload,
        flip=payload,
        parameters=(Parameter(payload, 1.0, payload),),
    )
    actor = Actor(
        made_by=payload, name=payload, kind=ActorKind.PERSON, mentions=(span,), aliases=(payload,), title=payload
    )
    moment = Moment(
        made_by=payload, span=span, kind=MomentKind.DATE, value=payload, mod=payload, begin=payload, zone=payload
    )
    figure = Figure(
        made_by=payload,
        span=span,
        number=span,
        op=Operator.VAGUE,
        low=None,
        high=None,
        unit=payload,
        counted=payload,
        per=payload,
    )
    frame = Frame(made_by=payload, span=span, kind=FrameKind.LOADED_WORD, plain=payload)
    forecast = Forecast(made_by=payload, span=span, kind=ForecastKind.CONDITIONAL, outcome=span, condition=span)
    document = Document(
        text=text,
        title=payload,
        outlet=payload,
        author=payload,
        url=payload,
        language=payload,
        published=Published("2024-11-06", evidence=payload),
        fixes=(payload,),
    )
    return (
        replace(Reading(document=document), reader=payload, notes=(payload,))
        .having([place, attribution, event, check, actor, moment, figure, frame, forecast])
        .proven()
    )


def test_fifty_payloads_raise_nothing(watch: Callable[..., Watched], sample: Reading) -> None:
    assert len(set(PAYLOADS)) >= 50
    watched = watch()
    page = watched.open(report(hostile("harmless words")))
    shape = "() => [...document.querySelectorAll('*')].map((e) => e.tagName).filter((t) => t !== 'BDI')"
    expected = sorted(page.evaluate(shape))
    for payload in PAYLOADS:
        page = watched.open(report(hostile(payload)))
        page.keyboard.press("j")
        page.keyboard.press("j")
        # The same elements as for harmless words (but <bdi>, our own, around right-to-left ones), and no handler anywhere: nothing was parsed as markup.
        page.keyboard.press("Escape")
        assert sorted(page.evaluate(shape)) == expected, payload
        handlers = page.evaluate(
            "() => [...document.querySelectorAll('*')].flatMap((e) => e.getAttributeNames()).filter((n) => /^on|^style$|^src/.test(n))"
        )
        assert handlers == [], payload
        shown = page.locator(".article p").first.text_content() or ""
        assert shown.strip() == payload.replace("\x00", "\ufffd").strip(), payload
    assert watched.noise == []


# Everyone can read it.


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_serious(watch: Callable[..., Watched], sample: Reading, scheme: str, width: int) -> None:
    watched = watch(color_scheme=scheme, viewport={"width": width, "height": 900})
    page = watched.open(report(sample))
    for _ in range(2):  # without a card, and with one
        found = Axe().run(page).response["violations"]
        serious = [
            f"{v['id']} ({v['impact']}): {v['nodes'][0]['target']} {v['nodes'][0]['failureSummary']}"
            for v in found
            if v["impact"] in ("serious", "critical")
        ]
        assert serious == []
        page.keyboard.press("j")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_on_empty_and_right_to_left(watch: Callable[..., Watched], scheme: str) -> None:
    arabic = "قالت الوزارة إن 25 شخصا قتلوا في غارة على المدينة.\n\nولم يصدر تعليق."
    for text in ("", arabic):
        watched = watch(color_scheme=scheme)
        page = watched.open(report(Reading(document=Document(text=text))))
        found = Axe().run(page).response["violations"]
        assert [v["id"] for v in found if v["impact"] in ("serious", "critical")] == []
    assert page.evaluate("getComputedStyle(document.querySelector('.article p')).direction") == "rtl"


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
@pytest.mark.parametrize("script", [True, False])
def test_no_sideways_scrolling(watch: Callable[..., Watched], sample: Reading, width: int, script: bool) -> None:
    long = replace(
        sample,
        document=replace(sample.document, title="Pneumonoultramicroscopicsilicovolcanoconiosis " * 3, outlet="x" * 200),
    )
    watched = watch(viewport={"width": width, "height": 844}, java_script_enabled=script)
    page = watched.open(report(long))
    box = page.locator("html").bounding_box()
    assert box
    assert box["width"] <= width
    if script:
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.keyboard.press("j")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def style_of(page: Page) -> str:
    """How the first figure is underlined; asked of the browser's tools, so it works with scripts off."""
    session = page.context.new_cdp_session(page)
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    session.send("CSS.enable")
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": ".article .k-figure"})["nodeId"]
    style = session.send("CSS.getComputedStyleForNode", {"nodeId": node})["computedStyle"]
    return next(str(one["value"]) for one in style if one["name"] == "text-decoration-line")


def test_reads_without_javascript(watch: Callable[..., Watched], sample: Reading) -> None:
    watched = watch(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = watched.open(report(sample))
    assert page.locator(".article p").count() == 7
    assert page.locator(".map").is_visible()
    event = sample.events[2]
    page.locator(f'.article a[href="#{event.id}"]').first.click()
    row = page.locator(f"#{event.id}")
    assert page.url.endswith("#" + event.id)
    assert row.is_visible()
    assert row.get_by_text("Ostap Verbenko").last.is_visible()
    assert row.get_by_text("factuality").is_visible()  # facts that the list folds open for the target
    row.get_by_text("in the text").click()
    assert page.locator(f'.article a[href="#{event.id}"]').first.is_visible()
    # The legend works by style alone.
    assert "underline" in style_of(page)
    page.locator("#show-figure").uncheck()
    assert "underline" not in style_of(page)
    # Nothing that needs a script pretends to be there.
    assert page.locator(".keys").is_hidden()
    assert page.locator(".unfold").count() == 0
    assert watched.noise == []


def test_keyboard_journey(watch: Callable[..., Watched], sample: Reading) -> None:
    watched = watch(viewport={"width": 1280, "height": 900})
    page = watched.open(report(sample))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "text"
    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.getAttribute('href')")
    assert page.locator("#card").is_visible()
    page.keyboard.press("j")
    second = page.evaluate("document.activeElement.getAttribute('href')")
    assert second != first
    assert page.url.endswith(second)
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.getAttribute('href')") == first
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "card"
    said = page.locator("#status").text_content() or ""
    assert said.startswith(("Statement", "Event"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('#card').contains(document.activeElement)")
    page.keyboard.press("Escape")
    assert page.locator("#card").is_hidden()
    assert page.evaluate("document.activeElement.getAttribute('href')") == first
    # One stop for Tab in the whole article.
    assert page.locator(".article a[tabindex='0']").count() == 1


def test_hidden_kinds_are_passed_over(watch: Callable[..., Watched], sample: Reading) -> None:
    page = watch().open(report(sample))
    for kind in ("statement", "event", "figure", "time", "forecast", "frame"):
        page.locator(f"#show-{kind}").uncheck()
    page.locator("#text").focus()
    seen = set()
    for _ in range(40):
        page.keyboard.press("j")
        seen.add(page.evaluate("document.activeElement.getAttribute('href')[1]"))
    assert seen <= {"l", "k"}  # places, and the signs of checks


def test_card_follows_the_selection(watch: Callable[..., Watched], sample: Reading) -> None:
    page = watch(viewport={"width": 1280, "height": 900}).open(report(sample))
    officer = next(a for a in sample.attributions if a.via)
    assert officer.cue
    page.locator(f'.article a[href="#{officer.id}"]').first.click()
    card = page.locator("#card")
    assert card.locator(".chain li").all_text_contents() == [
        "Obrii",
        "the brigade's press desk",
        "staff officer of the 59th brigade",
    ]
    assert "anonymous" in (card.text_content() or "")
    # A figure of a check leads from the check to the words.
    check = next(k for k in sample.checks if k.verdict is Verdict.FAIL)
    page.locator(f"#{check.id} a").first.click()
    assert "76 men" in (card.text_content() or "")
    assert page.locator(".article .on").first.is_visible()
    # Content that is no link selects its statement, too.
    page.locator(".article .k-statement:not(a)").first.click()
    assert (card.locator(".kind").text_content() or "") == "Statement"


def test_permalink_opens_its_card(watch: Callable[..., Watched], sample: Reading) -> None:
    event = sample.events[4]
    page = watch().open(report(sample), "#" + event.id)
    assert "captured" in (page.locator("#card p:not([class]) > b").text_content() or "")
    assert page.locator(".article .on").first.is_visible()


def test_phone_card_is_a_sheet_that_closes(watch: Callable[..., Watched], sample: Reading) -> None:
    page = watch(viewport={"width": 390, "height": 844}, has_touch=True).open(report(sample))
    page.locator(".article a.k-cue").first.tap()
    box = page.locator("#card").bounding_box()
    assert box
    assert box["y"] + box["height"] == pytest.approx(844, abs=1)
    assert box["height"] <= 844 * 0.57
    page.get_by_role("button", name="Close").tap()
    assert page.locator("#card").is_hidden()


def test_paper_has_everything_and_no_controls(watch: Callable[..., Watched], sample: Reading) -> None:
    watched = watch(color_scheme="dark")
    page = watched.open(report(sample))
    page.keyboard.press("j")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator("#card").is_hidden()
    assert page.locator(".unfold").first.is_hidden()
    for record in (*sample.attributions, *sample.events, *sample.figures):
        assert page.locator(f"#{record.id}").is_visible()
    # Kinds keep apart by the style of their line where there is no colour.
    styles = {
        kind: page.evaluate(
            f"(() => {{ const s = getComputedStyle(document.querySelector('.article .k-{kind}')); "
            "return [s.textDecorationLine, s.textDecorationStyle, s.textDecorationThickness].join(' '); })()"
        )
        for kind in ("cue", "event", "figure", "place", "time", "forecast", "frame", "statement")
    }
    assert len(set(styles.values())) == len(styles), styles
    assert len(page.pdf()) > 20_000
