"""Imports as stored jobs: checked first, confirmed once, resumed after a kill, ended by rules."""

import csv
import datetime
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from exchange import jobs, runner
from parks.models import ExportLog, ImportFault, ImportJob, Listing
from regions.models import Membership
from tests import factories
from tests.exchange.sample_files import HEADER, ROW, csv_bytes, row

State = ImportJob.State


@pytest.fixture
def editor(staff, site):
    return staff("editor", site.region)


@pytest.fixture
def receive(store, site, editor):
    def make(rows, **kwargs):
        file = ContentFile(csv_bytes(rows), name="a.csv")
        defaults = {"name": "载体.csv", "region": site.region, "user": editor}
        return jobs.receive(file, **{**defaults, **kwargs})

    return make


def finish(job):
    """Carry the present pass through, as the worker would."""
    for _ in jobs.work_off():
        pass
    return ImportJob.objects.get(pk=job.pk)


def counts(job):
    return [job.new_rows, job.changed_rows, job.same_rows, job.faulty_rows]


@pytest.mark.django_db
def test_nothing_is_written_before_somebody_confirms(receive):
    job = finish(receive([ROW, row("GEM-F-2", 面积="x")]))
    assert (job.state, counts(job), job.done) == (State.READY, [1, 0, 0, 1], 2)
    assert list(Listing.objects.all()) == []
    assert [f.reasons for f in job.faults.all()] == [
        {"面积（㎡）": "应填数字，这里是“x”。不知道就留空。"}
    ]
    assert [jobs.confirm(job.pk), jobs.confirm(job.pk)] == [True, False]
    job = finish(job)
    assert (job.state, counts(job), job.percent) == (State.DONE, [1, 0, 0, 1], 100)
    assert [x.code for x in Listing.objects.all()] == ["GEM-F-1"]


@pytest.mark.django_db
def test_batches_go_on_where_the_last_one_ended(receive, monkeypatch):
    monkeypatch.setattr(runner, "BATCH", 3)
    job = receive([row(f"GEM-F-{n}") for n in range(8)], is_by_operator=True)
    steps = jobs.Runner(jobs.claim(timezone.now())).run()
    next(steps), next(steps)  # read, first batch
    assert Listing.objects.count() == 3
    steps.close()
    ImportJob.objects.update(claimed_until=None)
    job = finish(job)
    assert (job.state, counts(job), Listing.objects.count()) == (State.DONE, [8, 0, 0, 0], 8)


@pytest.mark.django_db
def test_code_seen_before_a_restart_counts_as_double_after_it(receive, monkeypatch):
    monkeypatch.setattr(runner, "BATCH", 2)
    job = receive([ROW, row("GEM-F-2"), row(标题="又一次")], is_by_operator=True)
    steps = jobs.Runner(jobs.claim(timezone.now())).run()
    next(steps), next(steps)
    steps.close()
    ImportJob.objects.update(claimed_until=None)
    assert counts(finish(job)) == [2, 0, 0, 1]


@pytest.mark.django_db
def test_batch_from_an_outdated_position_writes_nothing(receive):
    receive([ROW], is_by_operator=True)
    first = jobs.Runner(jobs.claim(timezone.now()))
    slow = first.run()
    next(slow)
    ImportJob.objects.update(position=7)
    assert list(slow) == []
    assert list(Listing.objects.all()) == []


@pytest.mark.django_db
def test_job_held_by_somebody_is_left_alone_until_the_claim_runs_out(receive):
    job = receive([ROW])
    now = timezone.now()
    assert jobs.claim(now) == job
    assert jobs.claim(now) is None
    assert jobs.claim(now + runner.lease() + datetime.timedelta(seconds=1)) == job


@pytest.mark.django_db
@pytest.mark.parametrize("loss", ["membership", "is_active", "account"])
def test_rights_are_asked_again_for_every_batch(receive, editor, loss):
    job = finish(receive([ROW]))
    jobs.confirm(job.pk)
    if loss == "membership":
        Membership.objects.all().delete()
    elif loss == "is_active":
        editor.is_active = False
        editor.save()
    else:
        editor.delete()
    job = finish(job)
    assert (job.state, job.reason) == (State.FAILED, runner.NO_RIGHT)
    assert list(Listing.objects.all()) == []


@pytest.mark.django_db
def test_row_that_only_the_database_refuses_does_not_stop_the_others(receive, monkeypatch):
    monkeypatch.setattr("exchange.constraint_checks.broken_by", lambda model: lambda values: [])
    rows = [row(f"GEM-F-{n}", 净高="0" if n == 3 else "9") for n in range(6)]
    job = finish(receive(rows, is_by_operator=True))
    assert counts(job) == [5, 0, 0, 1]
    assert [f.reasons for f in job.faults.all()] == [{"编号": runner.REFUSED_ROW}]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "word"),
    [
        (csv_bytes([]), "没有数据"),
        (b"", "没有数据"),
        (csv_bytes([ROW], header=["甲", "乙"]), "编号"),
    ],
)
def test_file_that_is_no_list_fails_with_a_sentence(store, site, editor, data, word):
    file = ContentFile(data, name="a.csv")
    job = finish(jobs.receive(file, name="a.csv", region=site.region, user=editor))
    assert job.state == State.FAILED
    assert word in job.reason


@pytest.mark.django_db
def test_lost_file_and_surprise_end_the_job_not_the_worker(receive, monkeypatch):
    lost, odd = receive([ROW]), receive([ROW])
    Path(lost.file.path).unlink()
    monkeypatch.setattr(
        runner, "differ_for", lambda job, user: (_ for _ in ()).throw(RuntimeError("x"))
    )
    assert [finish(job).reason for job in (lost, odd)] == [runner.LOST_FILE, runner.UNEXPECTED]


@pytest.mark.django_db
def test_stopping_keeps_what_is_written_and_drops_the_file(receive, store, monkeypatch):
    monkeypatch.setattr(runner, "BATCH", 1)
    job = receive([ROW, row("GEM-F-2")], is_by_operator=True)
    steps = jobs.Runner(jobs.claim(timezone.now())).run()
    next(steps), next(steps)
    assert [jobs.cancel(job.pk), jobs.cancel(job.pk)] == [True, False]
    assert list(steps) == []
    assert Listing.objects.count() == 1
    assert list(store.iterdir()) == []


@pytest.mark.django_db
def test_uploads_are_removed_after_a_week(receive, store):
    job = finish(receive([row(面积="x")]))
    assert jobs.drop_old_files(timezone.now()) == 0
    assert jobs.drop_old_files(timezone.now() + datetime.timedelta(days=7, seconds=1)) == 1
    job.refresh_from_db()
    assert (job.state, job.file.name, job.faulty_rows) == (State.CANCELLED, "", 1)
    assert list(store.iterdir()) == list(ImportFault.objects.all()) == []


@pytest.mark.django_db
def test_upload_lies_outside_media_under_a_name_of_ours(receive, store):
    job = receive([ROW], name="../../etc/张三.csv")
    assert Path(job.file.path).parent == store
    assert "张三" not in job.file.name
    assert not str(store).startswith(str(settings.MEDIA_ROOT))


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


ROWS = 6_000
KILLS = 6  # each costs the start of a process; docs/performance.md tells of a longer run


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
        limit = chance.uniform(0.05, 0.5) if kills < KILLS else 60
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


def broken(**values):
    with pytest.raises(IntegrityError), transaction.atomic():
        ImportJob.objects.create(**{"name": "a", "sha256": "0" * 64, "size_bytes": 1, **values})


@pytest.mark.django_db
def test_database_guards_the_records(site):
    broken(region=site.region, state="odd")  # known_state
    broken(region=site.region, done=2, total=1)  # done_within_total
    job = ImportJob.objects.create(region=site.region, name="a", sha256="0", size_bytes=1)
    ImportFault.objects.create(job=job, row=2)
    with pytest.raises(IntegrityError), transaction.atomic():  # row_once
        ImportFault.objects.create(job=job, row=2)
    with pytest.raises(IntegrityError), transaction.atomic():  # known_format
        ExportLog.objects.create(format="pdf", rows=1)
    factories.ListingFactory(region=site.region)
