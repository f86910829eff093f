"""Windows without seams: every word is owned once, fits, and is seen with what came before it."""

from hypothesis import given
from hypothesis import strategies as st

from firsthand.reader.paragraphs import Paragraph
from firsthand.reader.windows import CONTEXT, OWNED, Token, read_tokens, windows

LIMIT = 256


def pieces(word: str) -> tuple[int, ...]:
    return tuple(range(1000, 1000 + 1 + len(word) % 8))


def laid_out(lengths: list[list[int]]) -> tuple[str, list[Paragraph]]:
    """Paragraphs given as the number of words of each sentence."""
    text, paragraphs = "", []
    for sentences in lengths:
        start, bounds = len(text), []
        for count in sentences:
            at = len(text)
            text += " ".join("abcdefgh"[: 1 + i % 8] for i in range(count)) + ". "
            bounds.append((at, len(text)))
        paragraphs.append(Paragraph(start, len(text), tuple(bounds)))
        text += "\n\n"
    return text, paragraphs


def read(lengths: list[list[int]]) -> list[Token]:
    return read_tokens(*laid_out(lengths), pieces)


@given(st.lists(st.lists(st.integers(1, 120), min_size=1, max_size=6), max_size=6))
def test_every_word_is_owned_once_and_fits(lengths: list[list[int]]) -> None:
    tokens = read(lengths)
    made = windows(tokens)
    owned = [i for w in made for i in range(w.owned, w.last)]
    assert owned == list(range(len(tokens)))
    for window in made:
        assert window.first <= window.owned < window.last
        assert len(window.pieces) == len(window.features) <= LIMIT
        assert len(window.firsts) == window.last - window.first
        for word, at in zip(tokens[window.first : window.last], window.firsts, strict=True):
            assert window.pieces[at : at + len(word.pieces)] == word.pieces


def test_short_paragraphs_share_a_window() -> None:
    assert len(windows(read([[5], [6], [7]]))) == 1


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    tokens = read([[30] * 6])
    made = windows(tokens)
    assert len(made) > 2
    for window in made[1:]:
        assert tokens[window.owned].sentence != tokens[window.owned - 1].sentence
        assert window.first < window.owned
        assert sum(len(t.pieces) for t in tokens[window.first : window.owned]) <= CONTEXT


def test_a_sentence_longer_than_a_window_is_cut_between_words() -> None:
    made = windows(read([[200]]))
    assert len(made) > 2
    assert all(len(w.pieces) <= OWNED + CONTEXT + 4 for w in made)


def test_context_is_the_sentence_before() -> None:
    tokens = read([[30], [9], [12]])
    made = windows(tokens)
    assert len(made) == 2
    assert [tokens[i].sentence for i in range(made[1].first, made[1].owned)] == [1] * 10


def test_text_outside_paragraphs_is_not_read() -> None:
    text = "Header\nThe bridge stands.\nFooter"
    tokens = read_tokens(text, [Paragraph(7, 25)], pieces)
    assert [text[t.start : t.end] for t in tokens] == ["The", "bridge", "stands", "."]
