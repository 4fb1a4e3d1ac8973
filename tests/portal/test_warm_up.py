"""What is loaded before the web's processes fork, and what must not be open then."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

LOAD = """
import json, sys, threading
import portal.wsgi
from django.db import connections
from django.urls import get_resolver
from core.simplified import _converter

print(json.dumps({
    "connections": [c.alias for c in connections.all(initialized_only=True) if c.connection],
    "threads": threading.active_count(),
    "is_routed": "url_patterns" in vars(get_resolver()),
    "has_cutter": "rjieba" in sys.modules,
    "simplifiers": _converter.cache_info().currsize,
    "seldom_used": sorted({*%s} & {*sys.modules}),
}))
"""
# What few processes of the web ever need, 7 to 30 MB each, and what reads list snapshots.
SNAPSHOTS = ["finding.snapshot.reading", "numpy"]
REPAIR = "news.repair.reading_kits"
SELDOM_USED = [*SNAPSHOTS, "cryptography", REPAIR, "openpyxl", "pypinyin", "typst"]
# Whoever connects while the code is loaded fails.
NO_DATABASE = "postgres://nobody:nothing@127.0.0.1:1/none"


@pytest.fixture
def loaded(tmp_path):
    """What a process holds before it forks, of SELDOM_USED those that are loaded."""

    def load():
        environment = os.environ | {
            "PORTAL_DEMO": "1",
            "PORTAL_VAR": str(tmp_path),
            "DATABASE_URL": NO_DATABASE,
            "DJANGO_SETTINGS_MODULE": "portal.settings",
        }
        command = [sys.executable, "-c", LOAD % SELDOM_USED]
        run = subprocess.run(
            command, env=environment, cwd=settings.BASE_DIR, capture_output=True, check=False
        )
        assert run.returncode == 0, run.stderr.decode()
        return json.loads(run.stdout)

    return load


def test_dictionaries_are_loaded_and_no_connection_is_open_before_the_fork(loaded):
    assert loaded() == {
        "connections": [],
        "threads": 1,
        "is_routed": True,
        "has_cutter": True,
        "simplifiers": 1,
        "seldom_used": [],
    }


def test_what_reads_a_list_snapshot_is_shared_where_there_is_one(loaded, tmp_path):
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "places.snapshot").touch()
    assert loaded()["seldom_used"] == SNAPSHOTS
