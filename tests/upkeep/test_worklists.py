"""What staff owe is counted alike by columns and by the database."""

import pytest
from django.utils import timezone

from finding.snapshot import writing
from finding.snapshot.latest import CurrentSnapshot
from regions import access
from tests import factories
from tests.world import offer_at_random
from upkeep import worklists


@pytest.mark.parametrize("role", ["editor", "officer", None])
@pytest.mark.django_db(transaction=True)
def test_missing_facts_are_those_of_own_regions(tmp_path, staff, superuser, site, other_site, role):
    offer_at_random(site, 20)
    factories.ListingFactory.create_batch(3, region=other_site.region)
    for _ in writing.write(tmp_path / "snapshot"):
        pass
    now, user = timezone.now(), staff(role, site.region) if role else superuser
    ours, theirs = (
        worklists.missing_facts(user, now, access.EDITORS, CurrentSnapshot(tmp_path / name))
        for name in ("snapshot", "none")
    )
    assert {name: ours[name] for name in worklists.FACTS} == theirs
    assert (sum(theirs.values()) > 0) == (role != "officer")
