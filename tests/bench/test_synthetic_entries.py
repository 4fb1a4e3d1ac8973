"""Synthetic entries: searchable, marked, removable."""

import pytest

from bench import fill
from bench.synthetic import entries
from search.models import SearchEntry
from search.results import Search
from tests.factories import ListingFactory


@pytest.mark.django_db(transaction=True)
def test_entries_are_found_and_cleared(site, capsys):
    kept = ListingFactory(region=site.region, title="真实厂房")
    fill.main(["--entries", "60"])
    fill.main(["--entries", "40"])
    assert entries.count_entries() == 100
    assert Search(site, "项目").total.number > 1
    fill.main(["--clear"])
    assert list(SearchEntry.objects.values_list("object_id", flat=True)) == [kept.pk]
    assert "100" in capsys.readouterr().out


def test_nothing_to_do_is_said(capsys):
    with pytest.raises(SystemExit):
        fill.main([])
    assert "--entries" in capsys.readouterr().err
