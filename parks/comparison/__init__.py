"""Several listings chosen by a reader: side by side, and as a list to keep."""
