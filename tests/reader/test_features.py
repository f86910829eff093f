import pytest

from firsthand.reader.features import COUNT, feature, quoted, shape


@pytest.mark.parametrize(
    ("words", "inside", "wanted"),
    [
        ('" Go " he said', False, "11100"),
        ("“ Go ” he said", False, "11100"),
        ("Go on ” he said", True, "11100"),
        ("“ One . “ Two", False, "11111"),  # a quotation that a new paragraph reopens
        ("he said ” later", False, "0000"),  # a stray closing mark opens nothing
    ],
)
def test_quoted(words: str, inside: bool, wanted: str) -> None:
    assert "".join(str(int(q)) for q in quoted(words.split(), inside)) == wanted


def test_shapes_differ() -> None:
    shapes = [shape(w) for w in (".", "town", "Town", "TOWN", "iPad", "A", "12", "F16")]
    assert shapes == list(range(8))
    assert shape("Çorum") == shape("Town")


def test_feature_stays_in_range() -> None:
    assert {feature(w, q) for w in (".", "F16") for q in (False, True)} <= set(range(1, COUNT))
