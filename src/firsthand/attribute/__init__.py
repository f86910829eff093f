"""Attributions: who says what, on whose word."""
