"""A listing on a sheet of A4, as a page and as PDF."""
