"""Acoustic features: pure functions from samples to rows and from rows to named values."""
