"""What migrations do with rows that are already there."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from parks.models import Listing, ListingIndex
from tests import factories

pytestmark = pytest.mark.django_db
fold_codes = import_module("parks.migrations.0002_fold_codes").fold_codes


def codes_after_folding(*codes):
    listings = [factories.ListingFactory(code=code) for code in codes]
    with connection.schema_editor() as editor:
        fold_codes(apps, editor)
    stored = dict(Listing.objects.values_list("pk", "code"))
    return [stored[listing.pk] for listing in listings]


def test_stored_codes_get_the_one_spelling():
    codes = ["GEM-T-1", "gem–t–2", "GEM\u2011T\u20113\u200b", "ＧＥＭ－Ｔ－4", "GEM -T- 5"]
    folded = ["GEM-T-1", "GEM-T-2", "GEM-T-3", "GEM-T-4", "GEM-T-5"]
    assert codes_after_folding(*codes) == folded


def test_lists_find_a_folded_code():
    codes_after_folding("GEM -T- 5")
    texts = ListingIndex.objects.values_list("searched_text", flat=True)
    assert ["gem-t-5" in text for text in texts] == [True]


def test_codes_that_become_one_stay_and_are_named(caplog):
    codes = ["GEM-T-1", "gem-t-1", "\u200b", "ｇ-2", "G–2"]
    assert codes_after_folding(*codes) == ["GEM-T-1", "gem-t-1", "\u200b", "G-2", "G–2"]
    named = [record.args[1:] for record in caplog.records if record.name.endswith("fold_codes")]
    assert named == [("gem-t-1", "GEM-T-1"), ("\u200b", ""), ("G–2", "G-2")]
