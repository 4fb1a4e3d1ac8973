"""Database backend that brings its own PostgreSQL: `ENGINE = "tools.pgembed"`."""
