"""Each kind of list that an import may bring in is registered by its room."""

from exchange.import_kinds import kind_of
from parks.models import ImportJob
from regions import access


def test_every_kind_of_job_is_known_with_who_may_bring_it_in():
    roles = {kind: kind_of(ImportJob(kind=kind)).roles for kind in ImportJob.Kind}
    assert roles == {
        "listings": access.EDITORS,
        "leads": access.OFFICERS,
        "pages": access.EDITORS,
    }
