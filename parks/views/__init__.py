"""Public pages of listings and parks."""
