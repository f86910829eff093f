"""Checks: whether the numbers can bear what is built on them."""
