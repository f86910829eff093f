import pytest

from firsthand.reader.words import words


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("They didn't leave Kharkiv.", ["They", "did", "n't", "leave", "Kharkiv", "."]),
        ("Sumy's mayor can’t say.", ["Sumy", "'s", "mayor", "ca", "n’t", "say", "."]),
        ("It cannot be", ["It", "can", "not", "be"]),
        ("1,200 shells, 3.5 km", ["1,200", "shells", ",", "3.5", "km"]),
        ("the U.S. and Gen. Horbach", ["the", "U.S.", "and", "Gen.", "Horbach"]),
        ("al-Mawasi—again", ["al", "-", "Mawasi", "—", "again"]),
        ("Wait... what?", ["Wait", "...", "what", "?"]),
        ("O'Rourke's car", ["O'Rourke", "'s", "car"]),
        ("“Go,” he said", ["“", "Go", ",", "”", "he", "said"]),
        ("Write to m.rusk@lipky.example, please", ["Write", "to", "m.rusk@lipky.example", ",", "please"]),
        (
            "Anna B. Rusk of Lipky Corp. and J. Smith",
            ["Anna", "B.", "Rusk", "of", "Lipky", "Corp.", "and", "J.", "Smith"],
        ),
        ("They left Lipky Co.", ["They", "left", "Lipky", "Co", "."]),
        ("It was I. The rest", ["It", "was", "I", ".", "The", "rest"]),
        ("an @ sign, @rusk", ["an", "@", "sign", ",", "@", "rusk"]),
        ("", []),
        (" \n\t", []),
    ],
)
def test_words(text: str, wanted: list[str]) -> None:
    assert [text[a:b] for a, b in words(text)] == wanted


def test_offsets_inside_a_stretch() -> None:
    text = "Near Lyman, near Izium."
    assert [text[a:b] for a, b in words(text, 12, 22)] == ["near", "Izium"]
