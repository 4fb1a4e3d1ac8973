"""What a tap or a filled-in fact changes is a correction, as the form understands it."""

import pytest
from django.db import transaction

from finding.needs import NEEDS
from parks.models import Listing
from publishing.corrections import is_correction
from tests import factories
from tests.transactions import overlapping
from upkeep import actions
from upkeep.forms import PRICE, STILL, TAKEN, fact_form

pytestmark = pytest.mark.django_db
# What follows from other columns or belongs to the record.
DERIVED = {
    *("updated_at", "stale_at", "hidden_at"),
    *("price_yuan_per_sqm", "rent_yuan_per_sqm_month"),
}


def need_called(name):
    return next(need for need in NEEDS if need.name == name)


@pytest.mark.parametrize(
    "tap",
    [
        {"do": STILL, "evidence": "现场查看"},
        {"do": TAKEN},
        {"do": PRICE, "price": ("8", "yuan_per_sqm_month")},
    ],
)
def test_a_tap_changes_nothing_but_corrections(staff, site, tap):
    listing = factories.ListingFactory(region=site.region)
    before = Listing.objects.values().get()
    editor = staff("editor", site.region)
    actions.tap(user=editor, pk=listing.pk, seen=listing.updated_at.isoformat(), **tap)
    after = Listing.objects.values().get()
    changed = {name for name in before if before[name] != after[name]} - DERIVED
    assert changed <= set(Listing.corrections)


@pytest.mark.parametrize("kind", Listing.Kind)
def test_every_fact_that_can_be_filled_in_is_a_correction(site, kind):
    listing = factories.ListingFactory(region=site.region, kind=kind)
    forms = filter(None, (fact_form(listing, need) for need in NEEDS if kind in need.kinds))
    filled = {(type(form.instance), name) for form in forms for name in form.fields}
    assert {pair for pair in filled if not is_correction(*pair, None)} == set()
    assert len(filled) > 3


@pytest.mark.django_db(transaction=True)
def test_a_fact_filled_in_keeps_what_came_between(staff, site):
    editor = staff("editor", site.region)
    listing = factories.ListingFactory(region=site.region)

    def fill():
        with transaction.atomic():
            row = actions.locked(editor, listing.pk)
            form = fact_form(row, need_called("by"), {"available_on": "2027-01-31"})
            assert form.is_valid()
            actions.fill(user=editor, form=form, listing=row, label="可交付日期")

    overlapping(lambda: Listing.objects.filter(pk=listing.pk).update(title="改好的标题"), fill)
    listing.refresh_from_db()
    assert (listing.title, str(listing.available_on)) == ("改好的标题", "2027-01-31")
