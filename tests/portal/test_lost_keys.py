"""A data key that is gone: pages say so, lists go on, enquiries come in, nothing is overwritten."""

import pytest
from django.urls import reverse
from django.utils import timezone

from core.sealing import UNREADABLE_NOW
from leads.models import Lead, Party
from leads.parties import join
from leads.proofs import code_of
from leads.retention import erase
from tests.leads.conftest import client, enquiry, form_token, send, topics  # noqa: F401 -- fixtures
from tests.leads.factories import LeadFactory

LOST, NEW = "lost-" + "l" * 40, "new-" + "n" * 40
SENTENCE = "内容还在，没有丢失，也没有改动"


@pytest.fixture
def lead(site, settings):
    settings.DATA_KEYS = [LOST]
    lead = LeadFactory(site=site, message="想租带行车的厂房", email="zhao@example.com")
    join(lead)
    settings.DATA_KEYS = [NEW]
    return lead


@pytest.fixture
def officer(client, staff, site):  # noqa: F811 -- the fixture
    client.raise_request_exception = False
    client.force_login(staff("officer", site.region))
    return client


def test_page_says_what_is_missing_and_where_it_leads(officer, lead, site):
    at_desk = officer.get(reverse("admin:leads_lead_change", args=[lead.pk]))
    sent = {"reference": lead.reference, "proof": code_of(lead.reference)}
    in_public = officer.post(reverse("lead_status", args=[site.slug]), sent)
    assert [page.status_code for page in (at_desk, in_public)] == [503, 503]
    assert [SENTENCE in page.text for page in (at_desk, in_public)] == [True, True]
    assert ["PORTAL_DATA_KEYS" in page.text for page in (at_desk, in_public)] == [True, False]


def test_list_of_the_desk_goes_on(officer, lead):
    page = officer.get(reverse("admin:leads_lead_changelist"))
    assert (page.status_code, UNREADABLE_NOW in page.text) == (200, True)


def test_enquiries_come_in_and_the_old_ones_are_there_with_their_key(lead, send, settings):  # noqa: F811 -- the fixture
    assert send(phone="13912345678", message="新的话").status_code == 302
    settings.DATA_KEYS = [NEW, LOST]
    kept = Lead.objects.order_by("pk").values_list("message", flat=True)
    assert [*kept] == ["想租带行车的厂房", "新的话"]


def test_what_cannot_be_read_is_erased_all_the_same(lead):
    assert erase(lead=lead, now=timezone.now())
    kept = Lead.objects.get()
    assert (kept.message, kept.phone, kept.email, kept.phone_key) == ("", "", "", "")
    assert not Party.objects.exists()
