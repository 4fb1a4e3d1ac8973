"""What was asked is forgotten after half a year, who was counted after the day."""

import datetime

from django.utils import timezone

from parks.models import CountedDemand, NeedDemand, UnknownDemand
from parks.models.demand import drop_old_demand
from tests import factories

DAY = datetime.timedelta(days=1)


def test_old_demand_is_forgotten(site):
    now = timezone.now()
    today = timezone.localdate(now)
    listing = factories.ListingFactory(region=site.region)
    for need, days in (("eia", 0), ("gas", 180), ("steam", 181)):
        NeedDemand.objects.create(site=site, need=need, asked_on=today - days * DAY)
        UnknownDemand.objects.create(listing=listing, need=need, last_on=today - days * DAY)
    for days in (0, 1):
        CountedDemand.objects.create(asked_on=today - days * DAY, digest="a")
    drop_old_demand(now)
    assert sorted(NeedDemand.objects.values_list("need", flat=True)) == ["eia", "gas"]
    assert sorted(UnknownDemand.objects.values_list("need", flat=True)) == ["eia", "gas"]
    assert list(CountedDemand.objects.values_list("asked_on", flat=True)) == [today]
