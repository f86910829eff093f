"""Sources asked again and again: what is watched, what was seen, and rounds that bring what is new."""
