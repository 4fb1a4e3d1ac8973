"""A newcomer in a flood: one word to type, on a phone without script, and the promise stands."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from leads.models import Lead, Throttle
from leads.spam_signals import MAX_PER_SITE, MAX_UNASKED
from tests.browser.conftest import PHONE
from tests.leads.factories import LeadFactory

READING = 3_500  # ms; whoever sends a form sooner is no reader


@pytest.fixture
def flooded(world):
    """A site whose hour is full, and whose unasked newcomers have come already."""
    now = timezone.now()
    row = LeadFactory(site=world.site, received_at=now)
    words = {"site": row.site, "topic": row.topic, "phone": row.phone}
    Lead.objects.bulk_create(
        Lead(**words, received_at=now, due_at=now) for _ in range(MAX_PER_SITE)
    )
    for _ in range(MAX_UNASKED):
        Throttle.objects.hit("flood-unasked", str(world.site.pk), now)
    return world


def write(page):
    page.goto("/golmud/consult/")
    page.get_by_label("土地厂房咨询").check()
    page.get_by_label("怎么称呼您").fill("孙女士")
    page.get_by_label("手机号").fill("138 0000 4321")
    page.get_by_label("想了解什么").fill("能否分割，什么时候挂牌？")
    page.get_by_label("我同意").check()
    page.wait_for_timeout(READING)
    page.watch.expect_status(page.url)
    page.get_by_role("button", name="提交咨询").click()


def asked_word(page):
    """As one reads it, e.g. the third of the four words."""
    label = page.locator("label", has_text="请填写").inner_text()
    words, position = re.search(r"请填写“(.*)”里的第(.)个词", label).groups()
    return words.split("、")["一二三四".index(position)]


@pytest.mark.parametrize("has_script", [False, True], ids=["without script", "with script"])
def test_newcomer_in_a_flood_types_one_word(open_page, flooded, has_script):
    page = open_page(viewport=PHONE, java_script_enabled=has_script)
    write(page)
    lead = Lead.objects.get(contact_name="孙女士")
    assert lead.is_quarantined
    expect(page).to_have_title(re.compile("^还差一步：问专员"))
    expect(page.get_by_role("alert")).to_contain_text(lead.reference)
    expect(page.get_by_label("想了解什么")).to_have_value("能否分割，什么时候挂牌？")
    answer = page.get_by_label("里的第")
    expect(answer).to_be_focused()
    answer.fill("不知道")
    answer.press("Enter")
    expect(page.get_by_text("不是这个词，请再看一遍").first).to_be_visible()
    page.get_by_label("里的第").fill(asked_word(page))
    page.get_by_role("button", name="回答并转给专员").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("已收到您的咨询")
    expect(page.locator(".code").first).to_have_text(lead.reference)
    lead.refresh_from_db()
    assert not lead.is_quarantined


def test_who_does_not_answer_has_a_receipt_all_the_same(open_page, flooded):
    page = open_page(viewport=PHONE, java_script_enabled=False)
    write(page)
    page.get_by_role("link", name="不回答").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("已收到您的咨询")
    lead = Lead.objects.get(contact_name="孙女士")
    expect(page.locator(".code").first).to_have_text(lead.reference)
    assert lead.is_quarantined
