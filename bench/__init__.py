"""Measurements and made-up data at size. Not shipped: nothing that serves readers imports it."""
