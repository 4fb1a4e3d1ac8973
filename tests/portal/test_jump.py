"""Jump leads to what the account may open, and tells nothing of the rest."""

import pytest
from django.urls import reverse

from leads.actions.searches import MAX_PHONE_SEARCHES
from leads.models import PhoneSearch
from tests import factories
from tests.leads.factories import LeadFactory
from tests.portal import access_matrix as matrix
from tests.world import marked_world

pytestmark = pytest.mark.django_db
JUMP = reverse("desk_jump")
PHONE = "13800001234"


@pytest.fixture
def find(client):
    """find(user, typed) → {group: [titles]}."""

    def get(user, typed):
        client.force_login(user)
        page = client.get(JUMP, {"q": typed})
        groups = page.context["groups"] if page.status_code == 200 else []
        return {group.title: [hit.title for hit in group.hits] for group in groups}

    return get


@pytest.fixture
def own(site):
    return marked_world(site, "ziji")


@pytest.fixture
def foreign(other_site):
    return marked_world(other_site, "jinsique")


def test_parts_of_titles_names_and_firms_find_rows(find, staff, site, own):
    found = find(staff("manager", site.region), "iji")
    assert {title: len(hits) for title, hits in found.items()} == {
        "线索": 1,
        "载体（土地与空间）": 1,
        "园区": 1,
        "政策": 1,
        "文章": 1,
        "固定页面": 1,
    }


def test_firm_is_found_in_any_spelling(find, staff, site):
    LeadFactory(site=site, company="示例·锂材料（青海）公司")
    officer = staff("officer", site.region)
    assert [*find(officer, "锂材料青海")] == ["线索"]


def content(page, typed):
    """What stands in the middle, without what was typed and what is drawn anew for each page."""
    _, _, main = page.text.replace(typed, "TYPED").partition("<main")
    return [line for line in main.splitlines() if "csrfmiddlewaretoken" not in line]


@pytest.mark.parametrize("role", matrix.ROLES)
def test_no_row_of_another_region_by_part_or_number(client, staff, site, own, foreign, role):
    foreign.lead.phone = "13711112222"
    foreign.lead.save()
    client.force_login(staff(role, site.region))
    lead, code = foreign.lead, foreign.listing.code
    for typed in ("jinsique", "jin", lead.reference, code, lead.phone):
        page = client.get(JUMP, {"q": typed})
        text = "\n".join(content(page, typed))
        assert page.status_code == 200
        assert [word for word in ("jinsique", "/change/") if word in text] == []


def test_nothing_there_and_not_allowed_are_told_alike(client, staff, site, foreign):
    client.force_login(staff("officer", site.region))
    pages = [
        content(client.get(JUMP, {"q": typed}), typed)
        for typed in (foreign.lead.reference, "7K3Q-9XMD-PT4V", "没有这样的东西")
    ]
    assert pages[0] == pages[1] == pages[2]


@pytest.mark.parametrize("role", ["editor", "reviewer"])
def test_enquiries_are_for_those_who_see_the_inbox(find, staff, site, own, role):
    user = staff(role, site.region)
    for text in ("ziji女士", own.lead.reference, own.lead.phone):
        assert "线索" not in find(user, text)
    assert not PhoneSearch.objects.exists()


def test_number_in_full_leads_straight_there(client, staff, site, own):
    client.force_login(staff("manager", site.region))
    for text, name, row in (
        (own.lead.reference, "leads_lead", own.lead),
        (own.lead.reference.lower().replace("-", " "), "leads_lead", own.lead),
        (own.listing.code, "parks_listing", own.listing),
    ):
        reply = client.get(JUMP, {"q": text})
        wanted = (302, reverse(f"admin:{name}_change", args=[row.pk]))
        assert (reply.status_code, reply["Location"]) == wanted


def test_whole_phone_is_found_on_record_and_stays_masked(client, staff, site):
    lead = LeadFactory(site=site, phone=PHONE)
    auditor = staff("auditor", site.region)
    client.force_login(auditor)
    page = client.get(JUMP, {"q": "138 0000 1234"})
    (group,) = page.context["groups"]
    assert [hit.url for hit in group.hits] == [reverse("admin:leads_lead_change", args=[lead.pk])]
    assert lead.masked_phone in group.hits[0].meta
    assert page.text.count(PHONE) == 0
    assert list(PhoneSearch.objects.values_list("by", "hits")) == [(auditor.pk, 1)]


def test_parts_of_a_phone_find_nothing(find, staff, site):
    LeadFactory(site=site, phone=PHONE)
    officer = staff("officer", site.region)
    assert [find(officer, part) for part in ("13800", "0001234", "1234")] == [{}] * 3


def test_phones_share_the_limit_of_the_inbox(client, staff, site):
    LeadFactory(site=site, phone=PHONE)
    client.force_login(staff("officer", site.region))
    inbox = reverse("admin:leads_lead_changelist")
    for _ in range(MAX_PHONE_SEARCHES):
        client.get(inbox, {"q": "13900009999"})
    page = client.get(JUMP, {"q": PHONE})
    assert page.context["groups"] == []
    assert page.text.count("按电话查找一小时最多 20 次，您已用完。") == 1


def test_acts_and_lists_are_offered_by_their_names(find, staff, site):
    editor = staff("editor", site.region)
    assert find(editor, "写一篇") == {"马上做": ["写一篇文章"]}
    assert find(editor, "待核") == {"马上做": ["旧文待核对", "待核实"]}
    assert find(staff("officer", site.region), "写一篇") == {}
    everything = find(editor, "")["马上做"]
    assert everything[:4] == ["写一篇文章", "登记空间", "登记政策", "登记园区"]


def test_many_hits_lead_on_to_the_list_without_a_number(client, staff, site):
    column = factories.ColumnFactory(site=site)
    for number in range(8):
        factories.ArticleFactory(column=column, title=f"标准厂房 {number}")
    client.force_login(staff("editor", site.region))
    (group,) = client.get(JUMP, {"q": "标准厂房"}).context["groups"]
    titles = [f"标准厂房 {number}" for number in range(7, 1, -1)]
    assert [hit.title for hit in group.hits] == titles
    listed = client.get(group.more_url)
    assert len(listed.context["cl"].result_list) == 8


@pytest.mark.parametrize("typed", ["x" * 101, "a\0b"])
def test_what_cannot_be_looked_for_is_said_and_stays_in_the_field(client, staff, site, typed):
    client.force_login(staff("editor", site.region))
    page = client.get(JUMP, {"q": typed})
    assert (page.status_code, page.context["groups"]) == (400, [])
    assert page.context["form"]["q"].value() == typed


def test_single_character_is_told_what_it_lacks(client, staff, site):
    client.force_login(staff("editor", site.region))
    page = client.get(JUMP, {"q": "写"})
    assert page.text.count("再多写一个字，就能找到内容。") == 1
    assert [hit.title for hit in page.context["groups"][0].hits] == ["写一篇文章"]
