"""A session that ends is announced, and the login is asked for inside the page."""

from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from accounts.models import DeskSession as Session
from news.models import Article
from tests.browser.conftest import PASSWORD, TEXT, TITLE, save, write

ADD = "/admin/news/article/add/"
OTHER = "供水管道同日开通"


def sign_in_here(page, password=PASSWORD, username=None):
    login = page.get_by_role("dialog", name="登录已经结束")
    expect(login).to_be_visible()
    if username:
        login.get_by_label("用户名").fill(username)
    login.get_by_label("密码").fill(password)
    login.get_by_role("button", name="登录").click()
    return login


def test_session_over_asks_for_the_password_and_saves_what_was_pressed(clerk, world):
    Session.objects.all().delete()
    save(clerk)
    sign_in_here(clerk)
    expect(clerk.locator(".messagelist .success")).to_be_visible()
    stored = Article.objects.get(title=TITLE)
    assert (TEXT in stored.body, stored.source) == (True, "园区管委会")


def test_wrong_password_is_told_in_the_page_and_the_text_stays(clerk, world):
    Session.objects.all().delete()
    save(clerk)
    login = sign_in_here(clerk, "wrong")
    expect(login.get_by_text("用户名或密码不对")).to_be_visible()
    expect(login.get_by_label("用户名")).to_have_value("bian")
    clerk.keyboard.press("Escape")
    expect(clerk.locator("#id_title")).to_have_value(TITLE)
    save(clerk)
    sign_in_here(clerk)
    expect(clerk.locator(".messagelist .success")).to_be_visible()
    assert Article.objects.filter(title=TITLE).count() == 1


def test_locked_out_here_as_on_the_login_page(clerk, settings):
    settings.AXES_FAILURE_LIMIT = 1
    Session.objects.all().delete()
    save(clerk)
    clerk.watch.expect_status(clerk.url.replace(ADD, "/admin/login/"))
    login = sign_in_here(clerk, "wrong")
    expect(login.get_by_text("密码连续输错太多次")).to_be_visible()
    sign_in_here(clerk)
    expect(login.get_by_text("密码连续输错太多次")).to_be_visible()
    expect(clerk.locator("#id_title")).to_have_value(TITLE)


def test_another_account_begins_with_an_empty_form(clerk, staff, world):
    other = staff("editor", world.site.region, username="bian2")
    other.set_password(PASSWORD)
    other.save()
    asked = []
    clerk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    Session.objects.all().delete()
    save(clerk)
    sign_in_here(clerk, username="bian2")
    expect(clerk.locator("#user-tools")).to_contain_text("bian2")
    expect(clerk.locator(".cke_editable")).to_be_visible()
    expect(clerk.locator("#id_title")).to_have_value("")
    assert (asked, Article.objects.filter(title=TITLE).count()) == ([], 0)


def test_account_that_may_no_longer_enter_hears_why(clerk):
    Session.objects.all().delete()
    get_user_model().objects.filter(username="bian").update(is_staff=False)
    save(clerk)
    login = sign_in_here(clerk)
    expect(login.get_by_text("还不能进工作台")).to_be_visible()


def test_two_tabs_each_go_on(clerk, world):
    second = clerk.context.new_page()
    second.goto(ADD)
    write(second, world)
    second.locator("#id_title").fill(OTHER)  # the same words again would be stored once
    Session.objects.all().delete()
    save(clerk)
    sign_in_here(clerk)
    expect(clerk.locator(".messagelist .success")).to_be_visible()
    save(second)
    expect(second.get_by_text("安全标记已过期")).to_be_visible()
    expect(second.locator("#id_title")).to_have_value(OTHER)
    save(second)
    expect(second.locator(".messagelist .success")).to_be_visible()
    assert Article.objects.filter(title__in=[TITLE, OTHER]).count() == 2


def test_step_beside_a_half_written_answer_waits_for_the_login(sign_in, world):
    page, _ = sign_in("officer", "guan")
    page.goto(f"/admin/leads/lead/{world.waiting.pk}/change/")
    page.get_by_role("textbox", name="答复访客").fill("周四可以看地，请带")
    Session.objects.all().delete()
    page.get_by_role("button", name="认领这条线索").click()
    sign_in_here(page)
    expect(page.get_by_text("这条线索现在由您负责。")).to_be_visible()
    expect(page.get_by_role("textbox", name="答复访客")).to_have_value("周四可以看地，请带")


def test_pressed_twice_is_sent_once(clerk):
    press = "document.querySelector('[name=_save]').click()"
    clerk.evaluate(f"{press}; {press}")
    expect(clerk.locator(".messagelist .success")).to_be_visible()
    assert Article.objects.filter(title=TITLE).count() == 1


def test_idle_session_is_announced_and_its_end_asks_for_the_password(sign_in, world):
    page, _ = sign_in("editor", "bian")
    page.clock.install()
    page.goto(ADD)
    expect(page.locator(".cke_editable")).to_be_visible()
    page.clock.fast_forward("26:00")
    expect(page.get_by_text("再过 5 分钟没有操作就要重新登录")).to_be_visible()
    Session.objects.all().delete()
    page.clock.fast_forward("05:00")
    sign_in_here(page)
    expect(page.get_by_role("dialog")).to_have_count(0)
    write(page, world)
    save(page)
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Article.objects.filter(title=TITLE).count() == 1


def test_going_on_and_typing_prolong_the_session_and_waiting_does_not(sign_in, world):
    page, _ = sign_in("editor", "bian")
    page.clock.install()
    page.goto(ADD)
    expect(page.locator(".cke_editable")).to_be_visible()
    begun = expiry()
    warning = page.get_by_text("再过 5 分钟没有操作就要重新登录")
    page.clock.fast_forward("26:00")
    with page.expect_response("**/admin/"):
        page.get_by_role("button", name="继续工作").click()
    expect(warning).to_be_hidden()
    prolonged = expiry()
    page.clock.fast_forward("06:00")
    with page.expect_response("**/admin/"):
        page.locator("#id_title").press_sequentially("供")
    typed = expiry()
    page.clock.fast_forward("26:00")
    with page.expect_response("**/admin/login/"):
        page.clock.fast_forward("05:00")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert begun < prolonged < typed == expiry()


def expiry():
    return Session.objects.get().expire_date
