"""Builds the gazetteer file of the package from pinned packages and a hand-made list."""
