"""The process that carries an import on: batches, restarts, lost leases, rows nobody accepts."""

import threading

import pytest
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.utils import timezone

from exchange import jobs, row_diff, runner
from exchange.runner import Runner
from parks.models import ImportJob, Listing
from regions.models import Membership
from tests import factories
from tests.exchange.imports import counts, finish
from tests.exchange.sample_files import HEADER, ROW, csv_bytes, row
from tests.pathless_storage import PathlessStorage

State = ImportJob.State
pytestmark = pytest.mark.django_db


@pytest.mark.django_db
def test_batches_go_on_where_the_last_one_ended(receive):
    job = receive([row(f"GEM-F-{n}") for n in range(8)], is_by_operator=True)
    steps = Runner(jobs.claim(timezone.now()), batch_size=3).run()
    next(steps), next(steps)  # read, first batch
    assert Listing.objects.count() == 3
    steps.close()
    ImportJob.objects.update(claimed_until=None)
    job = finish(job)
    assert (job.state, counts(job), Listing.objects.count()) == (State.DONE, [8, 0, 0, 0], 8)


@pytest.mark.django_db
def test_code_seen_before_a_restart_counts_as_double_after_it(receive):
    job = receive([ROW, row("GEM-F-2"), row(标题="又一次")], is_by_operator=True)
    steps = Runner(jobs.claim(timezone.now()), batch_size=2).run()
    next(steps), next(steps)
    steps.close()
    ImportJob.objects.update(claimed_until=None)
    assert counts(finish(job)) == [2, 0, 0, 1]


@pytest.mark.django_db
def test_batch_from_an_outdated_position_writes_nothing(receive):
    receive([ROW], is_by_operator=True)
    first = Runner(jobs.claim(timezone.now()))
    slow = first.run()
    next(slow)
    ImportJob.objects.update(position=7)
    assert list(slow) == []
    assert list(Listing.objects.all()) == []


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
def test_row_that_only_the_database_refuses_does_not_stop_the_others(receive):
    """A price that fits its column and, in 元/㎡, not the column that is compared."""
    rows = [row(f"GEM-F-{n}") for n in range(6)]
    rows[3] = row("GEM-F-3", 供应="出售", 价格="9999999999", 价格单位="万元/亩")
    job = finish(receive(rows, is_by_operator=True))
    assert counts(job) == [5, 0, 0, 1]
    assert [f.reasons for f in job.faults.all()] == [{"编号": row_diff.REFUSED_ROW}]


@pytest.mark.django_db
@pytest.mark.parametrize("gone", ["园区", "产业"])
def test_what_was_deleted_between_batches_refuses_its_rows_only(store, site, editor, gone):
    """The foreign key would else fail at the commit and take the whole job along."""
    lost = {
        "园区": lambda: factories.ParkFactory(region=site.region, name="东出口园区"),
        "产业": lambda: factories.IndustryFactory(name="盐湖化工"),
    }[gone]()
    rows = [[*row(f"GEM-F-{n}"), lost.name if n == 4 else ""] for n in range(6)]
    file = ContentFile(csv_bytes(rows, [*HEADER, gone]), name="a.csv")
    jobs.receive(file, name="载体.csv", region=site.region, user=editor, is_by_operator=True)
    steps = Runner(jobs.claim(timezone.now()), batch_size=3).run()
    next(steps), next(steps)
    type(lost).objects.filter(pk=lost.pk).delete()
    assert [None for _ in steps] == [None, None]
    job = ImportJob.objects.get()
    assert (job.state, counts(job)) == (State.DONE, [5, 0, 0, 1])
    assert [f.reasons for f in job.faults.all()] == [{"编号": row_diff.REFUSED_ROW}]
    assert "园区或产业可能刚被删除" in row_diff.REFUSED_ROW


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
def test_lost_file_and_surprise_end_the_job_not_the_worker(receive, caplog):
    lost, odd = receive([ROW]), receive([ROW])
    lost.file.storage.delete(lost.file.name)
    ImportJob.objects.filter(pk=odd.pk).update(state=State.CHECKING, header=[13800138000])
    assert [finish(job).reason for job in (lost, odd)] == [runner.LOST_FILE, runner.UNEXPECTED]
    [line] = [r.getMessage() for r in caplog.records if r.levelname == "ERROR"]
    start = f"import {odd.pk} failed: AttributeError at exchange.headers:"
    assert line.startswith(start)
    assert "13800138000" not in line


# Rows over several batches: codes that look alike, doubles, blanks, faults, another's code.
MANY = [
    ROW,
    row("ＧＥＭ－F－1", 标题="全角的一号"),
    row("GEM-F-2"),
    row("ＧＥＭ－F－3", 标题="全角的三号"),
    row("", 标题="没有编号"),
    row("GEM-F-4", 面积="x"),
    row("GEM- F-2", 标题="中间有空格"),
    row("ＯＬＤ－1", 标题="已有，全角"),
    row("OLD-1", 标题="已有，半角"),
    row("GEM-F-4"),
    row("GEM-F-3", 标题="半角的三号"),
    row("GEM-F-5", 标题="最后"),
    row("ＯＬＤ－1", 标题="又一次"),
    row("GEM-F-6"),
]
BATCH = 2


def carried_out(receive, *, killed_after=()):
    """What the database holds after an import that was killed after these numbers of steps."""
    job = receive(MANY, is_by_operator=True)
    for steps in killed_after:
        run = Runner(jobs.claim(timezone.now()), batch_size=BATCH).run()
        for _ in range(steps):
            next(run)
        run.close()
        ImportJob.objects.update(claimed_until=None)
    for _ in Runner(jobs.claim(timezone.now()), batch_size=BATCH).run():
        pass
    job.refresh_from_db()
    columns = ("code", "title", "status", "region_id", "area_sqm")
    return (
        (job.state, job.done, *counts(job)),
        list(job.faults.order_by("row").values_list("row", "reasons")),
        list(Listing.objects.order_by("code").values_list(*columns)),
        sorted(Listing.history.values_list("code", "history_type", "title")),
    )


@pytest.fixture
def alike(site):
    """Codes that differ in width only, as somebody once typed them."""
    for code in ("ＯＬＤ－1", "OLD-1"):
        factories.ListingFactory(region=site.region, code=code, status="draft")


STEPS = 1 + len(MANY) // BATCH
KILLS = [(n,) for n in range(1, STEPS + 1)] + [(1, 2, 1), (3, 1, 1, 1), (1,) * STEPS]


@pytest.mark.parametrize("killed_after", KILLS, ids=str)
def test_import_killed_anywhere_ends_as_if_nothing_had_happened(receive, alike, killed_after):
    with transaction.atomic():
        whole = carried_out(receive)
        transaction.set_rollback(True)
    assert whole[0] == (State.DONE, len(MANY), 5, 2, 0, 7)
    assert carried_out(receive, killed_after=killed_after) == whole


class WaitingStorage(PathlessStorage):
    """No paths; whoever opens an upload first waits until it is let go."""

    def __init__(self):
        super().__init__()
        self.is_reading, self.let_go = threading.Event(), threading.Event()

    def _open(self, name, mode="rb"):
        if name.endswith(".upload") and not self.is_reading.is_set():
            self.is_reading.set()
            assert self.let_go.wait(30)
        return super()._open(name, mode)


@pytest.mark.django_db(transaction=True)
def test_process_that_lost_its_lease_writes_nothing(receive, store_in):
    """It reads so slowly that its lease runs out; another carries the job out meanwhile."""
    storage = WaitingStorage()
    store_in(storage)
    job = receive([row(f"GEM-F-{n}") for n in range(5)], is_by_operator=True)
    slow = Runner(jobs.claim(timezone.now()), batch_size=2)
    thread = threading.Thread(target=run_and_close, args=(slow,))
    thread.start()
    assert storage.is_reading.wait(30)
    later = timezone.now() + runner.lease()
    quick = Runner(jobs.claim(later), batch_size=2).run()
    next(quick), next(quick)
    spool = ImportJob.objects.get().spool_name
    storage.let_go.set()
    thread.join(30)
    job.refresh_from_db()
    assert (slow.job.attempt, job.attempt, job.spool_name) == (1, 2, spool)
    assert (job.state, job.done, Listing.objects.count()) == (State.IMPORTING, 2, 2)
    assert sorted(storage.listdir("")[1]) == sorted([job.file.name, spool])
    list(quick)
    job.refresh_from_db()
    assert (job.state, counts(job), Listing.history.count()) == (State.DONE, [5, 0, 0, 0], 5)


def run_and_close(slow):
    try:
        list(slow.run())
    finally:
        connection.close()


def test_import_works_in_a_storage_without_paths(receive, store_in):
    store_in(PathlessStorage())
    job = finish(receive([ROW, row("GEM-F-2", 面积="x")]))
    with pytest.raises(NotImplementedError):
        _ = job.file.path
    assert (job.state, [diff.code for diff in jobs.preview(job)]) == (
        State.READY,
        ["GEM-F-1", "GEM-F-2"],
    )
    assert [cells[0] for cells, _ in jobs.faulty_rows(job)] == ["GEM-F-2"]
    jobs.confirm(job.pk)
    job = finish(job)
    assert (job.state, counts(job)) == (State.DONE, [1, 0, 0, 1])
    storage = job.file.storage
    job.drop_file()
    assert storage.listdir("")[1] == []


@pytest.mark.django_db
@pytest.mark.parametrize("is_by_operator", [False, True])
def test_import_opens_no_file_that_the_importer_may_not_see(receive, is_by_operator):
    """A text shows what it names to everybody (publishing/quoted_files.py)."""
    cell = '<p>甲<img src="/media/listings/b.jpg"></p>'
    job = finish(receive([[*ROW, cell]], [*HEADER, "详细说明"], is_by_operator=is_by_operator))
    faults = [fault.reasons for fault in job.faults.all()]
    refusal = (
        "这里的图片或文件“b.jpg”不能用：没有这个文件，或者它属于别的地区、没有公开。"
        "请用编辑器的“上传图片或 PDF”放进来。"
    )
    assert faults == ([] if is_by_operator else [{"详细说明": refusal}])
