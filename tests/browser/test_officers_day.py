"""An officer's day, on a phone and before a desk: a call, its double, an answer, a project lost."""

import datetime
import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from leads.default_stages import ensure_gates, ensure_lost_reasons
from leads.models import Lead
from leads.parties import join
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_desk_accessibility import (
    COLOUR,
    DARK,
    EVERY_RULE,
    complaints_in_all_looks,
)

pytestmark = pytest.mark.walk


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_an_officers_day(sign_in, world, size):
    ensure_gates()
    ensure_lost_reasons()
    world.lead.company = "示例盐化有限公司"
    world.lead.save()
    join(world.lead)
    join(world.waiting)
    page, officer = sign_in("officer", "guan")
    page.set_viewport_size(size)
    looks = {"light": (size, {}, EVERY_RULE), "dark": (size, DARK, COLOUR)}
    complaints = []

    def look():
        complaints.extend(complaints_in_all_looks(page, looks))

    enter_a_call(page, world.waiting, look)
    merge_and_undo(page, world.lead, look)
    enquiry = f"/admin/leads/lead/{world.waiting.pk}/change/"
    page.goto(enquiry)
    page.get_by_role("button", name="认领这条线索").click()
    expect(page.get_by_text("这条线索现在由您负责。")).to_be_visible()
    go_to_forms_by_key(page)
    answer_with_a_block(page, look)
    plan_a_visit(page, world.listing)
    look()
    page.goto(enquiry)
    plan_a_step(page)
    go_through_a_gate_and_lose(page, look)
    assert complaints == []
    world.waiting.refresh_from_db()
    assert (world.waiting.owner, world.waiting.ended_in) == (officer, "in_talks")
    stops = world.waiting.visits.values_list("meeting_point", "stops__listing")
    assert list(stops) == [("火车站南广场", world.listing.pk)]


def enter_a_call(page, waiting, look):
    """By somebody who has asked before: shown first, then entered as another matter."""
    page.goto("/admin/leads/lead/add/")
    page.get_by_role("radio", name="电话").check()
    page.get_by_role("textbox", name="怎么称呼").fill("钱先生")
    page.get_by_role("textbox", name="电话").fill(waiting.phone)
    page.get_by_role("textbox", name="单位").fill("示例锂业有限公司")
    page.get_by_role("radio", name="土地厂房咨询").check()
    page.get_by_role("textbox", name="对方想了解什么").fill("问第二块地。")
    page.get_by_label("对方口头同意").check()
    expect(page.locator("#doubles")).to_contain_text("可能已经来过")
    look()
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_text("已登记，查询编号")).to_be_visible()
    look()


def merge_and_undo(page, other, look):
    page.get_by_role("link", name="打开单位档案").click()
    page.get_by_role("textbox", name="编号").fill(other.reference)
    page.get_by_role("button", name="并排比较").click()
    expect(page.get_by_role("region", name="两份档案并排")).to_be_visible()
    look()
    page.get_by_role("radio", name="示例盐化有限公司").check()
    page.get_by_role("button", name="合并").click()
    undo = page.get_by_role("button", name="撤销这次合并")
    expect(undo).to_be_visible()
    look()
    undo.click()
    expect(undo).to_have_count(0)


def go_to_forms_by_key(page):
    """A key opens its form and goes to the first field, once the page's script listens."""
    page.wait_for_load_state()
    for key, field in (("n", "NoteForm_body"), ("p", "CallForm_outcome"), ("r", "AnswerForm_body")):
        page.get_by_role("heading", level=1).click()
        page.keyboard.press(key)
        expect(page.locator(f"#id_{field}")).to_be_focused()


def answer_with_a_block(page, look):
    page.get_by_role("button", name="插入答案或常用回复").click()
    expect(page.get_by_role("heading", name="现在的事实")).to_be_visible()
    look()
    page.locator("button[name=_insert]").first.click()
    expect(page.get_by_text("已放进答复，在末尾。")).to_be_visible()
    expect(page.get_by_text("发出时再核对一遍")).to_be_visible()
    page.get_by_role("button", name="发出答复").click()
    expect(page.get_by_text("答复已保存")).to_be_visible()


def plan_a_visit(page, place):
    """At one time, to one place; who left no mailbox is to be called."""
    page.get_by_role("link", name="约踏勘").click()
    day = timezone.localdate() + datetime.timedelta(days=2)
    page.get_by_label("时间 1").fill(f"{day}T09:30")
    page.get_by_label("集合地点").fill("火车站南广场")
    first = page.get_by_role("group", name="第 1 行")
    first.get_by_label("编号").fill(place.code)
    page.get_by_role("button", name="约好并告诉投资人").click()
    expect(page.get_by_text("踏勘已安排，投资人没有留邮箱")).to_be_visible()
    expect(page.get_by_role("link", name="下载行程单（PDF）")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text=place.title).first).to_be_visible()


def plan_a_step(page):
    page.locator("label[for=act-next]:visible").first.click()
    page.locator("[name=kind]:visible").select_option("papers")
    if page.get_by_label("上一步的结果").count():
        page.get_by_label("上一步的结果").fill("已经通话。")
    day = timezone.localdate() + datetime.timedelta(days=1)
    page.locator("[name=due_on]:visible").fill(day.isoformat())
    page.get_by_role("button", name="安排下一步").click()
    expect(page.get_by_text("下一步已安排。")).to_be_visible()


def go_through_a_gate_and_lose(page, look):
    """An agreement is missing for the one stage, nothing for another; lost only for a reason."""
    move(page, Lead.Stage.SIGNED)
    expect(page.get_by_text("先补上，或由负责人在下面写明跳过的原因")).to_be_visible()
    look()
    page.get_by_role("combobox", name="阶段", exact=True).select_option(Lead.Stage.IN_TALKS)
    page.get_by_role("button", name="更新阶段").click()
    expect(page.get_by_text("阶段已更新。")).to_be_visible()
    move(page, Lead.Stage.LOST)
    expect(page.get_by_text("没有谈成要选一个原因")).to_be_visible()
    page.get_by_label("没有谈成的原因").select_option(label="选了别的地方")
    page.get_by_role("button", name="更新阶段").click()
    expect(page.get_by_text("阶段已更新。")).to_be_visible()
    look()


def move(page, stage):
    """A refusal has the address of the step, and a status that the browser complains about."""
    page.watch.expect_status(re.sub("change/.*", "step/stage/", page.url))
    page.locator("summary").filter(has_text="，改阶段").click()
    page.get_by_role("combobox", name="阶段", exact=True).select_option(stage)
    page.get_by_role("button", name="更新阶段").click()
