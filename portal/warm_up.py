"""What every process of the web would load for itself, loaded once before they fork.

Dictionaries and code then lie in memory that all of them share (deploy/gunicorn.conf.py). Nothing
here asks the database: a connection, or a thread, must not be there when a process forks.
"""

from django.conf import settings
from django.urls import get_resolver

from search.tokenizer import words


def warm_up():
    """Views with all they import, the cutter, the table of simplified characters.

    Where the worker has written a list snapshot, also what reads it.
    """
    list(get_resolver().url_patterns)
    words("")
    if settings.LIST_SNAPSHOT.exists():
        from finding.snapshot import reading  # noqa: F401 -- to be shared, not used here
