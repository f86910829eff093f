"""Frames: words that carry a judgement."""
