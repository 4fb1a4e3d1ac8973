"""Finding by needs: conditions, counts, verdicts, pages of results."""
