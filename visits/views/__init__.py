"""Visits at the desk, and for the investor on the page of progress."""
