"""axe-core over every kind of public page, in every width and scheme readers use."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.portal.page_types import MAY_SET_COOKIES, page_types

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]  # what a dark scheme can break
SMALLEST = {"width": 320, "height": 640}
# One of each shape is looked at in every run by two readers, all of them by the walk.
TWO_READERS = ("phone", "desk")
A_FEW = (
    *("site_home", "factory_list", "listing_detail: land", "listing_compare: four"),
    *("consult: about a listing", "listing_map", "policy_detail", "error 500"),
)
ERRORS = ("400", "403", "403-csrf", "429", "500")
READERS = {
    "phone": {"viewport": PHONE},
    "desk": {"viewport": DESK},
    "phone, 长辈版": {"viewport": PHONE},
}
FACTS = """() => ({
    lang: document.documentElement.lang,
    h1: document.querySelectorAll("h1").length,
    overflow: document.documentElement.scrollWidth - window.innerWidth,
})"""
RUN = """options => axe.run({ ...options, resultTypes: ["violations"] }).then(
    ({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(
        ({ html }) => `${id}: ${html.slice(0, 120)}`
    ))
)"""


@pytest.fixture
def pages(world, settings):
    """Name → (path, status), the error pages and the staff's login included."""
    settings.ROOT_URLCONF = "tests.portal.failing_urls"
    errors = {f"error {code}": (f"/error/{code}/", int(code[:3])) for code in ERRORS}
    return page_types(world) | errors | {"admin login": ("/admin/login/", 200)}


@pytest.fixture
def read(open_page, live_server):
    """read("phone") → visit(path, status), which returns the page and its answer."""

    def make(**kwargs):
        page = open_page(**kwargs)

        def visit(path):
            page.watch.expect_status(f"{live_server.url}{path}")
            return page, page.goto(path)

        return visit

    return make


def complaints_of(page, *, is_dark):
    """What axe finds, one line for each element; what passes is not sent here to be thrown away."""
    rules = {"type": "rule", "values": COLOURS} if is_dark else {"type": "tag", "values": TAGS}
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(RUN, {"runOnly": rules})


def complaints_of_pages(names, reader, read, pages):
    """Name → what is wrong with the page, light and dark, for those of these pages where it is.

    The phone's reader looks at each page on the smallest phone as well, and at what cookies it set.
    """
    visit = read(**READERS[reader], reduced_motion="reduce")  # colours change at once
    if "长辈版" in reader:
        visit("/display/?mode=care&next=/")
    found = {}
    for name in names:
        path, status = pages[name]
        page, answer = visit(path)
        got = page.evaluate(FACTS)
        wanted = {"lang": "zh-CN", "h1": 1, "overflow": 0}
        if name == "admin login":
            wanted["lang"] = "zh-hans"
        problems = complaints_of(page, is_dark=False)
        if "长辈版" not in reader:
            problems += complaints_in_the_dark(page)
        problems += [] if answer.status == status else [f"status {answer.status}"]
        problems += [] if got == wanted else [str(got)]
        if reader == "phone":
            problems += complaints_of_the_smallest(page) + cookies_of(name, page)
        if problems:
            found[name] = problems
    return found


def complaints_in_the_dark(page):
    page.emulate_media(color_scheme="dark")
    problems = [f"dark: {line}" for line in complaints_of(page, is_dark=True)]
    page.emulate_media(color_scheme="light")
    return problems


def complaints_of_the_smallest(page):
    page.set_viewport_size(SMALLEST)
    overflow = page.evaluate(FACTS)["overflow"]
    page.set_viewport_size(PHONE)
    return [f"{overflow} px too wide for the smallest phone"] if overflow else []


def cookies_of(name, page):
    """Reading sets none; a form's pages set its own."""
    names = {cookie["name"] for cookie in page.context.cookies()}
    page.context.clear_cookies()
    if name == "consult":  # which browser drew it (ADR 17)
        return [] if names == {"csrftoken", "consult"} else [f"cookies {names}"]
    return [f"cookies {names}"] if names and not name.startswith(MAY_SET_COOKIES) else []


@pytest.mark.sample
@pytest.mark.parametrize("reader", TWO_READERS)
def test_a_few_pages_are_accessible(reader, read, pages):
    assert complaints_of_pages(A_FEW, reader, read, pages) == {}


@pytest.mark.walk
@pytest.mark.parametrize("reader", READERS)
def test_pages_are_accessible(reader, read, pages):
    assert complaints_of_pages(pages, reader, read, pages) == {}


def test_consult_with_errors_is_accessible(read, pages):
    visit = read(viewport=PHONE)
    page, _ = visit(pages["consult"][0])
    page.get_by_role("button", name="提交咨询").click()
    expect(page.get_by_role("alert")).to_be_focused()
    assert complaints_of(page, is_dark=False) == []


def test_progress_of_an_enquiry_is_accessible(read, pages, world):
    visit = read(viewport=PHONE)
    page, _ = visit(f"{pages['lead_status'][0]}?reference={world.lead.reference}")
    page.get_by_label("查询口令").fill("13800001234")
    page.get_by_role("button", name="查询").click()
    expect(page.get_by_text("可以整租。")).to_be_visible()
    assert complaints_of(page, is_dark=False) == []


def test_a_fault_would_be_seen(read):
    """The control: an image without a text, an inline style and a foreign host are all noticed."""
    page, _ = read(viewport=PHONE)("/")
    page.evaluate("document.querySelector('main').innerHTML = '<img src=/static/img/mark.svg>'")
    page.evaluate("document.querySelector('main').innerHTML += '<b style=color:red>x</b>'")
    page.evaluate("document.querySelector('main').innerHTML += '<img src=//example.invalid/x>'")
    page.wait_for_timeout(100)
    assert [line.partition(":")[0] for line in complaints_of(page, is_dark=False)][:1] == [
        "image-alt"
    ]
    noticed = "".join(page.watch.complaints)
    assert [w for w in ("style-src", "example.invalid") if w not in noticed] == []
    page.watch.complaints.clear()
