import numpy as np

from firsthand.reader.spans import best_tags, certainty, log_shares, runs


def scores(rows: list[list[float]]) -> np.ndarray:
    return log_shares(np.array(rows, dtype=np.float32))


def test_inside_never_follows_outside() -> None:
    # By itself the second word would be I; a span has to begin first.
    tags = best_tags(scores([[2, 1.5, 0], [0, 0.5, 3], [3, 0, 0]]), [0])
    assert tags.tolist() == [1, 2, 0]


def test_no_span_crosses_a_paragraph() -> None:
    logs = scores([[0, 5, 0], [0, 1, 5], [0, 1, 5], [5, 0, 0]])
    assert runs(best_tags(logs, [0])) == [(0, 3, 0)]
    assert runs(best_tags(logs, [0, 2])) == [(0, 2, 0), (2, 3, 0)]


def test_paragraphs_decode_as_they_would_alone() -> None:
    logs = scores(np.random.default_rng(3).normal(size=(40, 7), scale=2).tolist())
    breaks = [0, 1, 9, 30]
    together = best_tags(logs, breaks)
    alone = [best_tags(logs[a:b], [0]) for a, b in zip(breaks, [*breaks[1:], 40], strict=True)]
    assert together.tolist() == np.concatenate(alone).tolist()


def test_certainty_is_that_of_the_weakest_word() -> None:
    logs = scores([[0, 5, 0], [2, 0, 2]])
    assert certainty(logs, 0, 2, 0) < certainty(logs, 0, 1, 0)
