"""What every process of the web would load for itself, loaded once before they fork.

Dictionaries and code then lie in memory that all of them share (deploy/gunicorn.conf.py). Nothing
here asks the database: a connection, or a thread, must not be there when a process forks.
"""

from django.urls import get_resolver

from search.dictionary import DICTIONARY
from search.tokenizer import words


def warm_up():
    """Views with all they import, the cutter, the table of simplified characters."""
    list(get_resolver().url_patterns)
    DICTIONARY.load()
    words("")
