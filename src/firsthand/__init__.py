"""Firsthand reads reporting on armed conflict and shows what it rests on."""

__version__ = "0.1.0"
