"""Read each gold set into training documents. The only module that knows the sets' formats and conventions."""

from __future__ import annotations

import hashlib
import itertools
import json
import random
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from pathlib import Path

from firsthand.reader.paragraphs import Paragraph
from train_reader.demonyms import DEMONYMS
from train_reader.documents import Document, Layer, Link, Span, everything_but, lay_out
from train_reader.vocabulary import OFFICIAL, OUTLET

_NOT_PLACES = everything_but("names", ("place", "nationality"))


def rows(path: Path) -> Iterator[dict]:
    with path.open(encoding="utf-8") as handle:
        yield from (json.loads(line) for line in handle if line.strip())


def share(key: str) -> int:
    """0-99, the same for a document on every machine: decides whether it is trained on or held out."""
    return int(hashlib.sha256(key.encode()).hexdigest()[:8], 16) % 100


def demonyms(text: str) -> list[tuple[int, int, str]]:
    return [(*m.span(), "nationality") for m in re.finditer(r"[^\W\d_]+", text) if m.group() in DEMONYMS]


# ------------------------------------------------------------------ attribution


def polnear(gold: Path, name: str = "train") -> Iterator[Document]:
    for row in rows(gold / "attribution/polnear" / f"{name}.jsonl"):
        text, spans, links = row["text"], [], []
        for one in row["attributions"]:
            pieces = {role: [tuple(p) for p in one[role]] for role in ("source", "cue", "content")}
            for role in ("content", "source", "cue"):
                spans += [(a, b, role) for a, b in pieces[role]]
            if pieces["cue"]:
                links.append(Link(pieces["cue"], pieces["source"], pieces["content"]))
        inside = [(a, b) for a, b, role in spans if role == "content"]
        silent = [tuple(s[:2]) if isinstance(s, list) else (s["start"], s["end"]) for s in row["discard"]]
        layers = {
            "attribution": Layer(ordered(spans)),
            # PolNeAR marks one layer only: what is said inside a content is not marked, not absent.
            "nested": Layer([], ignored=inside),
        }
        yield Document(row["id"], text, lay_out(text), layers, links, silent=silent)


def ordered(spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str | None]]:
    """Content first, so that a source or cue inside it overwrites it."""
    return sorted(spans, key=lambda s: {"content": 0, "source": 1, "cue": 2}[s[2]])


# ------------------------------------------------------------------ syntax


def conllu(path: Path, keep: Callable[[str], bool] = lambda _: True) -> Iterator[list[dict]]:
    """Documents as lists of sentences: text, paragraph start, and rows of CoNLL-U."""
    document: list[dict] = []
    name, sentence = "", {"rows": [], "paragraph": False}
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# newdoc"):
            if document and keep(name):
                yield document
            document, name = [], line.split("=", 1)[1].strip()
            sentence["paragraph"] = True
        elif line.startswith("# newpar"):
            sentence["paragraph"] = True
        elif line.startswith("# text ="):
            sentence["text"] = line.split("=", 1)[1].strip()
        elif line and not line.startswith("#"):
            sentence["rows"].append(line.split("\t"))
        elif not line and sentence["rows"]:
            sentence["doc"] = name
            document.append(sentence)
            sentence = {"rows": [], "paragraph": False}
    if document and keep(name):
        yield document


def surface(sentence: dict) -> tuple[list[Span], list[list[str]]] | None:
    """Spans of the words of a sentence in its text; None if they cannot be found there."""
    text, at, spans, kept = sentence["text"], 0, [], []
    for row in sentence["rows"]:
        if not row[0].isdigit():
            continue
        while at < len(text) and text[at].isspace():
            at += 1
        form = row[1]
        if not text.startswith(form, at):
            return None
        spans.append((at, at + len(form)))
        kept.append(row)
        at += len(form)
    return spans, kept


def treebank(path: Path, entities: bool) -> Iterator[Document]:
    for sentences in conllu(path):
        text, words, upos, heads, relations, bounds, starts = "", [], [], [], [], [], []
        spans: list[tuple[int, int, str]] = []
        unsure: list[Span] = []
        for sentence in sentences:
            found = surface(sentence)
            if found is None:
                continue
            if text:
                text += "\n\n" if sentence["paragraph"] else " "
            if sentence["paragraph"] or not starts:
                starts.append(len(bounds))
            base, first = len(text), len(words)
            here, kept = found
            text += sentence["text"]
            bounds.append((base, len(text)))
            for (a, b), row in zip(here, kept, strict=True):
                words.append((base + a, base + b))
                upos.append(row[3])
                heads.append(first + int(row[6]) - 1 if row[6] != "0" else -1)
                relations.append(row[7])
            if entities:
                named = gum_names(kept)
                covered = set()
                for i, j, kind in named:
                    spans.append((base + here[i][0], base + here[j][1], kind))
                    covered.update(range(i, j + 1))
                for i, row in enumerate(kept):
                    if row[1] in DEMONYMS:
                        if i not in covered:
                            spans.append((base + here[i][0], base + here[i][1], "nationality"))
                    elif row[3] == "PROPN" and i not in covered:
                        unsure.append((base + here[i][0], base + here[i][1]))
        if not words:
            continue
        starts.append(len(bounds))
        paragraphs = [
            Paragraph(bounds[i][0], bounds[j - 1][1], tuple(bounds[i:j])) for i, j in itertools.pairwise(starts)
        ]
        layers = {"names": Layer(list(spans), ignored=unsure)} if entities else {}
        yield Document(
            sentences[0]["doc"], text, paragraphs, layers,
            words=words, upos=upos, heads=heads, relations=relations,
        )  # fmt: skip


_TITLES = {
    "mr",
    "mrs",
    "ms",
    "dr",
    "president",
    "senator",
    "sen",
    "governor",
    "gov",
    "king",
    "queen",
    "prince",
    "princess",
    "sir",
    "lady",
    "lord",
    "pope",
    "judge",
    "justice",
    "general",
    "professor",
    "minister",
    "secretary",
    "captain",
    "colonel",
}
_GUM = {"person": "person", "place": "place", "organization": "organisation"}


def gum_names(kept: list[list[str]]) -> list[tuple[int, int, str]]:
    """Names among GUM's entities: the run of proper nouns round the head of an entity."""
    open_: list[list] = []
    entities = []
    for i, row in enumerate(kept):
        found = re.search(r"(?:^|\|)Entity=([^|]+)", row[9])
        if not found:
            continue
        for part in re.findall(r"\([^()]+\)?|[^()]+\)", found.group(1)):
            if part.startswith("("):
                fields = part.strip("()").split("-")
                open_.append(
                    [fields[0], fields[1] if len(fields) > 1 else "", fields[5] if len(fields) > 5 else "1", i]
                )
                if part.endswith(")"):
                    entities.append((*open_.pop()[1:], i))
            else:
                key = part.strip("()").split("-")[0]
                for k in range(len(open_) - 1, -1, -1):
                    if open_[k][0] == key:
                        entities.append((*open_.pop(k)[1:], i))
                        break
    names, taken = [], set()
    for kind, smallest, first, last in sorted(entities, key=lambda e: e[3] - e[2], reverse=True):
        at = re.match(r"\d+", smallest)
        head = first + (int(at.group()) - 1 if at else 0)
        if head > last or kept[head][3] != "PROPN" or head in taken:
            continue
        i = j = head
        joins = {"of", "the", "for", "and", "-", "de", "al", "’s", "'s"} if kind != "person" else {"-", "de", "al"}
        nested = {
            k for _, _, a, b in entities if (a, b) != (first, last) and first <= a and b < head for k in range(a, b + 1)
        }
        while i > first and kept[i - 1][3] == "PROPN" and i - 1 not in nested:
            i -= 1
        while j < last:
            step = 1
            while j + step <= last and kept[j + step][1] in joins and step < 3:
                step += 1
            if j + step > last or kept[j + step][3] != "PROPN":
                break
            j += step
        while kind == "person" and i < j and kept[i][1].lower().rstrip(".") in _TITLES:
            i += 1
        if kept[i][1] in DEMONYMS and i == j:
            continue
        label = _GUM.get(kind, "other")
        names.append((i, j, label))
        taken.update(range(i, j + 1))
    return names


def ewt(gold: Path, name: str = "train") -> Iterator[Document]:
    known = typed_names()
    for document in treebank(gold / f"syntax/ud_ewt/{name}.conllu", entities=False):
        document.layers["names"] = proper_names(document, known)
        yield document


def typed_names() -> dict[str, str]:
    """Names of the English Web Treebank whose kind does not depend on where they stand, typed by us."""
    path = Path(__file__).with_name("typed_names.txt")
    found: dict[str, str] = {}
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            kind, _, names = line.partition(":")
            if names and not line.startswith("#"):
                start = "\nfirst " if kind == "first" else ""
                found |= {start + name.strip(): kind.strip() for name in names.split(";") if name.strip()}
    return found


_JOINS = frozenset(("of", "the", "for", "and", "&", "-", "de", "al", "’s", "'s", "at", "in", ".", ",", "@"))
_LONGEST = 7  # words of a name in `typed_names`
_NO_SURNAME = frozenset(
    [
        "Street",
        "Road",
        "Avenue",
        "Drive",
        "Inc",
        "Inc.",
        "Corp",
        "Corp.",
        "Co",
        "Co.",
        "LLC",
        "Ltd",
        "Ltd.",
        "University",
        "College",
        "School",
        "Hospital",
        "Hotel",
        "House",
        "Park",
        "Center",
        "Centre",
        "Company",
        "Group",
        "Bank",
        "Church",
        "Airport",
        "County",
        "City",
        "Island",
        "Islands",
        "River",
        "Lake",
        "Bay",
        "Museum",
        "Theory",
        "Award",
        "Day",
        "Agreement",
    ]
)


def looks_like_person(words: list[str], upos: list[str], known: dict[str, str]) -> bool:
    """Two or three proper nouns, of which the first is a common first name."""
    return (
        1 < len(words) < 4
        and set(upos) == {"PROPN"}
        and f"\nfirst {words[0]}" in known
        and words[-1] not in _NO_SURNAME
        and known.get(words[-1]) in (None, "person")
        and all(w[0].isupper() and re.fullmatch(r"[^\W\d_]+\.?|[^\W\d_]+['’-][^\W\d_]+", w) for w in words)
    )


def proper_names(document: Document, known: dict[str, str]) -> Layer:
    """What a treebank's parts of speech say about names: proper nouns may be names, other lower-case words are not.

    The longest stretch found in `known` that no capital and no proper noun touches is a name of that kind;
    everything else that could belong to a name is left open.
    """
    assert document.words is not None
    assert document.upos is not None
    words = [document.text[a:b] for a, b in document.words]
    upos, count, at = document.upos, len(words), 0
    starts = sorted(a for p in document.paragraphs for a, _ in p.sentences)
    sentence = [bisect_right(starts, a) for a, _ in document.words]  # no name goes from one sentence into the next

    def may(i: int) -> bool:
        return (
            0 <= i < count
            and sentence[i] == sentence[at]
            and (upos[i] == "PROPN" or (words[i][0].isupper() and words[i] not in DEMONYMS))
        )

    def begins(i: int) -> bool:  # a capital that only a sentence's beginning, a title or a greeting explains
        lowered = words[i].lower().rstrip(".")
        return (
            upos[i] in ("DET", "PRON", "ADP", "CCONJ", "SCONJ", "AUX", "ADV", "VERB", "INTJ", "PART")
            or lowered in _TITLES
        )

    spans: list[tuple[int, int, str | None]] = []
    unsure: list[Span] = []
    while at < count:
        found = 0
        if may(at) or words[at] == "al":
            for end in range(min(bisect_right(sentence, sentence[at]), at + _LONGEST), at, -1):
                kind = known.get(" ".join(words[at:end]))
                if kind is None and looks_like_person(words[at:end], upos[at:end], known):
                    kind = "person"
                if kind and any(upos[i] == "PROPN" for i in range(at, end)):
                    before = may(at - 1) and not begins(at - 1)
                    joins = ("-", "of", "al", "and", "&", "for", "@")
                    before = before or (at > 1 and words[at - 1] in joins[:3] and may(at - 2))
                    joins = joins[:3] if kind in ("person", "place") else joins
                    after = may(end) or (end + 1 < count and words[end] in joins and may(end + 1))
                    if not (before or after):
                        found = end - at
                        if kind != "none":
                            spans.append((document.words[at][0], document.words[end - 1][1], kind))
                    break
        if found:
            at += found
            continue
        if words[at] in DEMONYMS and not may(at - 1) and not may(at + 1):
            spans.append((*document.words[at], "nationality"))
        elif (may(at) and not (begins(at) and upos[at] != "PROPN" and not may(at + 1))) or (
            words[at] in _JOINS and "PROPN" in upos[max(0, at - 2) : at + 3]
        ):
            unsure.append(document.words[at])
        at += 1
    return Layer(spans, ignored=unsure)


def gum(gold: Path, name: str = "train") -> Iterator[Document]:
    return treebank(gold / f"syntax/ud_gum/{name}.conllu", entities=name != "test")


def uner(gold: Path, name: str = "dev") -> Iterator[Document]:
    kinds = {"PER": "person", "LOC": "place", "ORG": "organisation"}
    current: Document | None = None
    path = gold / f"syntax/uner_ewt/{name}.iob2"
    tokens: list[tuple[str, str]] = []
    sentence = ""

    def close(document: Document) -> None:
        base = len(document.text) + (1 if document.text else 0)
        document.text += (" " if document.text else "") + sentence
        at, spans = 0, document.layers["names"].spans
        assert document.words is not None
        for form, tag in tokens:
            while at < len(sentence) and sentence[at].isspace():
                at += 1
            if not sentence.startswith(form, at):
                found = sentence.find(form, at)
                if found < 0:
                    continue
                at = found
            a, b = base + at, base + at + len(form)
            at += len(form)
            document.words.append((a, b))
            kind = kinds.get(tag[2:])
            if tag[0] == "B" and kind:
                spans.append((a, b, kind))
            elif tag[0] == "I" and kind and spans:
                spans[-1] = (spans[-1][0], b, kind)
        document.paragraphs.append(Paragraph(base, len(document.text), ((base, len(document.text)),)))

    def finish(document: Document) -> Document:
        # One paragraph a document would hide nothing: EWT's own paragraphs are short.
        merged: list[Paragraph] = []
        for p in document.paragraphs:
            if merged and len(merged[-1].sentences) < 4:
                last = merged.pop()
                merged.append(Paragraph(last.start, p.end, (*last.sentences, *p.sentences)))
            else:
                merged.append(p)
        document.paragraphs = merged
        layer = document.layers["names"]
        covered = [(a, b) for a, b, _ in layer.spans]
        layer.spans += [s for s in demonyms(document.text) if not any(a < s[1] and s[0] < b for a, b in covered)]
        return document

    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if line.startswith("# newdoc"):
            if current:
                yield finish(current)
            outside = ("O", "B-other", "I-other")
            current = Document(line.split("=", 1)[1].strip(), "", [], {"names": Layer([], outside)}, words=[])
        elif line.startswith("# text ="):
            sentence = line.split("=", 1)[1].strip()
        elif line and line[0].isdigit():
            fields = line.split("\t")
            tokens.append((fields[1], fields[2]))
        elif not line and tokens and current:
            close(current)
            tokens = []
    if current:
        yield finish(current)


# ------------------------------------------------------------------ places, times, quantities


def places(gold: Path, name: str, held: bool) -> Iterator[Document]:
    for row in rows(gold / f"places/{name}/all.jsonl"):
        if (share(row["id"]) >= 70) != held:
            continue
        text = row["text"]
        spans = [(s["start"], s["end"], "nationality" if s["text"] in DEMONYMS else "place") for s in row["spans"]]
        covered = {(a, b) for a, b, _ in spans}
        if name == "geovirus":  # does not mark them; the other two do
            spans += [s for s in demonyms(text) if s[:2] not in covered]
        yield Document(row["id"], text, lay_out(text), {"names": Layer(spans, _NOT_PLACES)})


def times(gold: Path, name: str, held: bool) -> Iterator[Document]:
    file = "train" if name == "wikiwars" else "all"
    for row in rows(gold / f"times/{name}/{file}.jsonl"):
        if (share(row["id"]) >= 80) != held:
            continue
        spans: list[tuple[int, int, str | None]] = []
        for t in sorted(row["timexes"], key=lambda t: (t["start"], -t["end"])):
            if not any(a <= t["start"] and t["end"] <= b for a, b, _ in spans):
                spans.append((t["start"], t["end"], t.get("type")))
        text = row["text"]
        yield Document(row["id"], text, lay_out(text), {"times": Layer(spans)})


def measeval(gold: Path, name: str = "train") -> Iterator[Document]:
    for row in rows(gold / f"figures/measeval/{name}.jsonl"):
        spans = [(a["start"], a["end"], "quantity") for a in row["annotations"] if a["type"] == "Quantity"]
        yield Document(row["id"], row["text"], lay_out(row["text"]), {"quantities": Layer(sorted(set(spans)))})


# ------------------------------------------------------------------ events

# Event types of RAMS and WikiEvents as PLOVER families, first match wins. "" = not one of our
# families, so the word is no trigger; None = the families disagree with it, so it is left open.
_FAMILIES: tuple[tuple[str, str | None], ...] = (
    ("life.die.nonviolent", None), ("life.injure.illness", None), ("life.illness", None),
    ("life.die", "ASSAULT"), ("life.injure", "ASSAULT"), ("life.consume", ""),
    ("conflict.attack.steal", "COERCE"), ("conflict.attack", "ASSAULT"), ("conflict.defeat", "ASSAULT"),
    ("conflict.yield", "YIELD"), ("conflict.demonstrate", "PROTEST"), ("conflict", None),
    ("artifactexistence.damage", "ASSAULT"), ("artifactexistence", ""), ("manufacture", ""),
    ("justice.arrest", "COERCE"), ("justice.initiatejudicial", "COERCE"), ("justice.chargeindict", "COERCE"),
    ("justice.judicialconsequences", "COERCE"), ("justice.convict", "COERCE"), ("justice.sentence", "COERCE"),
    ("justice.trial", "COERCE"), ("justice.investigate", "INVESTIGATE"), ("justice.release", "YIELD"), ("justice", None),
    ("inspection", "INVESTIGATE"), ("cognitive.inspection", "INVESTIGATE"),
    ("contact.threaten", "THREATEN"), ("contact.discussion", "CONSULT"), ("contact.negotiate", "CONSULT"),
    ("contact.contact.meet", "CONSULT"), ("contact.collaborate", "AGREE"), ("contact.request", "REQUEST"),
    ("contact.command", "REQUEST"), ("contact.commitment", None), ("contact.prevarication", None), ("contact", ""),
    ("government.agreements.accept", "AGREE"), ("government.agreements", "AGREE"), ("government.spy", "INVESTIGATE"),
    ("transaction.transaction.embargo", "SANCTION"), ("transaction.transferownership.embargo", "SANCTION"),
    ("transaction.transfermoney.embargo", "SANCTION"), ("transaction.transfermoney.gift", "AID"),
    ("transaction.transferownership.gift", "AID"), ("transaction.transaction.gift", "AID"),
    ("transaction.transaction.transfercontrol", None),
    ("movement.transportperson.prevent", "COERCE"), ("movement.transportartifact.prevent", "COERCE"),
    ("movement.transportperson.evacuation", None), ("movement", ""), ("disaster", ""), ("personnel", ""),
    ("control.impede", "COERCE"), ("genericcrime", None), ("medical", ""), ("transaction", ""), ("government", ""),
)  # fmt: skip
_GSR = {
    "DEMAND": "REQUEST",
    "FIGHT": "ASSAULT",
    "DISAPPROVE": "ACCUSE",
    "RETREAT": "YIELD",
    "CONCEDE": "YIELD",
    "COOPERATE": "AGREE",
}


def family(event_type: str) -> str | None:
    lowered = event_type.lower()
    return next((f for start, f in _FAMILIES if lowered.startswith(start)), None)


def one_paragraph(text: str) -> list[Paragraph]:
    """A text whose lines are sentences: up to five of them make a paragraph."""
    lines = [m.span() for m in re.finditer(r"[^\n]+", text)]
    groups = [lines[i : i + 5] for i in range(0, len(lines), 5)]
    return [Paragraph(g[0][0], g[-1][1], tuple(g)) for g in groups]


def rams(gold: Path) -> Iterator[Document]:
    for row in rows(gold / "events/rams/dev.jsonl"):
        text = row["text"]
        spans, open_ = [], []
        for t in row["triggers"]:
            kind = family(t["type"])
            if kind:
                spans.append((t["start"], t["end"], kind))
            open_.append((t["start"], t["end"]))
        # One trigger in five sentences is marked: nothing is known of the other words.
        silent = gaps(len(text), [(a, b) for a, b, _ in spans] if spans else [])
        if spans:
            yield Document(row["id"], text, one_paragraph(text), {"triggers": Layer(spans, ignored=silent)})


def gaps(length: int, spans: list[Span]) -> list[Span]:
    at, found = 0, []
    for a, b in sorted(spans):
        if a > at:
            found.append((at, a))
        at = max(at, b)
    if at < length:
        found.append((at, length))
    return found


def wikievents(gold: Path) -> Iterator[Document]:
    kinds = {"PER": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place"}
    for row in rows(gold / "events/wikievents/dev.jsonl"):
        text = row["text"]
        triggers, open_ = [], []
        for event in row["event_mentions"]:
            t = event["trigger"]
            kind = family(event["event_type"])
            if kind:
                triggers.append((t["start"], t["end"], kind))
            elif kind is None:
                open_.append((t["start"], t["end"]))
        names, unsure = [], []
        for m in sorted(row["entity_mentions"], key=lambda m: m["start"] - m["end"]):
            form = text[m["start"] : m["end"]]
            parts = form.split()
            if any(a < m["end"] and m["start"] < b for a, b, _ in names):
                continue
            if form in DEMONYMS:
                names.append((m["start"], m["end"], "nationality"))
            elif m["entity_type"] in kinds and parts and all(p[0].isupper() for p in (parts[0], parts[-1])):
                names.append((m["start"], m["end"], kinds[m["entity_type"]]))
        for m in re.finditer(r"\b[A-Z]\w+", text):
            if not any(a < m.end() and m.start() < b for a, b, _ in names):
                unsure.append(m.span())
        layers = {"triggers": Layer(triggers, ignored=open_), "names": Layer(names, ignored=unsure)}
        yield Document(row["id"], text, one_paragraph(text), layers)


def plover(gold: Path) -> Iterator[Document]:
    for row in rows(gold / "events/plover_gsr/all.jsonl"):
        marked = [s for s in row["spans"] or [] if s["role"] == "EVT"]
        if not marked:
            continue
        kind = _GSR.get(row["event"], row["event"])
        spans = [(s["start"], s["end"], kind) for s in marked]
        yield Document(row["id"], row["text"], lay_out(row["text"]), {"triggers": Layer(spans)})


# ------------------------------------------------------------------ reports of reports

_FRAMES = (
    "{o} reported {c}.", "{o} said {c}.", "{c}, {o} reported.", "According to {o}, {c}.", "{o} wrote {c}.", "{c}, {o} claimed.",
    "{o} announced {c}.", "{c}, according to {o}.", "{o} told reporters {c}.", "{o} recalled {c}.", "{o} noted {c}.", "{c}, said {o}.",
)  # fmt: skip
_CUE = re.compile(r"\b(reported|said|According to|according to|wrote|claimed|announced|told|recalled|noted)\b")


def retold(gold: Path, seed: int = 7) -> Iterator[Document]:
    """Sentences of PolNeAR with one reporting act, put into the mouth of another source: real inner statements."""
    chance = random.Random(f"retold {seed}")
    for document in polnear(gold):
        for paragraph in document.paragraphs:
            for a, b in paragraph.sentences:
                b = a + len(document.text[a:b].rstrip())
                spans = [(s, e, k) for s, e, k in document.layers["attribution"].spans if a <= s and e <= b]
                links = [k for k in document.links or [] if a <= k.cue[0][0] < b]
                whole = links and all(a <= s and e <= b for k in links for s, e in (*k.cue, *k.source, *k.content))
                if (
                    len(links) == 1
                    and whole
                    and 60 < b - a < 300
                    and document.text[b - 1] == "."
                    and chance.random() < 0.35
                ):
                    yield _retell(document.text[a : b - 1], a, spans, links[0], chance, f"{document.id}-{a}")


def _retell(
    body: str, base: int, spans: list[tuple[int, int, str | None]], inner: Link, chance: random.Random, name: str
) -> Document:
    frame, source = chance.choice(_FRAMES), chance.choice([*OUTLET, *OFFICIAL])
    before, after = frame.split("{c}")
    first = re.match(
        r"(The|A|An|He|She|They|It|In|On|But|And|His|Her|Their|This|These|Some|Many|Most|As|At|For|When|While|If|According)\b",
        body,
    )
    that = "that " if before and not before.startswith("According") and chance.random() < 0.6 else ""
    if before and first:
        body = body[0].lower() + body[1:]
    text = (before.replace("{o}", source) + that + body + after.replace("{o}", source)).strip()
    shift = len(before.replace("{o}", source)) + len(that) - base
    text = text[0].upper() + text[1:]
    content = (shift + base - len(that), shift + base + len(body))
    around = before if "{o}" in before else after
    at = 0 if around is before else content[1]
    where = text.lower().find(source.lower(), at)
    cue = next(m for m in _CUE.finditer(text, at) if not content[0] <= m.start() < content[1])
    outer = [(*content, "content"), (where, where + len(source), "source"), (*cue.span(), "cue")]
    move = lambda pieces: [(min(s, base + len(body)) + shift, min(e, base + len(body)) + shift) for s, e in pieces]  # noqa: E731
    nested = [(*move([(s, e)])[0], k) for s, e, k in spans]
    links = [
        Link([cue.span()], [outer[1][:2]], [content]),
        Link(move(inner.cue), move(inner.source), move(inner.content)),
    ]
    layers = {"attribution": Layer(outer), "nested": Layer(nested)}
    return Document(name, text, lay_out(text), layers, links)


# ------------------------------------------------------------------ war reports


def war(gold: Path) -> Iterator[Document]:
    for path in sorted((gold / "war/reports").glob("*.json")):
        yield war_document(json.loads(path.read_text(encoding="utf-8")))


def as_polnear(text: str, start: int, end: int) -> Span:
    """These reports leave "that" and the marks of a quotation out of content, PolNeAR takes them in."""
    if text[:start].endswith(" that "):
        start -= len("that ")
    if start and text[start - 1] in '“"‘' and (end == len(text) or text[end] in ',.”"’'):
        start -= 1
        while end < len(text) and text[end] in ',.”"’' and re.search('[”"’]', text[end : end + 2]):
            end += 1
    return start, end


def war_document(row: dict) -> Document:
    text = row["text"]
    at = lambda s: (s["start"], s["end"])  # noqa: E731
    outer, inner, links = [], [], []
    for s in row["statements"]:
        pieces = {
            "source": [at(s["source"])] if s["source"] else [],
            "cue": [at(s["cue"])] if s["cue"] else [],
            "content": [as_polnear(text, *at(c)) for c in s["content"]],
        }
        into = inner if s.get("nested_in") else outer
        for role in ("content", "source", "cue"):
            into += [(a, b, role) for a, b in pieces[role]]
        if pieces["cue"]:
            links.append(Link(pieces["cue"], pieces["source"], pieces["content"]))
    optional = [at(x) for x in row["figures"] if x.get("optional")]
    triggers, modality, loose = [], [], []
    for event in row["events"]:
        if not event.get("trigger"):
            continue
        a, b = at(event["trigger"])
        if event.get("plover") in (None, "OTHER") or event.get("optional"):
            loose.append((a, b))
        else:
            triggers.append((a, b, event["plover"]))
        if event.get("modality"):
            modality.append((a, b, event["modality"]))
    named = [(*at(p), "place") for p in row["places"]]
    covered = [(a, b) for a, b, _ in named]
    named += [s for s in demonyms(text) if not any(a < s[1] and s[0] < b for a, b in covered)]
    layers = {
        "attribution": Layer(ordered(outer)),
        "nested": Layer(ordered(inner)),
        # A country name before a noun is no place by the rules of this set, and is one elsewhere.
        "names": Layer(named, _NOT_PLACES, [m.span() for m in re.finditer(r"\b(?:US|U\.S\.|UK|UN|EU|NATO|Ukraine|Russia|Israel|Gaza|Sudan|Myanmar|Kremlin|Moscow|Kyiv|Washington)\b", text) if not any(a <= m.start() < b for a, b in covered)]),
        "times": Layer([(*at(t), t["type"]) for t in row["times"]]),
        "quantities": Layer([(*at(f), "quantity") for f in row["figures"] if not f.get("optional")], ignored=optional),
        "triggers": Layer(triggers, ignored=loose),
    }  # fmt: skip
    return Document(row["id"], text, lay_out(text), layers, links, modality)
