"""Actors: persons, forces, states, organisations, and their mentions."""
