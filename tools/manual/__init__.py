"""The pictures of the staff's manual, taken from a running demo: `make manual`."""
