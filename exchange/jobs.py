"""An import as a stored job: received, checked, confirmed, carried out, resumed after a kill.

A claim that runs out lets another process go on (exchange.runner).
"""

import hashlib
import logging
from contextlib import suppress
from itertools import batched, islice

from django.db import transaction
from django.utils import timezone

from core.database_clock import database_now
from exchange import row_spool
from exchange.import_kinds import kind_of
from exchange.runner import SMALL_ROWS, Runner, begin, rows_to_import
from parks.models import ImportJob
from parks.models.exchange_logs import FILES_KEPT, lease

logger = logging.getLogger(__name__)
State = ImportJob.State

SMALL_BYTES = 1024 * 1024


def receive(
    file,
    *,
    name,
    region,
    user=None,
    kind=ImportJob.Kind.LISTINGS,
    defaults=None,
    is_clearing=False,
    is_by_operator=False,
) -> ImportJob:
    """Store an upload as a job; RefusedFile before anything is kept.

    `defaults` is what the form said of all rows, where a kind of list asks that.
    """
    kind_of(ImportJob(kind=kind)).check(file)
    job = ImportJob(
        kind=kind,
        defaults=defaults or {},
        region=region,
        user=user,
        is_by_operator=is_by_operator,
        is_clearing=is_clearing,
        name=name[-120:],
        sha256=digest_of(file),
        size_bytes=file.size,
    )
    file.seek(0)
    job.file.save("upload", file, save=False)
    job.save()
    logger.info("import %s received, %s bytes", job.pk, job.size_bytes)
    return job


def digest_of(file) -> str:
    digest = hashlib.sha256()
    file.seek(0)
    while chunk := file.read(1024 * 1024):
        digest.update(chunk)
    return digest.hexdigest()


@transaction.atomic
def claim(now, pk=None) -> ImportJob | None:
    """The next job nobody works on, or this one if nobody does."""
    jobs = ImportJob.objects.waiting(now).select_for_update(
        skip_locked=True, of=("self",), no_key=True
    )
    job = (jobs.filter(pk=pk) if pk else jobs).order_by("created_at", "pk").first()
    return job and _claimed(job, now)


@transaction.atomic
def take_over(now, pk) -> ImportJob:
    """This job, whoever holds it: they stop before they write again."""
    return _claimed(ImportJob.objects.select_for_update(of=("self",), no_key=True).get(pk=pk), now)


def _claimed(job, now):
    job.claimed_until = now + lease()
    job.attempt += 1
    job.save(update_fields=["claimed_until", "attempt"])
    return job


def work_off():
    """Every job that waits, a batch at a time; yields between batches."""
    while job := claim(database_now()):
        yield from Runner(job).run()


def run_at_once(job) -> ImportJob:
    """While the browser waits: small files to the end of the pass, large ones are left."""
    small_rows = kind_of(job).small_rows
    is_small = job.size_bytes <= SMALL_BYTES and job.total <= small_rows
    claimed = claim(database_now(), job.pk) if is_small else None
    if claimed is not None:
        runner = Runner(claimed)
        for _ in runner.run():
            if runner.job.total > small_rows:
                break
        held = ImportJob.objects.filter(pk=job.pk, attempt=claimed.attempt)
        held.update(claimed_until=None)
    return ImportJob.objects.get(pk=job.pk)


@transaction.atomic
def confirm(pk) -> bool:
    """READY → IMPORTING, once: a second click finds nothing to do."""
    job = ImportJob.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
    if job.state != State.READY or not job.writes:
        return False
    begin(job, State.IMPORTING)
    job.save()
    return True


@transaction.atomic
def leave_hidden_out(pk, *, is_skipping) -> bool:
    """Check the list again without the rows that are hidden in the file, or with them."""
    job = ImportJob.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
    if job.state != State.READY or job.is_skipping_hidden == is_skipping:
        return False
    job.is_skipping_hidden = is_skipping
    job.total += -job.hidden_rows if is_skipping else job.hidden_rows
    begin(job, State.CHECKING)
    job.checked_at = timezone.now()
    job.save()
    return True


@transaction.atomic
def cancel(pk) -> bool:
    """Stop wherever it is; batches already written stay written."""
    job = ImportJob.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
    if job.state not in {*State.at_work(), State.READY}:
        return False
    job.state, job.finished_at = State.CANCELLED, timezone.now()
    job.save()
    job.drop_file()
    return True


def drop_old_files(now) -> int:
    """Uploads are kept a week for error files and second looks."""
    old = list(ImportJob.objects.with_old_files(now).values_list("pk", flat=True))
    for pk in old:
        _drop_old_file(pk, now)
    _drop_orphans(ImportJob._meta.get_field("file").storage, now)
    return len(old)


@transaction.atomic
def _drop_old_file(pk, now):
    job = ImportJob.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
    if job.state in {*State.at_work(), State.READY}:
        job.state, job.finished_at = State.CANCELLED, now
        job.save(update_fields=["state", "finished_at"])
    job.drop_file()


def _drop_orphans(storage, now):
    """Files that a process was killed over, before its job knew of them."""
    with suppress(FileNotFoundError):  # nothing was ever uploaded
        _, names = storage.listdir("")
        for name in names:
            if storage.get_modified_time(name) < now - FILES_KEPT:
                storage.delete(name)


def preview(job, limit=SMALL_ROWS, *, start=0):
    """Plans of some rows as things stand now, after `start` others; writes nothing."""
    kind = kind_of(job)
    differ = kind.differ_for(job)
    with job.open_spool() as spool:
        rows = rows_to_import(job, spool)
        for before in batched(islice(rows, start), kind.batch):
            differ.remember(before)
        rows = list(islice(rows, limit))
    return differ.diff(rows, timezone.now())


def faulty_rows(job):
    """(cells, reasons) of the rows that could not be imported, in the order of the file."""
    reasons = dict(job.faults.values_list("row", "reasons"))
    with job.open_spool() as spool:
        for number, cells in row_spool.read(spool):
            if number in reasons:
                yield cells, reasons[number]
