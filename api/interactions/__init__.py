"""Touches that happened, either way."""
