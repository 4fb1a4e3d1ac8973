"""审图号: one way to write it, whoever types it how."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from regions.map_approvals import normalise_map_approval


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("GS(2024)0650号", "GS(2024)0650号"),
        (" ｇｓ（2024） 0650 号", "GS(2024)0650号"),
        ("GS京〔2023〕0678号", "GS京(2023)0678号"),
        ("青s(2021)012号", "青S(2021)012号"),
        ("", ""),
    ],
)
def test_approval_number_is_stored_in_one_way(site, typed, stored):
    site.map_approval_number = typed
    site.full_clean()
    site.save()
    site.refresh_from_db()
    assert site.map_approval_number == stored == normalise_map_approval(typed)


@pytest.mark.parametrize("typed", ["2024-0650", "GS2024 0650", "GS(24)1号", "有", "GS(2024)号"])
def test_other_words_are_refused_in_a_sentence(site, typed):
    site.map_approval_number = typed
    with pytest.raises(ValidationError, match="审图号应写成"):
        site.full_clean()


def test_the_database_refuses_other_shapes(site):
    site.map_approval_number = "GS（2024）0650号"
    with (
        pytest.raises(IntegrityError, match="regions_site_map_approval_well_formed"),
        transaction.atomic(),
    ):
        site.save()
