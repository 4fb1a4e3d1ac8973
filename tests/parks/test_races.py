"""Two people at the same listing at the same moment: the second keeps what the first has done."""

import pytest
from django.test import Client
from django.utils import timezone

from leads.models import LeadListing
from parks.models import Listing
from publishing.models import NotAllowedError
from tests import factories
from tests.admin_pages import filled
from tests.leads.factories import LeadFactory
from tests.transactions import overlapping, uncommitted, without_waiting

pytestmark = pytest.mark.django_db(transaction=True)
LISTINGS = "/admin/parks/listing/"


@pytest.fixture
def listing(site):
    return factories.ListingFactory(region=site.region, code="GEM-F-1", title="一号厂房")


@pytest.fixture
def editor(staff, site):
    client = Client()
    client.force_login(staff("editor", site.region))
    return client


def stored(listing):
    return Listing.objects.get(pk=listing.pk)


def hold(listing):
    stored(listing).hold(timezone.localdate(), "意向企业甲")


ACTS = {
    "verify": lambda row: row.verify(by="编辑", evidence="现场查看"),
    "reprice": lambda row: row.reprice("8", "yuan_per_sqm_month", by="编辑"),
    "withdraw": lambda row: row.withdraw(),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_an_act_keeps_the_hold_that_came_between(listing, act):
    overlapping(lambda: hold(listing), lambda: act(listing))
    kept = stored(listing)
    assert (kept.status_of_offer, kept.hold_reason) == ("negotiating", "意向企业甲")


def test_what_was_taken_meanwhile_is_not_held(listing):
    with pytest.raises(NotAllowedError, match="不能锁定"):
        overlapping(
            lambda: stored(listing).mark_taken(),
            lambda: listing.hold(timezone.localdate(), "意向企业乙"),
        )
    assert stored(listing).status_of_offer == "taken"


def test_many_at_once_say_what_came_between_and_do_the_rest(listing, editor, site):
    other = factories.ListingFactory(region=site.region)
    data = {
        "action": "hold",
        "_selected_action": [listing.pk, other.pk],
        "until_on": timezone.localdate().isoformat(),
        "reason": "意向企业乙",
    }
    reply = overlapping(
        lambda: stored(listing).mark_taken(), lambda: editor.post(LISTINGS, data, follow=True)
    )
    said = [str(message).partition(" <button")[0] for message in reply.context["messages"]]
    assert said == [
        f"“{listing}”没有改动。{listing.code} 已不再供应，不能锁定。",
        "已处理 1 条。",
    ]
    assert (stored(listing).status_of_offer, stored(other).status_of_offer) == (
        "taken",
        "negotiating",
    )


def test_a_code_that_another_takes_meanwhile_is_refused_at_its_field(listing, editor, site):
    typed = filled(editor.get(f"{LISTINGS}add/")) | {
        "code": "GEM-F-2", "kind": "factory", "offer": "lease", "title": "新厂房",
        "area_sqm": "3200", "region": site.region.pk, "_save": "1",
    }  # fmt: skip
    reply = overlapping(
        lambda: factories.ListingFactory(region=site.region, code="GEM-F-2"),
        lambda: editor.post(f"{LISTINGS}add/", typed),
    )
    assert reply.status_code == 200
    assert reply.context["adminform"].form.errors == {
        "code": ["已经有编号相同的载体（土地与空间），请换一个。"]
    }
    assert reply.context["adminform"].form["title"].value() == "新厂房"


def test_visitors_ask_about_a_listing_that_is_just_being_changed(listing, site):
    lead = LeadFactory(site=site)
    with uncommitted(lambda: hold(listing)), without_waiting():
        LeadListing.objects.create(lead=lead, listing=listing, label="一号厂房", position=1)
        factories.ListingFactory(region=site.region)
    assert lead.lead_listings.count() == 1
