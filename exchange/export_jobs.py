"""Long lists are written by the worker, batch by batch, and handed out for a day (ADR 28).

Rights are asked for each batch and again when the file is taken: they may end meanwhile.
"""

import logging
from contextlib import suppress
from itertools import batched
from tempfile import TemporaryFile

from django.contrib.postgres.fields import ArrayField
from django.core.files import File
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import BigIntegerField, Func, IntegerField, Value

from core.database_clock import database_now
from core.error_frames import error_frames
from exchange import exports
from parks.models import ExportJob, Listing
from parks.models.exchange_logs import lease
from regions import access

logger = logging.getLogger(__name__)
State = ExportJob.State

MOST_WAITING = 3  # of one person
MOST_ATTEMPTS = 3


class TooManyWaiting(Exception):
    """This person's earlier lists are still being written."""


class Overtaken(Exception):
    """Another process has taken the job up, or its day is over."""


@transaction.atomic
def order(log, listing_ids) -> ExportJob:
    """TooManyWaiting before anything is kept."""
    if ExportJob.objects.of(log.user).filter(state=State.WAITING).count() >= MOST_WAITING:
        raise TooManyWaiting
    log.save()
    job = ExportJob.objects.create(log=log, listing_ids=listing_ids)
    logger.info("export %s ordered, %s rows", job.pk, log.rows)
    return job


def write_exports():
    """Every list that waits, a batch at a time; yields between batches."""
    while job := claim(database_now()):
        yield from write(job)


@transaction.atomic
def claim(now) -> ExportJob | None:
    jobs = ExportJob.objects.waiting(now).select_related("log__user").order_by("pk")
    job = jobs.select_for_update(skip_locked=True, of=("self",), no_key=True).first()
    if job is not None:
        job.claimed_until, job.attempt = now + lease(), job.attempt + 1
        job.save(update_fields=["claimed_until", "attempt"])
    return job


def write(job):
    """Yields after each batch. What cannot go on is marked FAILED."""
    try:
        if job.attempt > MOST_ATTEMPTS:
            _move(job, state=State.FAILED)
            return
        with TemporaryFile() as file:
            yield from _write_batches(job, file)
            _keep(job, file)
    except Overtaken:
        return
    except (OperationalError, InterfaceError):
        raise  # the database is away: the claim runs out, and somebody begins anew
    except Exception as error:  # one broken job must not hold up the worker
        logger.error("export %s failed: %s", job.pk, error_frames(error))
        with suppress(Overtaken):
            _move(job, state=State.FAILED)


def _write_batches(job, file):
    user, columns = job.log.user, exports.columns_for(job.listings())
    lines = exports.LINES[job.log.format](columns, file)
    for number, ids in enumerate(batched(job.listing_ids, exports.BATCH), start=1):
        for values in _rows(ids, user, columns):
            lines.add(values)
        done = min(number * exports.BATCH, len(job.listing_ids))
        _move(job, done=done, claimed_until=database_now() + lease())
        yield
    lines.finish()


def _rows(ids, user, columns):
    """In the order of the list; what the user may not take away any more is left out."""
    listings = exports.exportable(Listing.objects.filter(pk__in=ids), user)
    order = Value(list(ids), output_field=ArrayField(BigIntegerField()))
    place = Func(order, "pk", function="array_position", output_field=IntegerField())
    return exports.rows(listings.order_by(place, "-pk"), columns)


def _keep(job, content):
    storage = job.file.storage
    name = storage.save(job.file.field.generate_filename(job, "export"), File(content))
    try:
        _move(job, state=State.DONE, file=name, claimed_until=None)
    except Overtaken:
        storage.delete(name)
        return
    logger.info("export %s written", job.pk)


def _move(job, **values):
    own = ExportJob.objects.filter(pk=job.pk, attempt=job.attempt, state=State.WAITING)
    if not own.update(**values):
        raise Overtaken


def may_be_taken(job, user) -> bool:
    """Whether all that the file holds is still what this person may take away."""
    if not access.has_role(user, access.EDITORS):
        return False
    listings = job.listings()
    allowed = exports.exportable(job.listings(), user)
    return not listings.exclude(pk__in=allowed.values("pk")).exists()


def drop_old_exports(now) -> int:
    """The record stays; the list goes."""
    old = list(ExportJob.objects.past_their_day(now))
    for job in old:
        if job.file:
            job.file.storage.delete(job.file.name)
        job.delete()
    return len(old)
