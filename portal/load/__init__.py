"""Synthetic but plausible content for measuring: `manage.py make_load`."""
