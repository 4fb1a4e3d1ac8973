"""登记咨询, as an officer sees it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from leads.models import Lead, NextStep
from tests.factories import ListingFactory
from tests.leads.factories import LeadFactory

ENTRY = reverse("admin:leads_lead_add")
DOUBLES = reverse("admin:leads_lead_doubles")


@pytest.fixture
def officer(client, staff, site):
    user = staff("officer", site.region)
    client.force_login(user)
    return user


@pytest.fixture
def told(site):
    def make(**changes):
        return {
            "site": site.pk,
            "channel": "phone",
            "contact_name": "钱示例",
            "phone": "13800001234",
            "topic": "space",
            "message": "要厂房",
            "has_consented": "on",
            "is_mine": "on",
            "nonce": "n",
        } | changes

    return make


def test_form_asks_for_what_a_call_tells(client, officer):
    html = client.get(ENTRY).content.decode()
    assert "登记咨询" in html
    assert "口头同意" in html


def test_valid_form_makes_a_lead_and_names_its_reference(client, officer, told):
    response = client.post(ENTRY, told(), follow=True)
    lead = Lead.objects.get()
    assert response.redirect_chain == [(reverse("admin:leads_lead_change", args=[lead.pk]), 302)]
    assert f"查询编号 {lead.reference}" in response.content.decode()
    assert (lead.owner, lead.entered_by, lead.phone) == (officer, officer, "13800001234")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"phone": "", "email": ""}, "请填写手机号"),
        ({"phone": "1380000"}, "少了 4 位"),
        ({"channel": ""}, "请选择怎么来的"),
        ({"channel": "web"}, "请选择怎么来的"),
        ({"channel": "fair"}, "请写明是哪场活动"),
        ({"has_consented": ""}, "请先告知并取得对方同意"),
        ({"message": " "}, "请写一句您想了解什么"),
        ({"came_in_at": "2099-01-01T10:00"}, "这个时间还没有到"),
        ({"came_in_at": "2001-01-01T10:00"}, "14 天以内"),
        ({"came_in_at": "昨天"}, "请填日期和时间"),
        ({"places": "没有这个"}, "没有找到公开的载体：没有这个"),
        ({"site": "999999"}, "请从列表里选择站点"),
        ({"topic": "none"}, "请选择咨询主题"),
    ],
)
def test_bad_input_comes_back_filled_in(client, officer, told, changes, sentence):
    response = client.post(ENTRY, told(company="示例锂业") | changes)
    assert response.status_code == 400
    html = response.content.decode()
    assert sentence in html
    assert "示例锂业" in html
    assert not Lead.objects.exists()


def test_places_are_named_by_their_codes(client, officer, told, site):
    first, second = (ListingFactory(region=site.region, code=code) for code in ("T-1", "T-2"))
    client.post(ENTRY, told(places="t-2  T-1"))
    lead = Lead.objects.get()
    places = lead.lead_listings.order_by("position").values_list("listing", flat=True)
    assert list(places) == [second.pk, first.pk]


def test_who_may_be_known_is_shown_once_before_a_new_file_is_made(client, officer, told, site):
    known = LeadFactory(site=site, phone="13800001234", contact_name="章玮")
    response = client.post(ENTRY, told())
    assert response.status_code == 409
    html = response.content.decode()
    assert ("仍然登记为新的" in html, "同一电话" in html) == (True, True)
    assert Lead.objects.count() == 1
    assert client.post(ENTRY, told(seen=known.pk)).status_code == 302
    assert Lead.objects.count() == 2


def test_part_says_while_typing_who_is_known(client, officer, site):
    LeadFactory(site=site, phone="13800001234", contact_name="章玮")
    html = client.post(DOUBLES, {"contact_name": "张伟"}).content.decode()
    assert "称呼读音相同" in html
    assert "13800001234" not in html
    assert client.get(DOUBLES).status_code == 405


@pytest.mark.parametrize("role", ["editor", "reviewer", "auditor"])
def test_nobody_else_enters(client, staff, site, told, role):
    client.force_login(staff(role, site.region))
    assert client.get(ENTRY).status_code == 403
    assert client.post(ENTRY, told()).status_code == 403
    assert client.post(DOUBLES, {"phone": "13800001234"}).status_code == 403
    assert not Lead.objects.exists()


def test_next_step_is_planned_on_the_lead(client, officer, lead):
    address = reverse("admin:leads_lead_step", args=[lead.pk, "next"])
    today = timezone.localdate().isoformat()
    for changes in ({"due_on": "2001-01-01"}, {"due_on": ""}, {"kind": "other"}, {"kind": "x"}):
        data = {"kind": "call", "what": "", "due_on": today} | changes
        assert client.post(address, data).status_code == 400
    response = client.post(
        address, {"kind": "call", "what": "问负荷", "due_on": today}, follow=True
    )
    assert "打电话：问负荷" in response.content.decode()
    step = NextStep.objects.get()
    data = {"kind": "wait", "due_on": today, "step_was": step.pk}
    response = client.post(address, data)
    assert response.status_code == 400
    assert "请写上这一步的结果" in response.content.decode()
    client.post(address, data | {"outcome": "630 kVA"})
    assert NextStep.objects.open().get().kind == "wait"
