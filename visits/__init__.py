"""Site visits: planned with an investor, made, and what came of each place."""
