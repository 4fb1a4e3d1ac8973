"""Imports as stored jobs: checked first, confirmed once, held by one process, ended by rules."""

import datetime
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
