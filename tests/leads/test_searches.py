"""A masked number cannot be found by trying: whole numbers only, on record, and seldom."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from leads import actions
from leads.actions.searches import MAX_PHONE_SEARCHES
from leads.models import Lead, PhoneSearch, Throttle
from tests.leads.factories import LeadFactory

INBOX = reverse("admin:leads_lead_changelist")
REFUSAL = "按电话查找一小时最多 20 次，您已用完。请用查询编号、称呼或单位查找，或过一小时再试。"


@pytest.fixture
def officer(staff, site):
    return staff("officer", site.region)


@pytest.fixture
def search(client):
    """search(user, typed) → (rows found, what the page says)."""

    def get(user, typed):
        client.force_login(user)
        page = client.get(INBOX, {"q": typed})
        found = list(page.context["cl"].result_list)
        return found, [str(message) for message in page.context["messages"]]

    return get


def test_masked_number_is_not_found_by_trying_its_digits(search, staff, site, lead):
    """An auditor sees 138****1234 and tries the four digits between: 10,000 of them."""
    auditor = staff("auditor", site.region)
    tries = [f"138{n:04}1234" for n in range(25)]
    assert lead.phone == tries[0]  # the first try is the control: it does find
    answers = [search(auditor, typed) for typed in [*tries, tries[0]]]
    assert [len(found) for found, _ in answers] == [1] + [0] * 25
    assert [said for _, said in answers] == [[]] * MAX_PHONE_SEARCHES + [[REFUSAL]] * 6


def test_past_the_limit_the_page_is_the_same_whether_a_number_is_there_or_not(
    client, officer, site, lead
):
    client.force_login(officer)
    for _ in range(MAX_PHONE_SEARCHES):
        client.get(INBOX, {"q": "13900009999"})
    pages = [
        client.get(INBOX, {"q": typed}).text.replace(typed, "NUMBER")
        for typed in (lead.phone, "13900009999")
    ]
    assert [page.count(REFUSAL) for page in pages] == [1, 1]
    first, second = (page.partition("<main")[2] or page for page in pages)
    assert without_marks(first) == without_marks(second)


def without_marks(html):
    """Lines without what is drawn anew for each page."""
    return [line for line in html.splitlines() if "csrfmiddlewaretoken" not in line]


def test_each_search_is_on_record_without_the_number(search, officer, site, lead):
    LeadFactory(site=site, phone=lead.phone)
    for typed in (lead.phone, "138 0000 1234", "13900009999"):
        search(officer, typed)
    rows = PhoneSearch.objects.order_by("pk")
    assert list(rows.values_list("by", "hits")) == [
        (officer.pk, 2),
        (officer.pk, 2),
        (officer.pk, 0),
    ]
    assert "1234" not in str([*rows.values("by", "hits")])
    assert {f.name for f in PhoneSearch._meta.fields} == {"id", "by", "hits", "searched_at"}


def test_names_and_references_are_looked_for_without_limit(search, officer, lead):
    for _ in range(MAX_PHONE_SEARCHES + 2):
        found, said = search(officer, lead.reference)
    assert (found, said) == ([lead], [])
    assert not PhoneSearch.objects.exists()


def test_limit_is_of_each_account_and_of_an_hour(search, officer, staff, site, lead):
    for _ in range(MAX_PHONE_SEARCHES + 1):
        search(officer, lead.phone)
    assert search(officer, lead.phone) == ([], [REFUSAL])
    assert search(staff("officer", site.region), lead.phone) == ([lead], [])
    an_hour = datetime.timedelta(hours=1)
    for row in Throttle.objects.filter(scope="phone-search"):
        row.window_at -= an_hour
        row.save()
    assert search(officer, lead.phone) == ([lead], [])


def test_search_finds_within_the_own_region_and_counts_no_more(search, officer, other_site):
    LeadFactory(site=other_site, phone="13900001111")
    assert search(officer, "13900001111") == ([], [])
    assert PhoneSearch.objects.get().hits == 0


def test_autocomplete_is_no_side_door(client, officer, lead):
    """Mails point to leads: what the desk's choices look up goes through the same counter."""
    client.force_login(officer)
    query = {"app_label": "leads", "model_name": "outbox", "field_name": "lead"}
    address = reverse("admin:autocomplete")
    for _ in range(MAX_PHONE_SEARCHES):
        client.get(address, query | {"term": lead.phone})
    reply = client.get(address, query | {"term": lead.phone})
    assert reply.status_code == 403 or reply.json()["results"] == []


def test_refused_search_finds_nothing_by_itself(officer, lead):
    now = timezone.now()
    for _ in range(MAX_PHONE_SEARCHES):
        actions.find_by_phone(Lead.objects.all(), lead.phone, by=officer, now=now)
    with pytest.raises(actions.TooManySearches, match="一小时最多 20 次"):
        actions.find_by_phone(Lead.objects.all(), lead.phone, by=officer, now=now)
    assert PhoneSearch.objects.count() == MAX_PHONE_SEARCHES
