"""The recipe in the documentation runs as it stands."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

RECIPE = Path(__file__).parents[2] / "docs" / "recipes" / "interception-rates.md"


def test_the_recipe_prints_rates_and_draws_them(tmp_path: Path) -> None:
    code = RECIPE.read_text("utf-8").split("```python\n")[1].split("```")[0]
    (tmp_path / "rates.py").write_text(code, "utf-8")
    (tmp_path / "raids.csv").write_text(
        "time_start,launched,destroyed,not_reach_goal\n2024-01-05 20:00,60,45,\n2024-01-20,40,35,10\n2024-02-01,nan,,\n",
        "utf-8",
    )
    done = subprocess.run(
        [sys.executable, "rates.py", "raids.csv"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert "2024-01      80 of    100   80.0%  (71.1% to 86.7%)" in done.stdout
    assert "35 destroyed + 10 not reach goal = 45, more than 40 launched." in done.stderr
    assert (tmp_path / "rates.svg").read_text("utf-8").startswith("<svg")
