"""Estimates in the app: lists that were handed in, how they were worked out, and doubtful pairs under review."""
