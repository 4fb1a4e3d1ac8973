"""Carrying imports of the tests on, and telling what they did."""

from exchange import jobs
from parks.models import ImportJob


def finish(job):
    """Carry the present pass through, as the worker would."""
    for _ in jobs.work_off():
        pass
    return ImportJob.objects.get(pk=job.pk)


def counts(job):
    return [job.new_rows, job.changed_rows, job.same_rows, job.faulty_rows]
