"""The command: reports, refusals, and what kill -9 leaves to go on from."""

import csv
import os
import random
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from parks.models import ImportJob, Listing
from tests.exchange.imports import counts
from tests.exchange.sample_files import HEADER, ROW, csv_bytes, row

State = ImportJob.State


@pytest.mark.django_db
def test_command_imports_reports_and_asks_for_mending(store, site, tmp_path, capsys):
    path = tmp_path / "a.csv"
    path.write_bytes(csv_bytes([ROW, row("GEM-F-2", 类型="别墅")]))
    with pytest.raises(CommandError, match="有错误的行没有导入"):
        call_command("import_listings", path, site=site.slug)
    text = capsys.readouterr().out
    assert "第 3 行 类型：没有“别墅”这个选项" in text
    assert "新增 1，有改动 0，没有变化 0，有错误 1。" in text


@pytest.mark.django_db
def test_command_changes_the_title_of_what_is_public(store, site, tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(csv_bytes([ROW]))
    call_command("import_listings", path, site=site.slug)
    Listing.objects.filter(code=ROW[0]).update(status=Listing.Status.APPROVED)
    path.write_bytes(csv_bytes([row(标题="改了名")]))
    call_command("import_listings", path, site=site.slug)
    assert Listing.objects.get(code=ROW[0]).title == "改了名"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("options", "word"),
    [
        ({"site": "nowhere"}, "没有标识为"),
        ({"user": "nobody"}, "没有这个登录名"),
        ({"file": "/nowhere.csv"}, "打不开"),
        ({"resume": True}, "没有这个文件中断了的导入"),
    ],
)
def test_command_says_what_is_wrong(store, site, tmp_path, options, word):
    path = tmp_path / "a.csv"
    path.write_bytes(csv_bytes([ROW]))
    wanted = {"file": str(path), "site": site.slug} | options
    with pytest.raises(CommandError, match=word):
        call_command("import_listings", wanted.pop("file"), **wanted)


def test_command_starts_without_what_only_spreadsheets_and_lists_need():
    """NumPy and openpyxl: 20 MB and half a second of every import."""
    loaded = (
        "import sys, django; django.setup(); import exchange.management.commands.import_listings; "
        "print({'numpy', 'openpyxl', 'drf_spectacular.views'} & set(sys.modules))"
    )
    said = subprocess.run(
        [sys.executable, "-c", loaded],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout == "set()\n"


ROWS = 6_000

KILLS = 6  # each costs the start of a process; docs/performance.md tells of a longer run


@pytest.mark.crash
@pytest.mark.django_db(transaction=True)
def test_killed_import_loses_nothing_and_repeats_nothing(site, tmp_path):
    """kill -9 at random moments of a running import, then --resume."""
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *(row(f"GEM-F-{n}") for n in range(ROWS))])
    command = [sys.executable, "manage.py", "import_listings", str(path), "--site", site.slug]
    environment = {
        "DJANGO_SETTINGS_MODULE": "tests.exchange.kill_settings",
        "KILL_DATABASE": connection.settings_dict["NAME"],
        "KILL_VAR": str(tmp_path),
    }
    chance = random.Random(7)  # noqa: S311 -- when to kill, not a secret
    kills = 0
    resumed = []
    while True:
        limit = chance.uniform(0.02, 0.2) if kills < KILLS else 60
        if not started_and_killed([*command, *resumed], environment, seconds=limit):
            break
        kills += 1
        resumed = ["--resume"] if ImportJob.objects.exists() else []
    job = ImportJob.objects.get()
    assert (job.state, job.done, counts(job)) == (State.DONE, ROWS, [ROWS, 0, 0, 0])
    assert Listing.objects.count() == Listing.history.count() == ROWS
    assert Listing.objects.filter(building_spec__isnull=True).count() == 0
    assert kills >= 3


def started_and_killed(command, environment, *, seconds):
    """kill -9 that long after the first line of progress; False when it ended by itself before."""
    options = {"cwd": settings.BASE_DIR, "env": os.environ | environment, "text": True}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **options
    ) as process:
        process.stdout.readline()
        deadline = time.monotonic() + seconds
        while process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.01)
        is_running = process.poll() is None
        process.kill()
    return is_running
