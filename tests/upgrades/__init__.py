"""Databases of earlier releases, as they were with data, and how they become today's.

`<version>.sql` is the dump of a release: plain SQL that every supported PostgreSQL reads, written
once by `python -m tests.upgrades.dump` on the day of the release and never changed again.
"""
