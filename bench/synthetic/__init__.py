"""Synthetic but plausible content for measuring (bench/fill.py)."""
