"""Ten minutes: the whole recipe on a twelfth of the data. Needs the training requirements and the gold sets."""

import json
import os
import subprocess
from pathlib import Path

import pytest

TOOLS = Path(__file__).parents[2] / "tools"
PYTHON, GOLD, ENCODER = (os.environ.get(f"FIRSTHAND_TRAIN_{name}") for name in ("PYTHON", "GOLD", "ENCODER"))


@pytest.mark.slow
@pytest.mark.skipif(not (PYTHON and GOLD and ENCODER), reason="set FIRSTHAND_TRAIN_PYTHON, _GOLD and _ENCODER")
def test_small_training_gives_a_model_that_loads_and_beats_chance(tmp_path: Path) -> None:
    command = [
        str(PYTHON),
        "-m",
        "train_reader",
        "--gold",
        str(GOLD),
        "--encoder",
        str(ENCODER),
        "--work",
        str(tmp_path),
        "--small",
    ]
    environment = {**os.environ, "PYTHONPATH": f"{TOOLS.parent / 'src'}:{TOOLS}", "OMP_WAIT_POLICY": "PASSIVE"}
    subprocess.run([*command, "--without", "lgl"], check=True, env=environment, cwd=TOOLS)
    card = json.loads((tmp_path / "model" / "card.json").read_text(encoding="utf-8"))
    assert "lgl" not in card["sets"]
    assert card["scores"]["syntax"]["upos"] > 0.6

    from firsthand.reader.paragraphs import Paragraph
    from firsthand.reader.reader import Reader

    text = "The mayor said the bridge was closed."
    assert Reader.load(tmp_path / "model").signals(text, [Paragraph(0, len(text))]).words
