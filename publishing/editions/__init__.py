"""Which state of a site's public content a page was drawn from (ADR 25)."""
