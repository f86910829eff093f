"""Sentences of our own, for what the open sets hardly show: chains of sources, degrees of certainty, front-line places.

A sentence is built as text with inline marks, `<kind>...</kind>`, which `read_marks` turns into spans.
People are invented; geography and the words of reporting are real.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from train_reader import vocabulary as v
from train_reader.documents import Document, Layer, Link, lay_out
from train_reader.geography import PLACES

_MARK = re.compile(r"<(/?)([a-z0-9]+)(?: ([A-Za-z_ ]+))?>")
_NAMES = {"per": "person", "org": "organisation", "loc": "place", "nat": "nationality", "oth": "other"}
_TIMES = {"date": "DATE", "time": "TIME", "dur": "DURATION", "set": "SET"}
_ROLES = {"s": "source", "q": "cue", "c": "content"}


class Writer:
    """Draws words at random. Every method returns marked text."""

    def __init__(self, chance: random.Random) -> None:
        self.c = chance

    def pick(self, words: tuple[str, ...]) -> str:
        return self.c.choice(words)

    def maybe(self, text: str, share: float = 0.5) -> str:
        return text if self.c.random() < share else ""

    # -------------------------------------------------------------- things named

    def article(self, name: str, kind: str) -> str:
        """The article stays outside the mark of a place and an organisation."""
        if name.startswith("the "):
            return f"the <{kind}>{name[4:]}</{kind}>"
        return f"<{kind}>{name}</{kind}>"

    def place(self) -> str:
        if self.c.random() < 0.12:
            return self.article(self.pick(v.COUNTRY), "loc")
        return f"<loc>{self.pick(PLACES)}</loc>"

    def where(self) -> str:
        form = self.c.random()
        one = self.place()
        if form < 0.4:
            return f"in {one}"
        if form < 0.6:
            return f"near {one}"
        if form < 0.7:
            return f"on the outskirts of {one}"
        if form < 0.8:
            return f"between {one} and {self.place()}"
        if form < 0.9:
            return f"in the {self.pick(v.cut('northern|southern|eastern|besieged|front-line|border'))} town of {one}"
        return f"{self.pick(v.cut('north|south|east|west'))} of {one}"

    def person(self) -> str:
        return f"<per>{self.pick(v.FIRST)} {self.pick(v.LAST)}</per>"

    def org(self) -> str:
        return self.article(self.pick(v.ORG), "org")

    def force(self) -> str:
        form = self.c.random()
        if form < 0.45:
            return f"<nat>{self.pick(v.NATION)}</nat> {self.pick(v.FORCES)}"
        if form < 0.65:
            return self.pick(v.GROUPS)
        if form < 0.85:
            return self.org()
        return self.article(self.pick(v.COUNTRY), "loc")

    def source(self) -> str:
        form = self.c.random()
        if form < 0.3:
            return self.pick(v.OFFICIAL)
        if form < 0.45:
            return self.org()
        if form < 0.6:
            return f"{self.person()}, {self.c.choice(['a', 'the', 'a former'])} {self.pick(v.ROLE)} {self.where()}"
        if form < 0.75:
            return f"{self.pick(v.ROLE)} {self.person()}"
        if form < 0.87:
            return self.person()
        return f"<nat>{self.pick(v.NATION)}</nat> {self.pick(v.cut('officials|authorities|commanders|military intelligence|media|prosecutors|diplomats'))}"

    def outlet(self) -> str:
        return self.article(self.pick(v.OUTLET), "org")

    # -------------------------------------------------------------- numbers and times

    def number(self) -> str:
        n = self.c.choice(
            [self.c.randint(2, 19), self.c.randint(20, 99), self.c.randint(100, 950), self.c.randint(1, 90) * 1000]
        )
        words = v.cut("two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|twenty")
        plain = f"{n:,}" if n > 19 or self.c.random() < 0.3 else self.pick(words)
        return self.c.choice(
            [plain] * 5
            + ["dozens of", "hundreds of", "several", "tens of thousands of", "scores of", "a dozen", "2.4 million"]
        )

    def count(self, what: tuple[str, ...]) -> str:
        lead = self.maybe(
            self.pick(v.cut("at least|more than|about|up to|nearly|some|around|over|an estimated|no fewer than|almost"))
            + " ",
            0.5,
        )
        return f"<n>{lead}{self.number()} {self.pick(what)}</n>"

    def measure(self) -> str:
        return f"<n>{self.maybe('about ', 0.3)}{self.c.randint(2, 400)} {self.pick(v.UNITS)}</n>"

    def when(self) -> str:
        day, month, year = self.c.randint(1, 28), self.pick(v.MONTH), self.c.randint(2011, 2025)
        day_name = self.pick(v.WEEKDAY)
        return self.c.choice([
            f"on <date>{day_name}</date>", f"on <date>{day} {month}</date>", f"on <date>{month} {day}</date>", f"in <date>{month} {year}</date>",
            f"on <date>{day} {month} {year}</date>", f"on <date>{month} {day}, {year}</date>", "<date>yesterday</date>", "<date>last week</date>",
            f"<time>{self.pick(v.cut('early|late'))} on {day_name}</time>", f"<time>on the night of {month} {day}</time>", "<date>this week</date>", f"in <date>{year}</date>",
            f"<time>{day_name} {self.pick(v.cut('morning|night|evening|afternoon'))}</time>", "<time>overnight</time>", "<date>earlier this month</date>",
            f"for <dur>{self.pick(v.cut('two|three|five|ten'))} {self.pick(v.cut('days|weeks|months|hours|years'))}</dur>", "<set>every day</set>",
            f"over the <dur>past {self.pick(v.cut('day|week|24 hours|two months'))}</dur>", f"at <time>{self.c.randint(1, 12)}:{self.c.randint(10, 59)} {self.pick(v.cut('am|pm|a.m.|local time'))}</time>",
            "<date>last year</date>", f"since <date>{month}</date>", f"by <date>the end of {month}</date>", "<date>on the same day</date>".replace("on ", ""),
        ])  # fmt: skip

    # -------------------------------------------------------------- events

    def verb(self) -> tuple[str, list[str]]:
        family = self.c.choices(list(v.VERBS), [9, 3, 2.5, 3, 0.7, 0.8, 0.8, 0.6, 0.6, 0.5, 0.6, 0.6, 0.5])[0]
        return family, self.pick(v.VERBS[family]).split(",")

    def object(self, kind: str) -> str:
        return {
            "t": self.c.choice([self.pick(v.TARGET), self.place(), self.force()]),
            "p": self.place(),
            "k": self.c.choice([self.count(v.PEOPLE), self.force(), self.person()]),
            "d": self.count(v.cut("drones|missiles|rockets|cruise missiles|aircraft|ballistic missiles")),
            "m": self.c.choice(
                [self.count(v.cut("soldiers|troops|reservists|tanks|recruits|mercenaries")), "reserves", "fresh troops"]
            ),
            "a": self.force(),
            "n": self.c.choice(["an assault", "the attackers", self.force()]),
        }[kind]

    def event(self, family: str, word: str, modality: str) -> str:
        """Only the first word of a phrase such as "shot down" is the trigger; the rest follows it."""
        head, _, rest = word.partition(" ")
        return f"<ev {family} {modality}>{head}</ev>" + (f" {rest}" if rest else "")

    def clause(self, modality: str) -> str:
        """A finite clause in the past: who did what, where, when."""
        family, (_base, past, done, _doing, noun, kind) = self.verb()
        form = self.c.random()
        tail = f" {self.maybe(self.where() + ' ', 0.6)}{self.maybe(self.when(), 0.5)}".rstrip()
        if kind == "p":
            tail = f" {self.maybe(self.when(), 0.5)}".rstrip()
        if form < 0.55 or kind in "na":
            aid = self.c.choice(["", "", "had ", "have "])
            return (
                f"{self.force()} {aid}{self.event(family, done if aid else past, modality)} {self.object(kind)}{tail}"
            )
        if form < 0.8:
            be = self.c.choice(["was", "were", "had been", "has been"])
            by = self.maybe(f" by {self.force()}", 0.6)
            return f"{self.object(kind)} {be} {self.event(family, done, modality)}{by}{tail}"
        toll = self.c.choice(
            [
                f"<ev ASSAULT {modality}>killed</ev> {self.count(v.PEOPLE)}",
                f"left {self.count(v.PEOPLE)} <ev ASSAULT {modality}>dead</ev>",
                f"<ev ASSAULT {modality}>wounded</ev> {self.count(v.PEOPLE)}",
            ]
        )
        if family == "ASSAULT" and form < 0.93:
            return f"a {self.event(family, noun, modality)} {self.where()} {toll}{self.maybe(' ' + self.when(), 0.4)}"
        return f"the {self.event(family, noun, modality)} {self.c.choice(['of', 'near', 'at'])} {self.place()} {self.c.choice(['began', 'ended', 'was over', 'went on', 'started'])} {self.when()}"

    def infinitive(self, modality: str) -> str:
        family, (base, _, _, _, _, kind) = self.verb()
        return f"{self.event(family, base, modality)} {self.object(kind)}{self.maybe(' ' + self.where(), 0.3) if kind != 'p' else ''}{self.maybe(' ' + self.when(), 0.3)}"

    def unreal(self) -> str:
        """A sentence whose event did not, may not or will perhaps happen."""
        family, (base, past, done, doing, noun, kind) = self.verb()
        force, thing = self.force(), self.object(kind)
        modality, text = self.c.choice([
            ("planned", "{f} {plan} {base} {o}"), ("planned", "{f} will {base} {o} {w}, under a plan seen by officials"), ("planned", "the {noun} is planned for next spring"),
            ("planned", "{f} {planing} {base} {o}"), ("planned", "preparations for the {noun} of {p} are complete"),
            ("threatened", "{f} <ev THREATEN threatened>{threat}</ev> to {base} {o}"), ("threatened", "{f} <ev THREATEN threatened>warned</ev> it would {base} {o} unless the terms were met"),
            ("conditional", "if {f} {base} {o}, the front could collapse"), ("conditional", "unless the siege ends, {f} would {base} {o}"), ("conditional", "should {f} {base} {o}, the allies would respond"),
            ("conditional", "{f} would {base} {o} only if the river freezes"),
            ("forecast", "{f} will {base} {o} within weeks"), ("forecast", "{f} is expected to {base} {o} {w}"), ("forecast", "before the winter {f} will {base} {o}"),
            ("forecast", "a new {noun} {p2} is only a matter of time"),
            ("possible", "{f} may {base} {o}"), ("possible", "{f} could {base} {o} {w}"), ("possible", "{f} may have {done} {o}"), ("possible", "it is possible that {f} {past} {o}"),
            ("possible", "a {noun} {p2} cannot be ruled out"), ("possible", "{f} might {base} {o}"),
            ("probable", "{f} is likely to {base} {o}"), ("probable", "{f} probably {past} {o}"), ("probable", "{f} almost certainly {past} {o} {w}"), ("probable", "{o} was most likely {done} by {f}"),
            ("probable", "{f} appears to have {done} {o}"),
            ("did_not_happen", "{f} did not {base} {o}"), ("did_not_happen", "{f} failed to {base} {o}"), ("did_not_happen", "no {noun} took place {w}"), ("did_not_happen", "{f} has never {done} {o}"),
            ("did_not_happen", "{f} stopped short of {doing} {o}"), ("did_not_happen", "the {noun} was called off at the last minute"), ("did_not_happen", "{f} was unable to {base} {o}"),
        ])  # fmt: skip
        marked = {
            name: self.event(family, word, modality)
            for name, word in (("base", base), ("past", past), ("done", done), ("doing", doing), ("noun", noun))
        }
        return text.format(
            f=force, o=thing, w=self.when(), p=self.place(), p2=self.where(),
            plan=self.c.choice(["plans to", "intends to", "wants to", "aims to", "is about to", "has decided to"]),
            planing=self.c.choice(["is preparing to", "was getting ready to", "has drawn up plans to"]),
            threat=self.c.choice(["threatened", "vowed", "pledged"]), **marked,
        )  # fmt: skip

    # -------------------------------------------------------------- reports

    def content(self) -> str:
        return self.unreal() if self.c.random() < 0.3 else self.clause("claimed")

    def report(self) -> str:
        """One reporting act, not nested. Relation 1."""
        s, said, c = self.source(), self.pick(v.SAYING), self.content()
        date = self.maybe(" " + self.when(), 0.2)
        form = self.c.choice(range(19))
        if form <= 2:
            return f"<s1>{s}</s1> <q1>{said}</q1>{date}{self.c.choice([' that', ' that', ''])} <c1>{c}</c1>."
        if form <= 4:
            return f"<c1>{c}</c1>, <s1>{s}</s1> <q1>{said}</q1>{date}."
        if form == 5:
            return f"<c1>{c}</c1>, <q1>{said}</q1> <s1>{s}</s1>."
        if form <= 7:
            return f"<c1>{c}</c1>, <q1>{self.pick(v.NOUN_CUES)}</q1> <s1>{s}</s1>."
        if form == 8:
            return f"<q1>{self.c.choice(['according to', 'in the view of', 'as reported by'])}</q1> <s1>{s}</s1>, <c1>{c}</c1>."
        if form == 9:
            return f"<c1>“{c},”</c1> <s1>{s}</s1> <q1>{self.pick(v.QUOTING)}</q1>{date}."
        if form == 10:
            return f"<c1>“{c},”</c1> <q1>said</q1> <s1>{s}</s1>. <c1>“{self.c.choice(['We have nowhere to go.', 'There was no warning at all.', 'Nobody helped us.', 'We will rebuild.'])}”</c1>"
        if form == 11:
            first, second = self.force(), self.infinitive("claimed")
            return f"<c1>{first}</c1> <q1>reportedly</q1> <c1>tried to {second}</c1>."
        if form == 12:
            return f"<c1>{c}</c1>, <s1>{s}</s1> <q1>told</q1> {self.outlet()}{date}."
        if form == 13:
            return f"<q1>{self.c.choice(['it is said that', 'it was reported that', 'reports say', 'there are reports that'])}</q1> <c1>{c}</c1>."
        if form == 14:
            family, (base, *_rest, kind) = self.verb()
            return f"<s1>{s}</s1> <q1>{self.pick(v.ASK)}</q1> <c1>{self.force()} to {self.event(family, base, 'requested')} {self.object(kind)}</c1>."
        if form == 15:
            return f"<s1>{s}</s1> <q1>{self.pick(v.DENY)}</q1> <c1>{self.clause('did_not_happen')}</c1>."
        if form == 16:
            return f"<s1>{self.person()}</s1><q1>:</q1> <c1>{c}</c1>."
        if form == 17:
            return (
                f"<s1>{s}</s1><c1>’s</c1>".replace("<c1>’s</c1>", "’s")
                + f" <q1>{self.c.choice(['claim', 'assertion', 'allegation', 'announcement', 'statement'])}</q1> that <c1>{c}</c1> could not be verified."
            )
        return f"<s1>{s}</s1> <q1>{self.c.choice(['fears', 'believes', 'expects', 'estimates', 'accused'])}</q1> <c1>{c}</c1>.".replace(
            "<q1>accused</q1> <c1>", "<q1>believes</q1> <c1>"
        )

    def chain(self) -> str:
        """A report of a report: relation 2 stands inside relation 1, or behind it."""
        outer, inner, c = self.source(), self.source(), self.content()
        said, said2 = (
            self.pick(v.SAYING),
            self.pick(
                v.cut(
                    "said|had said|claimed|told him that|reported that|announced that|has warned that|believed|told her that|confirmed"
                )
            ),
        )
        paper = self.outlet()
        form = self.c.choice(range(12))
        if form <= 1:
            return f"<s1>{outer}</s1> <q1>{said}</q1> that <c1><s2>{inner}</s2> <q2>{said2}</q2> <c2>{c}</c2></c1>."
        if form <= 3:
            return f"<c1><c2>{c}</c2></c1>, <s1>{paper}</s1> <q1>{self.pick(v.cut('reported|reports|said|writes'))}</q1>, <q2>{self.pick(v.CITING)}</q2> <s2>{inner}</s2>."
        if form == 4:
            return f"<q2>{self.pick(v.cut('citing|quoting'))}</q2> <s2>{inner}</s2>, <s1>{paper}</s1> <q1>reported</q1> that <c1><c2>{c}</c2></c1>."
        if form == 5:
            return f"<s1>{paper}</s1> <q1>{self.pick(v.cut('reported|wrote|said'))}</q1> that <c1><q2>according to</q2> <s2>{inner}</s2>, <c2>{c}</c2></c1>."
        if form == 6:
            return f"<s1>{outer}</s1> <q1>{said}</q1> <c1><s2>{inner}</s2> <q2>{self.pick(v.cut('had told|told|informed|assured|warned'))}</q2> {self.c.choice(['him', 'her', 'them', 'aides', 'the council'])} that <c2>{c}</c2></c1>."
        if form == 7:
            return f"<c1>“<s2>{self.c.choice(['They', 'He', 'The soldiers', 'Our neighbours', 'The officers'])}</s2> <q2>{self.c.choice(['told us', 'said', 'shouted'])}</q2> that <c2>{c}</c2>,”</c1> <s1>{outer}</s1> <q1>{self.pick(v.QUOTING)}</q1>."
        if form == 8:
            return f"<c1><c2>{c}</c2>, <q2>according to</q2> <s2>{inner}</s2></c1>, <s1>{paper}</s1> <q1>{self.pick(v.cut('reported|said'))}</q1>."
        if form == 9:
            return f"<q1>according to</q1> <s1>{paper}</s1>, <c1><s2>{inner}</s2> <q2>{said2}</q2> <c2>{c}</c2></c1>."
        if form == 10:
            return f"<s1>{paper}</s1> <q1>{self.pick(v.cut('quoted|cited'))}</q1> <s2>{inner}</s2> <q2>as saying</q2> <c1><c2>{c}</c2></c1>."
        return f"<c1><s2>{inner}</s2> <q2>{self.pick(v.cut('said|claimed|warned'))}</q2> <c2>{c}</c2></c1>, <s1>{self.pick(v.OFFICIAL)}</s1> <q1>recalled</q1>."

    def statement(self) -> str:
        """A sentence on the author's own word."""
        form = self.c.random()
        if form < 0.55:
            return self.clause("happened") + "."
        if form < 0.7:
            return self.unreal() + "."
        if form < 0.8:
            return f"{self.clause('happened')}, {self.c.choice(['after', 'hours before', 'days after'])} {self.clause('happened')}."
        if form < 0.9:
            return f"the front line {self.where()} runs {self.measure()} from {self.place()}, where {self.count(v.PEOPLE)} {self.c.choice(['live', 'remain', 'wait', 'shelter'])}."
        return self.pick(v.PLAIN)

    def paragraph(self) -> str:
        made = []
        for _ in range(self.c.choice([1, 1, 2, 2, 3, 4])):
            make = self.c.choices(
                [self.report, self.chain, self.statement, lambda: self.pick(v.PLAIN)], [4, 3, 4, 0.7]
            )[0]
            made.append(tidy(capital(make())))
        return "\x00".join(made)


def capital(marked: str) -> str:
    """The first letter in upper case, past any mark and quotation mark."""
    found = re.match(r"(?:<[^>]*>|[“])*", marked)
    at = found.end() if found else 0
    return marked[:at] + marked[at : at + 1].upper() + marked[at + 1 :]


def tidy(marked: str) -> str:
    """PolNeAR's conventions: "that" belongs to the content, the person told and the channel not to the cue."""
    marked = re.sub(r"\.((?:</\w+>)*)\.$", r".\1", marked)
    marked = re.sub(r"(?:</q(\d)> that| that</q(\d)>)((?:<\w+>| )*?)<c(\d)>", r"</q\1\2>\3<c\4>that ", marked)
    return re.sub(r"<q(\d)>(told|wrote|posted|informed|assured|warned) ([^<]+)</q\d>", r"<q\1>\2</q\1> \3", marked)


def read_marks(marked: str, number: str) -> Document:
    """`\\x00` parts sentences, so that relations are numbered within each."""
    text, spans, open_ = "", [], []
    sentence, at = 0, 0
    for match in re.finditer(r"\x00|\n\n|" + _MARK.pattern, marked):
        text += marked[at : match.start()]
        at = match.end()
        if match.group() == "\x00":
            text += " "
            sentence += 1
        elif match.group() == "\n\n":
            text += "\n\n"
            sentence += 1
        elif not match.group(1):
            open_.append((match.group(2), match.group(3) or "", len(text)))
        else:
            kind, extra, start = open_.pop()
            spans.append((start, len(text), kind, extra, sentence))
    text += marked[at:]
    outer: list[tuple[int, int, str]] = []
    inner: list[tuple[int, int, str]] = []
    relations: dict[tuple[int, str], dict[str, list[tuple[int, int]]]] = {}
    for a, b, kind, _, where in spans:
        if kind[0] in _ROLES and kind[1:].isdigit():
            role = _ROLES[kind[0]]
            (inner if kind[1:] == "2" else outer).append((a, b, role))
            relations.setdefault((where, kind[1:]), {"source": [], "cue": [], "content": []})[role].append((a, b))
    order = {"content": 0, "source": 1, "cue": 2}
    events = [(a, b, *extra.split()) for a, b, kind, extra, _ in spans if kind == "ev"]
    layers = {
        "attribution": Layer(sorted(outer, key=lambda s: order[s[2]])),
        "nested": Layer(sorted(inner, key=lambda s: order[s[2]])),
        "names": Layer([(a, b, _NAMES[k]) for a, b, k, _, _ in spans if k in _NAMES]),
        "times": Layer([(a, b, _TIMES[k]) for a, b, k, _, _ in spans if k in _TIMES]),
        "quantities": Layer([(a, b, "quantity") for a, b, k, _, _ in spans if k == "n"]),
        "triggers": Layer([(a, b, family) for a, b, family, _ in events]),
    }
    links = [Link(r["cue"], r["source"], r["content"]) for r in relations.values() if r["cue"]]
    return Document(number, text, lay_out(text), layers, links, [(a, b, m) for a, b, _, m in events])


def own_documents(seed: int = 7, count: int = 600) -> Iterator[Document]:
    chance = random.Random(f"own sentences {seed}")
    for number in range(count):
        writer = Writer(random.Random(chance.random()))
        marked = "\n\n".join(writer.paragraph() for _ in range(writer.c.randint(2, 6)))
        yield read_marks(marked, f"own-{number}")
