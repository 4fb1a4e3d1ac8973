"""What is loaded before the web's processes fork, and what must not be open then."""

import json
import os
import subprocess
import sys

from django.conf import settings

LOAD = """
import json, threading
import portal.wsgi
from django.db import connections
from django.urls import get_resolver
from search.dictionary import DICTIONARY
from search.tokenizer import _simplifier

print(json.dumps({
    "connections": [c.alias for c in connections.all(initialized_only=True) if c.connection],
    "threads": threading.active_count(),
    "is_routed": "url_patterns" in vars(get_resolver()),
    "has_cutter": DICTIONARY._cutter is not None,
    "simplifiers": _simplifier.cache_info().currsize,
}))
"""
# Whoever connects while the code is loaded fails.
NO_DATABASE = "postgres://nobody:nothing@127.0.0.1:1/none"


def test_dictionaries_are_loaded_and_no_connection_is_open_before_the_fork(tmp_path):
    environment = os.environ | {
        "PORTAL_DEMO": "1",
        "PORTAL_VAR": str(tmp_path),
        "DATABASE_URL": NO_DATABASE,
        "DJANGO_SETTINGS_MODULE": "portal.settings",
    }
    command = [sys.executable, "-c", LOAD]
    loaded = subprocess.run(
        command, env=environment, cwd=settings.BASE_DIR, capture_output=True, check=False
    )
    assert json.loads(loaded.stdout or b"null") == {
        "connections": [],
        "threads": 1,
        "is_routed": True,
        "has_cutter": True,
        "simplifiers": 1,
    }, loaded.stderr.decode()
