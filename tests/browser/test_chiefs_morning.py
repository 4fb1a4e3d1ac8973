"""A chief's morning: who is late and with what, tomorrow's, and an officer's work given away."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from leads.models import Lead
from portal.start_tables import TOO_FEW
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_desk_accessibility import (
    COLOUR,
    DARK,
    EVERY_RULE,
    complaints_in_all_looks,
)

pytestmark = pytest.mark.walk


def test_a_chiefs_morning_and_a_hand_over(sign_in, world, staff):
    now = timezone.now()
    region = world.site.region
    leaver = staff("officer", region, username="li", first_name="小李", email="li@example.com")
    heir = staff("officer", region, username="wang", first_name="小王", email="wang@example.com")
    late, soon = now - datetime.timedelta(hours=1), now + datetime.timedelta(hours=1)
    Lead.objects.filter(pk=world.waiting.pk).update(owner=leaver, due_at=late)
    Lead.objects.filter(pk=world.lead.pk).update(
        owner=leaver, first_reply_at=None, due_at=soon, stage=Lead.Stage.NEW
    )
    page, _ = sign_in("manager", "chief")
    page.set_viewport_size(DESK)
    looks = {"light": (DESK, {}, EVERY_RULE), "dark": (DESK, DARK, COLOUR)}
    in_hand = page.get_by_role("group", name="谁手里有多少").get_by_role("row")
    cells = in_hand.filter(has_text="小李").get_by_role("cell")
    expect(cells).to_have_text(["2", "1", "1", TOO_FEW, TOO_FEW])  # in hand, late, tomorrow
    by_topic = page.get_by_role("group", name="各类咨询有多少")
    expect(by_topic).to_contain_text(world.waiting.topic.name)
    complaints = complaints_in_all_looks(page, looks)
    page.get_by_role("link", name="逾期没答复").click()
    expect(page.get_by_role("link", name=world.waiting.reference)).to_be_visible()
    page.goto("/admin/")
    page.get_by_role("link", name="小李").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("移交小李手上的咨询")
    page.get_by_label("没有另选的，全部交给").select_option(label="小王")
    page.get_by_label(world.lead.reference).select_option(label="退回公海")
    complaints += complaints_in_all_looks(page, looks)
    page.get_by_role("button", name="移交").click()
    expect(page.get_by_text("手上没有没结束的咨询。")).to_be_visible()
    assert owners_of(world.waiting, world.lead) == [heir, None]
    complaints += assign_both_on_a_phone(page, world)
    assert (owners_of(world.waiting, world.lead), complaints) == ([heir, heir], [])


def assign_both_on_a_phone(page, world):
    """Ticked in the inbox; one of them is his already, which is said."""
    page.set_viewport_size(PHONE)
    page.goto("/admin/leads/lead/")
    for lead in (world.waiting, world.lead):
        row = page.get_by_role("row").filter(has_text=lead.reference)
        row.get_by_role("checkbox").check()
    page.get_by_role("button", name="指派…").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("指派 2 条咨询")
    page.get_by_label("指派给").select_option(label="小王")
    complaints = complaints_in_all_looks(page, {"phone": (PHONE, {}, EVERY_RULE)})
    page.get_by_role("button", name="指派", exact=True).click()
    expect(page.get_by_text("指派 1 条，现在由小王负责。")).to_be_visible()
    expect(page.get_by_text("本来就由小王负责。")).to_be_visible()
    return complaints


def owners_of(*leads):
    return [Lead.objects.get(pk=lead.pk).owner for lead in leads]
