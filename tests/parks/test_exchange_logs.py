"""The records of lists in and out: what the database itself refuses."""

import pytest
from django.db import IntegrityError, transaction

from parks.models import ExportLog, ImportFault, ImportJob


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
