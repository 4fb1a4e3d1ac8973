"""An investor on a phone: from the home page to the answer's due date, with script and without."""

import re

import pytest
from playwright.sync_api import expect

from leads.deadlines import in_words
from leads.models import Lead
from leads.proofs import code_of
from tests.browser.conftest import PHONE

PLOT = "昆仑片区 A-12 标准地"
# What is listed, without what misses a need.
FOUND = ":is(#results, .group--sure, .group--open) > article"
NARROWED = re.compile(r"/golmud/land/\?.*area_min=120")


@pytest.fixture
def phone(open_page):
    """phone(java_script_enabled=False) → a page as wide as a phone, on the home page."""

    def make(**kwargs):
        page = open_page(viewport=PHONE, **kwargs)
        page.goto("/golmud/")
        return page

    return make


def go_to_land(page):
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="找空间").click()
    page.get_by_role("navigation", name="空间类型").get_by_role("link", name="工业用地").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("土地")


def found(page):
    """Titles of the results; the no-break spaces of typesetting read as plain ones."""
    titles = page.locator(
        "#results > article h3, .group--sure h3, .group--open h3"
    ).all_inner_texts()
    return [title.replace("\u00a0", " ") for title in titles]


def consult_about_the_plot(page, world):
    """From the list to a stored enquiry; returns its reference."""
    page.locator("#results").get_by_role("link", name=PLOT).click()
    page.get_by_role("complementary", name="联系方式").get_by_role("link", name="问专员").click()
    expect(page.get_by_text("您咨询的是")).to_contain_text(PLOT)
    page.get_by_label("怎么称呼您").fill("孙女士")
    page.get_by_label("手机号").fill("138 0000 4321")
    page.get_by_label("想了解什么").fill("能否分割，什么时候挂牌？")
    page.get_by_label("我同意").check()
    page.get_by_role("button", name="提交咨询").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("已收到您的咨询")
    lead = Lead.objects.get(contact_name="孙女士")
    assert (lead.listing, lead.phone) == (world.land, "13800004321")
    expect(page.locator(".code")).to_have_text([lead.reference, code_of(lead.reference)])
    expect(page.get_by_text("最迟")).to_have_text(f"最迟 {in_words(lead.due_at)} 前")
    return lead.reference


def look_up(page, reference):
    """With the code as the receipt shows it."""
    code = page.locator(".code").last.inner_text()
    page.get_by_role("link", name="查看进度").click()
    expect(page.get_by_label("查询编号")).to_have_value(reference)
    page.get_by_label("查询口令").fill(code.lower())
    page.get_by_role("button", name="查询").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("前答复您")
    expect(page.locator("#progress-head")).to_contain_text(reference)
    expect(page.get_by_text("咨询的是")).to_contain_text(PLOT)


def test_with_script_the_list_changes_in_place(phone, world):
    page = phone()
    go_to_land(page)
    before = found(page)
    page.evaluate("window.sameDocument = true")
    page.get_by_role("button", name="筛选").click()
    page.get_by_label("最小面积").fill("120")
    page.get_by_label("最小面积").blur()
    expect(page).to_have_url(NARROWED)
    expect(page.locator("#results-title")).to_contain_text("1 处确定满足 · 0 处待核实")
    assert (len(before) > 1, found(page)) == (True, [PLOT])
    assert page.evaluate("window.sameDocument") is True
    page.get_by_role("button", name="关闭筛选").click()
    look_up(page, consult_about_the_plot(page, world))


def test_without_script_every_step_works(phone, world):
    page = phone(java_script_enabled=False)
    go_to_land(page)
    page.get_by_role("button", name="筛选").click()
    page.get_by_label("最小面积").fill("120")
    page.locator("#filters").get_by_role("button", name="看").click()
    expect(page).to_have_url(NARROWED)
    assert found(page) == [PLOT]
    look_up(page, consult_about_the_plot(page, world))


def test_back_leads_to_the_list_as_it_was_filtered(phone, world):
    page = phone()
    page.goto("/golmud/land/")
    page.get_by_role("button", name="筛选").click()
    page.get_by_label("最小面积").fill("120")
    page.get_by_label("最小面积").blur()
    expect(page).to_have_url(NARROWED)
    page.get_by_role("button", name="关闭筛选").click()
    page.locator("#results").get_by_role("link", name=PLOT).click()
    page.go_back()
    expect(page).to_have_url(NARROWED)
    expect(page.locator(FOUND)).to_have_count(1)


def test_a_phone_number_that_is_too_short_comes_back_with_everything_typed(phone, world):
    page = phone()
    page.goto(f"/golmud/consult/?listing={world.land.pk}")
    page.get_by_label("怎么称呼您").fill("孙女士")
    page.get_by_label("手机号").fill("1380000")
    page.get_by_label("想了解什么").fill("能否分割？")
    page.get_by_label("我同意").check()
    page.watch.expect_status(page.url.partition("?")[0])
    page.get_by_role("button", name="提交咨询").click()
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("link", name="手机号少了 4 位").click()
    expect(page.get_by_label("手机号")).to_be_focused()
    expect(page.get_by_label("怎么称呼您")).to_have_value("孙女士")
    expect(page.get_by_text("您咨询的是")).to_contain_text(PLOT)
    assert list(Lead.objects.filter(contact_name="孙女士")) == []


def test_link_within_a_page_loads_nothing_again(open_page, world):
    """Whoever came by a campaign and goes to a fault keeps what is typed."""
    page = open_page()
    page.goto("/golmud/consult/?utm_source=wx")
    name = page.locator("#id_contact_name")
    name.fill("王女士")
    page.locator("a.skip").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/consult/\?utm_source=wx#main$"))
    expect(name).to_have_value("王女士")
