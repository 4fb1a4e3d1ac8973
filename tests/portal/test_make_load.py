"""Synthetic entries: searchable, marked, removable."""

import pytest
from django.core.management import CommandError, call_command

from portal.load import entries
from search.models import SearchEntry
from search.results import Search
from tests.factories import ListingFactory


@pytest.mark.django_db(transaction=True)
def test_entries_are_found_and_cleared(site, capsys):
    kept = ListingFactory(region=site.region, title="真实厂房")
    call_command("make_load", entries=60)
    call_command("make_load", entries=40)
    assert entries.count_entries() == 100
    assert Search(site, "项目").total.number > 1
    call_command("make_load", clear=True)
    assert list(SearchEntry.objects.values_list("object_id", flat=True)) == [kept.pk]
    assert "100" in capsys.readouterr().out


@pytest.mark.django_db
def test_nothing_to_do_is_said():
    with pytest.raises(CommandError, match="--entries"):
        call_command("make_load")
