"""Draws the scenes that stand on the home page of a site without a picture of its own (ADR 73)."""
