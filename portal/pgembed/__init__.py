"""Database backend that brings its own PostgreSQL: `ENGINE = "portal.pgembed"`."""
