"""What an editor's list changes in something public waits beside it, as if typed in the form."""

import pytest
from django.urls import reverse

from parks.models import Listing
from publishing.models import PendingChange
from search.models import SearchEntry
from tests import factories
from tests.exchange.sample_files import HEADER, row

pytestmark = pytest.mark.django_db


def test_plain_editors_change_of_public_content_waits_beside_it(bring, site, client, staff):
    """What the list says is a change of the desk's form; a reviewer takes it over there."""
    listing = factories.ListingFactory(region=site.region, code="GEM-F-1", title="一号厂房")
    factories.BuildingSpecFactory(listing=listing, clear_height_m="9")
    before = Listing.objects.values().get()
    editor = staff("editor", site.region)
    (diff,) = bring([row(标题="改了名", 净高="10.2")], may_approve=False, user_id=editor.pk)
    assert (diff.is_waiting, Listing.objects.values().get()) == (True, before)
    change = PendingChange.objects.get()
    assert (change.author, change.state) == (editor, "in_review")
    client.force_login(staff("reviewer", site.region))
    url = reverse("admin:parks_listing_pending_change", args=[listing.pk])
    page = client.get(url)
    labels = [each.label for each in page.context["differences"]]
    assert {"标题", "建筑条件第 1 行：净高"} <= {label.partition("（")[0] for label in labels}
    client.post(url, {"_accept": "1", "_change": change.version, "_seen": page.context["seen"]})
    listing = Listing.objects.get()
    assert (listing.title, str(listing.terms().clear_height_m)) == ("改了名", "10.20")
    assert (listing.is_published(), SearchEntry.objects.get().title) == (True, "改了名")


def test_no_move_into_another_region_takes_the_review_of_the_first_away(bring, site):
    """Nor does one from where the importer's word is enough to where it is not."""
    listing = factories.ListingFactory(region=site.region, code="GEM-F-1", title="一号厂房")
    below = factories.RegionFactory(adcode="632890", parent=site.region, name="郭勒木德镇")
    editor = factories.UserFactory()
    cells = [*row(价格="8"), below.name]
    for region in (site.region, below):
        (diff,) = bring(
            [cells],
            [*HEADER, "所属地区"],
            may_approve=lambda asked, barred=region: asked != barred,
            user_id=editor.pk,
        )
        assert (diff.is_waiting, PendingChange.objects.count()) == (True, 1)
        PendingChange.objects.all().delete()
    listing.refresh_from_db()
    assert (listing.region, str(listing.price_amount)) == (site.region, "9.50")
