"""Built files of the web app that are copies of what the one-file report uses."""

from __future__ import annotations

from importlib.resources import files


def test_the_script_of_the_report_is_the_one_the_app_ships() -> None:
    """web/build.mjs copies it: a change of the source without a build would leave the app behind."""
    source = files("firsthand.publish") / "assets" / "report.js"
    assert (files("firsthand.serve") / "static" / "report.js").read_bytes() == source.read_bytes()
