"""Moments: time expressions against the publication date."""
