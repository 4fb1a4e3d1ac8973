"""Five questions on a phone: asked one by one, answered on one page, sent as one enquiry."""

import re

import pytest
from playwright.sync_api import expect

from leads.models import Lead
from parks.models import LandTerms
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_print import PAGE_OBJECT

PLOT = "昆仑片区 A-12 标准地"
SCRIPT = pytest.mark.parametrize(
    "has_script",
    [pytest.param(True, id="script"), pytest.param(False, id="no script", marks=pytest.mark.walk)],
)


@pytest.fixture
def plot(world):
    """Two facts of the plot known, steam and a date unknown."""
    LandTerms.objects.get(listing=world.land).delete()
    LandTerms.objects.create(listing=world.land, power_kva=4000, is_eia_ready=True)
    return world.land


def heading(page, text):
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def onwards(page):
    page.get_by_role("button", name="下一题").click()


def answer(page):
    """From the home page to the answers."""
    page.goto("/golmud/")
    page.get_by_role("link", name="回答五个问题").click()
    heading(page, "您做哪一行？")
    page.get_by_role("checkbox", name="盐湖化工").check()
    onwards(page)
    page.get_by_label("新建项目，自己建厂").check()
    onwards(page)
    page.get_by_label("面积至少").fill("１００")
    onwards(page)
    heading(page, "水、电、气和运输，哪些是硬要求？")
    page.get_by_label("供电容量至少").fill("2000")
    page.get_by_label("可办环评").check()
    page.get_by_label("蒸汽").check()
    onwards(page)
    page.get_by_label("半年内").check()
    page.get_by_role("button", name="看结果").click()


@SCRIPT
def test_five_answers_lead_to_the_plot_and_become_an_enquiry(open_page, plot, has_script):
    page = open_page(viewport=PHONE, java_script_enabled=has_script)
    answer(page)
    expect(page).to_have_url(re.compile(r"/result/\?"))
    spaces = page.get_by_role("region", name=re.compile("可能合适的空间"))
    expect(spaces.get_by_role("link", name=PLOT)).to_be_visible()
    expect(spaces.get_by_role("listitem").filter(has_text="A-12")).to_contain_text("满足 4 项")
    expect(page.get_by_role("region", name="谁来答复您")).to_contain_text("400-116-9096")
    page.get_by_role("link", name="把这份需求发给专员").first.click()
    message = page.get_by_label("想了解什么")
    expect(message).to_have_value(re.compile("行业：盐湖化工.*面积 ≥ 100 亩.*供电容量 ≥ 2,000 kVA"))
    page.get_by_label("怎么称呼您").fill("周女士")
    page.get_by_label("手机号").fill("13800004321")
    page.get_by_label("我同意").check()
    page.get_by_role("button", name="提交咨询").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("已收到您的咨询")
    lead = Lead.objects.get(contact_name="周女士")
    assert (lead.area_wanted, lead.timing_wanted[:3]) == ("≥ 100 亩", "半年内")
    assert page.context.cookies(page.url) != []  # of the form, not of the questions


@SCRIPT
def test_going_back_and_coming_back_keep_the_answers(open_page, world, has_script):
    page = open_page(viewport=PHONE, java_script_enabled=has_script)
    page.goto("/golmud/guide/fit/?step=3&industry=salt-lake-chemicals&purpose=ready")
    page.get_by_label("面积至少").fill("3000")
    page.get_by_role("button", name="上一题").click()
    expect(page.get_by_label("用现成厂房")).to_be_checked()
    onwards(page)
    expect(page.get_by_label("面积至少")).to_have_value("3000")
    onwards(page)
    page.get_by_role("button", name="先按经验值填上").click()
    expect(page.get_by_label("供电容量至少")).to_have_value("5000")
    page.get_by_role("link", name="还不确定，跳过").click()
    heading(page, "什么时候要用？")
    assert ("area_min=3000" in page.url, "power_min" in page.url) == (True, False)
    address = page.url
    page.goto("/golmud/")
    page.goto(address)
    expect(page.get_by_role("region", name="您已经说了")).to_contain_text("盐湖化工")
    assert page.context.cookies() == []


def test_a_number_that_cannot_be_read_is_asked_for_again(open_page, world):
    page = open_page(viewport=PHONE)
    page.goto("/golmud/guide/fit/?step=3&purpose=build")
    page.get_by_label("面积至少").fill("五十")
    page.on("framenavigated", lambda frame: page.watch.expect_status(frame.url))
    page.get_by_role("button", name="下一题").press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("link", name="面积至少：请填数字").click()
    expect(page.get_by_label("面积至少")).to_be_focused()
    expect(page.get_by_label("面积至少")).to_have_value("五十")


def test_the_result_prints_without_the_screens_furniture(open_page, world):
    page = open_page(viewport=DESK)
    page.goto("/golmud/guide/fit/result/?industry=salt-lake-chemicals", wait_until="networkidle")
    page.emulate_media(media="print")
    for furniture in (".dock", ".nav", ".foot", "[data-print]", "[data-copy]"):
        assert [box for box in page.locator(furniture).all() if box.is_visible()] == [], furniture
    expect(page.get_by_text("按五个问题的回答列出")).to_be_visible()
    assert len(PAGE_OBJECT.findall(page.pdf(format="A4"))) <= 3
