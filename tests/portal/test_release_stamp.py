"""One mark of code, templates and settings: it changes with any of them, and with nothing else."""

import os
import subprocess
import sys

from django.conf import settings

from portal.release_stamp import release_stamp, stamp_of

PRINT = "from portal.release_stamp import release_stamp; print(release_stamp())"


def stamp_in_another_process(**environment):
    result = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", PRINT],
        cwd=settings.BASE_DIR,
        env=os.environ | {"PORTAL_DEMO": "1"} | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return result.stdout.strip()


def test_changes_with_each_file_and_setting(tmp_path):
    page, code = tmp_path / "a.html", tmp_path / "b.py"
    page.write_text("a")
    code.write_text("b")
    stamps = {stamp_of([page, code], [("PUBLIC_URL", "x")])}
    stamps.add(stamp_of([page, code], [("PUBLIC_URL", "y")]))
    stamps.add(stamp_of([page], [("PUBLIC_URL", "x")]))
    page.write_text("ab")
    code.write_text("")
    stamps.add(stamp_of([page, code], [("PUBLIC_URL", "x")]))
    assert len(stamps) == 4
    page.write_text("a")
    code.write_text("b")
    assert stamp_of([page, code], [("PUBLIC_URL", "x")]) in stamps


def test_is_the_same_in_every_process_that_shows_the_same():
    one = stamp_in_another_process()
    assert one == stamp_in_another_process(PORTAL_THREADS="7", PYTHONHASHSEED="5")
    assert one != stamp_in_another_process(PORTAL_PUBLIC_URL="https://other.example")
    assert len(release_stamp()) == len(one) == 24
