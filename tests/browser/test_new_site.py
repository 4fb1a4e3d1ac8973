"""A new site from nothing to live: within 25 interactions, on a phone without script as well."""

import pytest
from playwright.sync_api import expect

from leads.models import Topic
from portal.site_defaults import furnish
from portal.site_setup import KEYS, check_url, step_url
from regions.models import Site
from tests import factories
from tests.browser.conftest import DESK, PASSWORD, PHONE, TODAY
from tests.browser.test_accessibility import complaints_of
from tests.browser.widths import overhang

MOST_INTERACTIONS = 25


class Counted:
    """A page whose reader is counted: each field that is filled, each click."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def fill(self, label, text):
        self.count += 1
        self.page.get_by_label(label, exact=True).fill(text)

    def tick(self, label):
        self.count += 1
        self.page.get_by_label(label, exact=True).check()

    def click(self, role, name):
        self.count += 1
        self.page.get_by_role(role, name=name).click()

    def go_on(self, heading):
        """Saves the step; the next one has this heading."""
        self.click("button", "保存，下一步")
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)


@pytest.fixture
def founder(open_page, db, prefecture):
    """founder(viewport=…) → a superuser's start page, where no site is yet."""
    factories.RegionFactory(adcode="632822", parent=prefecture, name="都兰县", short_name="都兰")
    Topic.objects.get_or_create(slug="other", defaults={"name": "其他"})
    boss = factories.UserFactory(is_superuser=True, username="boss")
    boss.set_password(PASSWORD)
    boss.save()

    def make(**kwargs):
        page = open_page(**kwargs)
        page.goto("/admin/")
        page.get_by_label("用户名").fill("boss")
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(TODAY)
        return Counted(page)

    return make


@pytest.mark.parametrize(
    "how",
    [{"viewport": DESK}, {"viewport": PHONE, "java_script_enabled": False}],
    ids=["desk", "phone without script"],
)
def test_from_nothing_to_a_live_site(founder, open_page, how):
    boss = founder(**how)
    boss.click("link", "还没有站点")
    boss.fill("地区名称或 6 位区划代码", "都兰")
    boss.click("button", "查找")
    boss.click("link", "选这里")
    boss.go_on("都兰县：主办与备案")
    boss.fill("主办单位", "都兰县招商服务中心（示例）")
    boss.go_on("都兰县：热线与地址")
    boss.fill("招商热线", "0977-8231234")
    boss.go_on("都兰县：场景与颜色")
    boss.go_on("都兰县：栏目与入口")
    boss.go_on("都兰县：必备说明")
    boss.tick("隐私说明")
    boss.go_on("都兰县：谁来答复")
    boss.fill("姓名", "赵示例")
    boss.fill("工作邮箱", "zhao@example.com")
    boss.go_on("都兰招商网：可以上线了")
    boss.click("button", "上线")
    expect(boss.page.locator(".messagelist .success")).to_have_text(
        "都兰招商网已上线，公众现在就能打开。"
    )
    assert boss.count <= MOST_INTERACTIONS
    assert Site.objects.live().get().slug == "dulan"
    reader = open_page(**how)
    reader.goto("/dulan/")
    expect(reader.get_by_role("heading", level=1)).to_contain_text("把项目建在")


def test_what_is_missing_is_told_and_nothing_typed_is_lost(founder):
    boss = founder(viewport=DESK)
    boss.page.goto("/admin/sites/new/632822/")
    boss.go_on("都兰县：主办与备案")
    boss.page.get_by_label("主办单位").fill("都兰县招商服务中心（示例）")
    boss.page.get_by_label("政府网站标识码").fill("6328220001")
    boss.page.watch.expect_status(boss.page.url)
    boss.click("button", "保存，下一步")
    expect(boss.page.get_by_text("企业网站没有标识码").first).to_be_visible()
    expect(boss.page.get_by_label("主办单位")).to_have_value("都兰县招商服务中心（示例）")
    boss.page.get_by_role("link", name="上线检查").click()
    expect(boss.page.get_by_role("heading", level=1)).to_have_text("都兰招商网：还差 3 项")
    boss.page.watch.expect_status(boss.page.url)
    boss.click("button", "上线")
    expect(boss.page.get_by_role("alert")).to_contain_text("还不能上线，缺招商热线")
    boss.page.get_by_role("link", name="招商热线").click()
    expect(boss.page.get_by_role("heading", level=1)).to_have_text("都兰县：热线与地址")
    boss.page.get_by_role("link", name="预览网站").click()
    expect(boss.page.get_by_text("站点还没有上线，公众还看不到这一页")).to_be_visible()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_every_page_is_accessible(founder, size):
    boss = founder(viewport=size).page
    region = factories.RegionFactory(adcode="632822")
    site = factories.SiteFactory(region=region, slug="dulan", is_live=False, hotline="")
    furnish(site)
    factories.SiteFactory(region=region.parent, slug="haixi")
    steps = [step_url(site, key) for key in KEYS]
    found = {}
    for path in ("/admin/sites/new/?q=都兰", "/admin/sites/new/?q=火星", *steps, check_url(site)):
        boss.goto(path)
        found[path] = complaints_of(boss, is_dark=False), overhang(boss)
    assert found == dict.fromkeys(found, ([], 0))
