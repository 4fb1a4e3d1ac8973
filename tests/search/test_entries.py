import datetime

import pytest
from django.db import IntegrityError, transaction

from search.models import SearchEntry
from tests import factories


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("search_searchentry_known_status", {"status": "secret"}),
        ("search_searchentry_known_status", {"status": "internal"}),  # no copy of it is kept
        (
            "search_searchentry_expires_after_publishing",
            {"expire_at": datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)},
        ),
    ],
)
def test_entry_refuses(site, name, fields):
    factories.ListingFactory(region=site.region)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        SearchEntry.objects.update(**fields)


def test_object_has_one_entry(site):
    factories.ListingFactory(region=site.region)
    entry = SearchEntry.objects.get()
    entry.pk = None
    with pytest.raises(IntegrityError, match="search_searchentry_one_per_object"):
        entry.save(force_insert=True)
