"""Tests in a real Chromium: `live_server` and a watched page are all they need."""

import os
import re
import shutil
import threading
import time
from pathlib import Path

import pytest
from django.core.signals import request_finished, request_started
from playwright.sync_api import expect

from tests.browser.watch import Watch
from tests.world import whole_world

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
expect.set_options(timeout=15_000)  # on a busy machine the editor takes its time
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
PATIENCE = 10  # seconds
TODAY = re.compile("^今天")  # how the heading of every start page begins
PASSWORD = "Kunlun-2026-shan"
TITLE = "供气管道今日开通"
TEXT = "园区供气今日开通，" * 33
# The pages inside the address bar cost as much as the page of a test, and nobody types there.
# Of several --disable-features Chromium takes the last: those of Playwright are named again.
FEATURES_OFF = (
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup"),
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"),
    *("HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding"),
    *("ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect"),
    *("OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch"),
)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Of each file, what stands first is looked at in every run; the rest are walks, for CI."""
    here = [item for item in items if item.path.is_relative_to(Path(__file__).parent)]
    first = {}
    for item in here:
        item.add_marker("browser")
        first[item.path] = min(first.get(item.path, item.location[1]), item.location[1])
    for item in here:
        if item.location[1] != first[item.path]:
            item.add_marker("walk")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's Chromium instead of a download; it stays silent towards the network."""
    if not CHROMIUM:
        sentence = "没有找到 chromium：浏览器测试没有运行（Debian 上 apt install chromium）。"
        if os.environ.get("CI"):
            pytest.fail(sentence)
        pytest.skip(sentence)
    quiet = ["--no-sandbox", "--disable-background-networking", "--no-first-run"]
    quiet.append(f"--disable-features={','.join(FEATURES_OFF)}")
    return browser_type_launch_args | {"executable_path": CHROMIUM, "args": quiet}


class Answering:
    """How many requests the live server has begun and not ended; none of the tests' own."""

    def __init__(self):
        self.number, self._lock = 0, threading.Lock()

    def begin(self, **kwargs):
        self._count(1)

    def end(self, **kwargs):
        self._count(-1)

    def _count(self, step):
        if threading.current_thread() is not threading.main_thread():
            with self._lock:
                self.number += step

    def wait(self):
        """Until nothing is answered, three looks one after the other."""
        deadline, quiet = time.monotonic() + PATIENCE, 0
        while quiet < 3 and time.monotonic() < deadline:
            quiet = 0 if self.number else quiet + 1
            time.sleep(0.01)


@pytest.fixture(scope="session")
def answering():
    counter = Answering()
    request_started.connect(counter.begin)
    request_finished.connect(counter.end)
    return counter


@pytest.fixture(autouse=True)
def answered(request, answering):
    """The database is emptied after the server's last answer to the test, not beside it.

    Torn down after the pages are closed: what they still asked for is answered to nobody.
    """
    if "live_server" in request.fixturenames:
        request.getfixturevalue("transactional_db")
    yield
    answering.wait()


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def world(live_server, media, site, other_site):
    return whole_world(site, other_site)


@pytest.fixture
def open_page(live_server, new_context):
    """open_page(viewport=PHONE) → a page on our server; what it complains about fails the test."""
    watches = []

    def make(**kwargs):
        context = new_context(base_url=live_server.url, locale="zh-CN", **kwargs)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.watch = Watch(page, live_server.url)
        watches.append(page.watch)
        return page

    yield make
    assert [complaint for watch in watches for complaint in watch.complaints] == []


@pytest.fixture
def sign_in(open_page, staff, world):
    """sign_in("officer", "关") → (page, user), through the login form."""

    def make(role, username, **kwargs):
        user = staff(role, world.site.region, username=username)
        user.set_password(PASSWORD)
        user.save()
        page = open_page(viewport=DESK, **kwargs)
        page.goto("/admin/")
        page.get_by_label("用户名").fill(username)
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(TODAY)
        page.wait_for_load_state("domcontentloaded")  # single keys are there from then on
        return page, user

    return make


@pytest.fixture
def clerk(sign_in, world):
    """An editor before a new article with a title and 300 characters of body, not saved."""
    page, _ = sign_in("editor", "bian")
    page.goto("/admin/news/article/add/")
    write(page, world)
    return page


def write(page, world):
    page.locator("#id_column").select_option(str(world.column.pk))
    page.locator("#id_title").fill(TITLE)
    page.locator("#id_source").fill("园区管委会")
    page.locator(".cke_editable").click()
    page.keyboard.insert_text(TEXT)


def save(page):
    page.get_by_role("button", name="保存草稿").click()
