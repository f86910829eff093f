"""Trains the numbers of the room of places on gold toponyms, by cross-validation over documents."""
