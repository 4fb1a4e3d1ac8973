"""What runs the portal on one machine: its own PostgreSQL, and children that live together."""
