"""The index rows by columns, in a file that all processes of a machine read (docs/adr/0029)."""
