"""Imports as stored jobs: checked first, confirmed once, held by one process, ended by rules."""

import datetime
import os
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from exchange import jobs, runner
from exchange.runner import Runner
from parks.models import ImportFault, ImportJob, Listing
from tests.exchange.imports import counts, finish
from tests.exchange.sample_files import ROW, row

State = ImportJob.State
pytestmark = pytest.mark.django_db


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
def test_job_held_by_somebody_is_left_alone_until_the_claim_runs_out(receive):
    job = receive([ROW])
    now = timezone.now()
    assert jobs.claim(now) == job
    assert jobs.claim(now) is None
    assert jobs.claim(now + runner.lease() + datetime.timedelta(seconds=1)) == job


@pytest.mark.django_db
def test_claim_of_a_clock_that_ran_ahead_is_void(receive):
    job, now = receive([ROW]), timezone.now()
    assert jobs.claim(now + datetime.timedelta(days=4 * 365)) == job
    assert jobs.claim(now) == job


@pytest.mark.django_db
def test_stopping_keeps_what_is_written_and_drops_the_file(receive, store):
    job = receive([ROW, row("GEM-F-2")], is_by_operator=True)
    steps = Runner(jobs.claim(timezone.now()), batch_size=1).run()
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


def test_files_that_no_job_knows_are_removed_after_a_week(receive, store):
    """A process killed between storing a file and saying so leaves one behind."""
    job, now = receive([ROW]), timezone.now()
    for name, age in (("young", 6), ("old", 8)):
        (store / name).write_text("GEM-F-1")
        at = (now - datetime.timedelta(days=age)).timestamp()
        os.utime(store / name, (at, at))
    assert jobs.drop_old_files(now) == 0
    assert sorted(path.name for path in store.iterdir()) == sorted([job.file.name, "young"])


def test_cleaning_up_before_anything_was_uploaded_is_no_fault(receive, store):
    store.rmdir()
    assert jobs.drop_old_files(timezone.now()) == 0


def test_job_that_is_taken_over_goes_on_in_other_hands(receive):
    job = receive([ROW, row("GEM-F-2")], is_by_operator=True)
    first = Runner(jobs.claim(timezone.now()), batch_size=1).run()
    next(first), next(first)
    second = Runner(jobs.take_over(timezone.now(), job.pk), batch_size=1).run()
    assert list(first) == []
    assert len(list(second)) == 2
    job.refresh_from_db()
    assert (job.state, job.attempt, counts(job)) == (State.DONE, 2, [2, 0, 0, 0])


def test_browser_that_lost_its_job_leaves_the_others_lease(receive):
    """run_at_once() ends its own lease only."""
    job = receive([ROW])
    held = jobs.claim(timezone.now())
    assert jobs.run_at_once(job).claimed_until == held.claimed_until
