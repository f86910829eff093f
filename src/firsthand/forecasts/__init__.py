"""Forecasts: outcomes with their conditions."""
