"""The board paper behind its own link, and where an officer puts it together."""
