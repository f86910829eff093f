"""Figures: numbers with range, unit, role and what is counted."""
