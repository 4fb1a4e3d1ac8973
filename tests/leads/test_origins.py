"""Where an enquiry came from: read from addresses, nothing of a person, in a signed mark."""

import re

import pytest
from django.urls import reverse

from leads.models import Lead
from leads.origins import Origin, campaign_in, new_mark, origin_of, page_in, read_mark
from leads.page_words import page_words
from leads.retention import erase
from tests.leads.factories import LeadFactory

HOST = "http://testserver"
CAMPAIGN = "utm_source=wechat&utm_medium=qr&utm_campaign=%E6%8E%A8%E4%BB%8B%E4%BC%9A"
WORDS = "wechat / qr / 推介会"


@pytest.fixture
def asked(rf, site):
    """asked(referer, query) → the origin of who opens the form so."""

    def make(referer="", query=""):
        address = f"{reverse('consult', args=[site.slug])}?{query}"
        return origin_of(rf.get(address, HTTP_REFERER=referer), site)

    return make


@pytest.mark.parametrize(
    ("referer", "query", "found"),
    [
        ("", "", Origin()),
        (f"{HOST}/golmud/listings/?q=13800001234", "", ("/golmud/listings/",) * 2),
        (f"{HOST}/golmud/?{CAMPAIGN}", "", ("/golmud/", "/golmud/", WORDS)),
        (
            f"{HOST}/golmud/parks/?{CAMPAIGN}&utm_page=/golmud/",
            "listing=3",
            ("/golmud/", "/golmud/parks/", WORDS),
        ),
        (f"{HOST}/golmud/parks/?utm_page=/golmud/", "", ("/golmud/parks/",) * 2),
        (f"{HOST}/golmud/parks/", "utm_medium=qr&utm_page=/x/", (*["/golmud/parks/"] * 2, "qr")),
        (f"https://www.baidu.com/golmud/?{CAMPAIGN}", "", Origin()),
        (f"{HOST}/other/parks/", "", Origin()),
        (f"{HOST}/golmud/no/such/page/", "", Origin()),
        ("http://[", "", Origin()),
        (f"{HOST}/golmud/?{'a' * 3000}", "", Origin()),
    ],
)
def test_origin_is_read_from_addresses_of_this_site(asked, referer, query, found):
    found = found if isinstance(found, Origin) else Origin(*found)
    assert asked(referer, query) == found


@pytest.mark.parametrize(
    "word",
    [
        *("a@example.com", "x" * 31, "<b>", "a b"),
        *("13800001234", "id13800001234", "138-0000-1234", "138.0000.1234"),
        *("632801199001011234", "632801-199001-011234"),
    ],
)
def test_words_of_a_person_are_no_campaign(word):
    assert campaign_in({"utm_source": word, "utm_medium": "ｑｒ"}) == "qr"


def test_pages_of_an_enquiry_of_ones_own_are_not_kept(site, lead):
    receipt = reverse("consult_receipt", args=[site.slug, lead.reference])
    assert (page_in(receipt, site), page_in(f"/golmud/{'a' * 120}/", site)) == ("", "")
    assert page_words("/golmud/listings/") == "空间 /golmud/listings/"
    assert (page_words("/golmud/gone/away/"), page_words("")) == ("/golmud/gone/away/", "")


def test_form_carries_it_to_the_enquiry_and_the_desk_shows_it(
    client, site, enquiry, staff, superuser
):
    url = reverse("consult", args=[site.slug])
    page = client.get(url, HTTP_REFERER=f"{HOST}/golmud/parks/?{CAMPAIGN}&utm_page=/golmud/")
    mark = re.search(r'name="origin_mark" value="([^"]+)"', page.text)[1]
    assert list(page.cookies) == list(client.get(url).cookies)
    again = client.post(url, enquiry(origin_mark=mark, message=""))
    mark = re.search(r'name="origin_mark" value="([^"]+)"', again.text)[1]
    assert client.post(url, enquiry(origin_mark=mark)).status_code == 302
    lead = Lead.objects.get()
    kept = (lead.first_page, lead.last_page, lead.campaign)
    assert kept == ("/golmud/", "/golmud/parks/", WORDS)
    other = LeadFactory(site=site)
    client.force_login(staff("officer", site.region))
    shown = client.get(reverse("admin:leads_lead_change", args=[lead.pk])).text
    assert "首页 /golmud/ → 园区 /golmud/parks/" in " ".join(shown.split())
    inbox = reverse("admin:leads_lead_changelist")
    for value, found in (("*", [lead]), ("-", [other]), (WORDS, [lead]), ("x", [])):
        rows = client.get(inbox, {"campaign": value}).context["cl"].result_list
        assert list(rows) == found
    erase(lead=lead, now=lead.received_at)
    lead.refresh_from_db()
    assert (lead.first_page, lead.last_page, lead.campaign) == ("", "", "")


def test_mark_of_another_hand_or_site_says_nothing(client, site, other_site, enquiry):
    origin = Origin("/golmud/", "/golmud/", "qr")
    assert read_mark(site, new_mark(site, origin)) == origin
    foreign = new_mark(other_site, origin)
    assert read_mark(site, foreign) == read_mark(site, "forged") == Origin()
    client.post(reverse("consult", args=[site.slug]), enquiry(origin_mark=foreign))
    assert Lead.objects.get().campaign == ""
