"""Needs by topic: typed, carried along, held against places by finding's own verdicts."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from finding.result_page import ResultPage
from leads import actions
from leads.lead_needs import keep_needs, lines_of, needs_of
from leads.models import Lead, LeadNeed
from leads.retention import erase
from tests.factories import BuildingSpecFactory, ListingFactory
from tests.leads.factories import LeadFactory

NEEDS = {"kind": "factory", "area_min": "2000", "area_unit": "sqm", "height_min": "9"}
WORDS = ["厂房", "面积 ≥ 2,000 ㎡", "净高 ≥ 9 m"]


def factory(site, code, height, **values):
    listing = ListingFactory(region=site.region, kind="factory", code=code, area_sqm=3000, **values)
    BuildingSpecFactory(listing=listing, clear_height_m=height)
    return listing


def desk(client, lead, **query):
    return client.get(reverse("admin:leads_lead_change", args=[lead.pk]), query)


def in_words(needs):
    return [line.words.replace("\u00a0", " ") for line in lines_of(needs)]


def test_needs_are_kept_typed_and_frozen_as_read(send, stored):
    send(**NEEDS | {"height_min": "９", "heads": "1,200", "company_kind": "limited"})
    lead = Lead.objects.get()
    rows = list(lead.needs.order_by("pk").values_list("name", "value", "unit"))
    assert rows == [
        ("kind", "factory", ""),
        ("area_min", "2000", ""),
        ("area_unit", "sqm", ""),
        ("height_min", "9", "m"),
        ("heads", "1200", "人"),
        ("company_kind", "limited", ""),
    ]
    frozen = [words.replace("\u00a0", " ") for words in stored()[0]["needs"]]
    assert frozen == [*WORDS, "办公人数 1200 人", "有限责任公司"]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"height_min": "九米"}, "请填数字，如 50 或 6.5。"),
        ({"area_min": "-1"}, "请填不小于 0 的数。"),
        ({"by": "明年"}, "请填日期，如 2027-03-01。"),
        ({"fire": "庚"}, "没有“庚”这个选项，请在列表里重新选择。"),
        ({"policy_purpose": "字" * 121}, "最多 120 个字"),
    ],
)
def test_bad_needs_bring_the_form_back_filled(send, errors_of, wrong, words):
    reply = send(**NEEDS | wrong)
    assert (reply.status_code, errors_of(reply)) == (400, [words])
    assert 'value="赵女士"' in reply.content.decode()
    assert Lead.objects.count() == 0


def test_needs_of_a_list_stand_in_the_form(client, site):
    asked = client.get(
        reverse("factory_list", args=[site.slug]),
        {"height_min": "9", "area_min": "20"},
        follow=True,
    )
    results = asked.context["results"]
    assert isinstance(results, ResultPage)
    page = client.get(f"{reverse('consult', args=[site.slug])}?{results.consult_query}")
    initial = page.context["form"].initial
    assert {name: initial[name] for name in NEEDS} == NEEDS | {"area_min": "20"}
    wrong = client.get(reverse("consult", args=[site.slug]), {"height_min": "x", "kind": "y"})
    assert not {"height_min", "kind"} & wrong.context["form"].initial.keys()


def test_other_needs_in_the_same_form_are_a_message(send, form_token):
    token = form_token()
    send(**NEEDS, form_token=token)
    send(**NEEDS | {"height_min": "12"}, form_token=token)
    lead = Lead.objects.get()
    assert needs_of(lead)["height_min"] == "12"
    told = lead.messages.get().body.replace("\u00a0", " ")
    assert told == "再次提交时有改动：\n需求：厂房；面积 ≥ 2,000 ㎡；净高 ≥ 12 m"


def test_investment_is_held_against_what_a_plot_demands():
    needs = {"kind": "land", "area_min": "20", "area_unit": "mu", "investment_wan": "6000"}
    assert in_words(needs) == [
        "工业用地",
        "面积 ≥ 20 亩",
        "计划总投资 6000 万元",
        "每亩投资约 300.0 万元",
    ]


def test_desk_holds_needs_against_places_and_offers_fitting_ones(client, staff, site):
    low, unknown = factory(site, "A-1", 6), factory(site, "A-2", None)
    fitting = factory(site, "A-3", 10, title="三号厂房")
    lead = LeadFactory(site=site)
    for position, place in enumerate((low, unknown), start=1):
        lead.lead_listings.create(listing=place, label=place.code, position=position)
    keep_needs(lead, NEEDS)
    client.force_login(staff("officer", site.region))
    page = desk(client, lead)
    needs = page.context["needs"]
    words = [[fit and fit.word for fit in row.fits] for row in needs.rows]
    assert words == [[None, None], ["满足", "满足"], ["不满足", "未知"]]
    assert needs.fitting == [fitting]
    body = page.content.decode()
    assert re.findall(r'href="[^"]*(\?offer=\d+)', body) == [f"?offer={fitting.pk}"]
    answer = desk(client, lead, offer=fitting.pk).context["steps"]["answer"]
    assert answer["body"].value().endswith("按您的需要，可以看看三号厂房（A-3）。")
    fitting.withdraw()
    gone = desk(client, lead, offer=fitting.pk).context["steps"]["answer"]
    assert "三号厂房" not in gone["body"].value()


def test_officer_notes_needs_found_out_meanwhile(client, staff, site):
    lead = LeadFactory(site=site)
    client.force_login(staff("officer", site.region))
    step = reverse("admin:leads_lead_step", args=[lead.pk, "needs"])
    sent = NEEDS | {"mark": actions.needs_mark({})}
    bad = client.post(step, sent | {"height_min": "高"})
    assert bad.status_code == 400
    client.post(step, sent)
    assert needs_of(lead) == NEEDS
    note = lead.follow_ups.get().body.replace("\u00a0", " ")
    assert note == f"需求更新为：{'；'.join(WORDS)}"
    late = client.post(step, sent | {"height_min": "12"})
    assert late.status_code == 409
    assert needs_of(lead) == NEEDS
    erase(lead=lead, now=timezone.now())
    assert LeadNeed.objects.count() == 0


def test_rules_hold_in_the_database(site):
    lead = LeadFactory(site=site)
    lead.needs.create(name="heads", value="5")
    for rule, value in (
        ("said_once", {"name": "heads", "value": "6"}),
        ("says_something", {"name": "x"}),
    ):
        with pytest.raises(IntegrityError, match=f"leads_leadneed_{rule}"), transaction.atomic():
            lead.needs.create(**value)
