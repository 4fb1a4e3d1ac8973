"""An import as a stored job: received, checked, confirmed, carried out, resumed after a kill.

A claim that runs out lets another process go on (exchange.runner).
"""

import hashlib
import json
import logging
from itertools import islice

from django.db import transaction
from django.utils import timezone

from exchange.runner import Runner, begin, differ_for, lease
from exchange.upload_checks import file_kind
from parks.models import ImportJob

logger = logging.getLogger(__name__)
State = ImportJob.State

SMALL_ROWS = 500  # checked and imported while the browser waits
SMALL_BYTES = 1024 * 1024


def receive(file, *, name, region, user=None, is_clearing=False, is_by_operator=False) -> ImportJob:
    """Store an upload as a job; RefusedFile before anything is kept."""
    file_kind(file)
    job = ImportJob(
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
    jobs = ImportJob.objects.waiting(now).select_for_update(skip_locked=True, of=("self",))
    job = (jobs.filter(pk=pk) if pk else jobs).order_by("created_at", "pk").first()
    if job is not None:
        job.claimed_until = now + lease()
        job.save(update_fields=["claimed_until"])
    return job


def work_off():
    """Every job that waits, a batch at a time; yields between batches."""
    while job := claim(timezone.now()):
        yield from Runner(job).run()


def run_at_once(job) -> ImportJob:
    """While the browser waits: small files to the end of the pass, large ones are left."""
    is_small = job.size_bytes <= SMALL_BYTES and job.total <= SMALL_ROWS
    claimed = claim(timezone.now(), job.pk) if is_small else None
    if claimed is not None:
        runner = Runner(claimed)
        for _ in runner.run():
            if runner.job.total > SMALL_ROWS:
                break
        ImportJob.objects.filter(pk=job.pk).update(claimed_until=None)
    return ImportJob.objects.get(pk=job.pk)


@transaction.atomic
def confirm(pk) -> bool:
    """READY → IMPORTING, once: a second click finds nothing to do."""
    job = ImportJob.objects.select_for_update(of=("self",)).get(pk=pk)
    if job.state != State.READY or not job.writes:
        return False
    begin(job, State.IMPORTING)
    job.save()
    return True


@transaction.atomic
def cancel(pk) -> bool:
    """Stop wherever it is; batches already written stay written."""
    job = ImportJob.objects.select_for_update(of=("self",)).get(pk=pk)
    if job.state not in {*State.at_work(), State.READY}:
        return False
    job.state, job.finished_at = State.CANCELLED, timezone.now()
    job.save()
    job.drop_file()
    return True


def drop_old_files(now) -> int:
    """Uploads are kept a week for error files and second looks."""
    old = list(ImportJob.objects.with_old_files(now))
    for job in old:
        if job.state in {*State.at_work(), State.READY}:
            job.state, job.finished_at = State.CANCELLED, now
            job.save(update_fields=["state", "finished_at"])
        job.drop_file()
    return len(old)


def preview(job, limit=SMALL_ROWS):
    """Plans of the first rows as things stand now; writes nothing."""
    differ = differ_for(job, job.user)
    with open(job.spool_path(), encoding="utf-8") as lines:
        rows = [json.loads(line) for line in islice(lines, limit)]
    return differ.diff(rows, timezone.now())


def faulty_rows(job):
    """(cells, reasons) of the rows that could not be imported, in the order of the file."""
    reasons = dict(job.faults.values_list("row", "reasons"))
    with open(job.spool_path(), encoding="utf-8") as lines:
        for line in lines:
            number, cells = json.loads(line)
            if number in reasons:
                yield cells, reasons[number]
