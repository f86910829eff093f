"""Other tools on the same sets, scored by the same scorers."""
