"""From the list to one enquiry about several places, with script and without; tables on paper."""

import re

import pytest
from playwright.sync_api import expect

from leads.models import Lead
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_print import PAGE_OBJECT

LIST = "/golmud/listings/?kind=factory&kind=warehouse&kind=office"
MEDIA_BOX = re.compile(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)")


def boxes(page):
    return page.get_by_role("checkbox", name="放入清单")


def pick(page, *places):
    for place in places:
        boxes(page).nth(place).check()


def chosen(page):
    """The numbers in the address."""
    return re.findall(r"listing=(\d+)", page.url)


def send_enquiry(page, count):
    page.get_by_role("link", name=f"就这 {count} 处一起问专员").click()
    expect(page.get_by_text(f"您一次咨询 {count} 处空间")).to_be_visible()
    page.get_by_label("怎么称呼您").fill("赵女士")
    page.get_by_label("手机号").fill("13800001234")
    page.get_by_label("想了解什么").fill("这几处哪处能放重型设备？")
    page.get_by_label("我同意").check()
    page.get_by_role("button", name="提交咨询").click()
    expect(page.get_by_role("heading", level=1, name="已收到您的咨询")).to_be_visible()
    return Lead.objects.latest("pk")


def asked(lead):
    rows = lead.lead_listings.order_by("position")
    return [str(row.listing_id) for row in rows]


def test_shortlist_becomes_one_enquiry_with_script(open_page, world):
    page = open_page(viewport=PHONE)
    page.goto(LIST)
    pick(page, 0, 2)
    wanted = [boxes(page).nth(place).input_value() for place in (0, 2)]
    expect(page.locator("[data-tray-words]")).to_have_text("清单里有 2 处")
    page.goto("/golmud/")
    page.get_by_role("link", name="清单（2）").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("清单：2 处空间")
    assert chosen(page) == wanted
    assert page.context.cookies() == []
    assert asked(send_enquiry(page, 2)) == wanted


def test_shortlist_becomes_one_enquiry_without_script(open_page, world):
    page = open_page(viewport=PHONE, java_script_enabled=False)
    page.goto(LIST)
    pick(page, 0, 1)
    wanted = [boxes(page).nth(place).input_value() for place in (0, 1)]
    page.get_by_role("button", name="看清单").click()
    assert chosen(page) == wanted
    page.get_by_role("button", name="去对比").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("对比 2 处空间")
    page.go_back()
    assert asked(send_enquiry(page, 2)) == wanted


def test_picking_leaves_the_list_and_the_reader_where_they_are(open_page, world):
    page = open_page(viewport=PHONE)
    page.goto(LIST)
    box = boxes(page).nth(1)
    box.evaluate("box => box.scrollIntoView({block: 'center', behavior: 'instant'})")
    before = page.evaluate("window.scrollY")
    box.check()
    page.wait_for_timeout(500)  # longer than the filters' delay
    assert (page.evaluate("window.scrollY"), page.url.endswith(LIST)) == (before, True)
    expect(box).to_be_focused()


def test_shortlist_forgets_what_is_removed_and_what_is_gone(open_page, world):
    page = open_page(viewport=DESK)
    page.goto(LIST)
    pick(page, 0, 1, 2)
    page.goto("/golmud/shortlist/")
    expect(page.get_by_role("heading", level=1)).to_have_text("清单：3 处空间")
    page.get_by_role("link", name="移出清单").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("清单：2 处空间")
    rest = chosen(page)
    page.goto("/golmud/")
    expect(page.get_by_role("link", name="清单（2）")).to_be_visible()
    world.listing.__class__.objects.get(pk=rest[0]).mark_taken()
    page.goto("/golmud/shortlist/")
    expect(page.get_by_text("有 1 处已下架或已租售")).to_be_visible()
    page.get_by_role("link", name="从清单里去掉").click()
    page.goto("/golmud/")
    expect(page.get_by_role("link", name="清单（1）")).to_be_visible()


def test_shared_shortlist_can_be_taken_over(open_page, world):
    page = open_page(viewport=DESK)
    page.goto(f"/golmud/shortlist/?listing={world.land.pk}&listing={world.listing.pk}")
    page.get_by_role("button", name="存入我的清单").click()
    expect(page.get_by_role("button", name="存入我的清单")).to_be_hidden()
    page.goto("/golmud/")
    expect(page.get_by_role("link", name="清单（2）")).to_be_visible()


def test_compare_shows_what_differs(open_page, world):
    page = open_page(viewport=PHONE)
    page.goto(LIST)
    pick(page, 0, 1)
    page.get_by_role("button", name="对比").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("对比 2 处空间")
    same = page.locator(".compare__same")
    assert same.count() > 0
    page.get_by_role("link", name="只看不同").click()
    expect(same).to_have_count(0)
    expect(page.get_by_role("rowheader").filter(has_text="编号")).to_contain_text("不同：")


@pytest.mark.parametrize("kind", ["land", "listing"])
def test_sheet_is_at_most_two_sides_of_a4(open_page, world, kind):
    page = open_page(viewport=DESK)
    page.goto(f"/golmud/listings/{getattr(world, kind).pk}/sheet/", wait_until="networkidle")
    assert len(PAGE_OBJECT.findall(page.pdf(prefer_css_page_size=True))) in {1, 2}
    page.emulate_media(media="print")
    assert [b for b in page.get_by_role("button").all() if b.is_visible()] == []


def test_compare_is_printed_on_landscape_paper(open_page, world):
    page = open_page(viewport=DESK)
    query = "&".join(f"listing={listing.pk}" for listing in world.chosen[:4])
    page.goto(f"/golmud/compare/?{query}", wait_until="networkidle")
    sizes = MEDIA_BOX.findall(page.pdf(prefer_css_page_size=True))
    assert {float(width) > float(height) for width, height in sizes} == {True}
