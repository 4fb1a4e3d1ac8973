"""The staff's lists of what to look at next: listings to verify, facts that investors miss."""
