"""Nothing typed at the desk is lost: the browser keeps a copy and puts it back."""

import pytest
from playwright.sync_api import expect

from accounts.models import DeskSession as Session
from news.models import Article
from tests.browser.conftest import PASSWORD, TEXT, TITLE, TODAY, save

BACK = "还没有保存的内容"
# The script begins two seconds after the page is there.
LOOKS_LATE = """
const listen = window.addEventListener;
window.addEventListener = (name, act, ...rest) =>
    listen(name, act.name === "start" ? () => setTimeout(act, 2000) : act, ...rest);
"""


def wait_for_copies(page, number):
    for _ in range(100):
        if page.evaluate("Object.keys(localStorage).length") == number:
            return
        page.wait_for_timeout(100)
    raise AssertionError(page.evaluate("Object.keys(localStorage)"))


def wait_until_watched(page):
    """Who leaves before the script has looked at the form leaves no copy; it looks again each
    100 ms until all editors are ready."""
    page.wait_for_function(
        "() => Object.values(CKEDITOR.instances).every(({ status }) => status === 'ready')"
    )
    page.wait_for_timeout(300)


def sign_in_again(page):
    page.get_by_label("用户名").fill("bian")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()


def sign_out(page):
    page.locator(".who > summary").click()
    page.get_by_role("button", name="退出").click()


def expect_everything(page, world):
    expect(page.get_by_role("status").filter(has_text=BACK)).to_be_visible()
    expect(page.locator("#id_title")).to_have_value(TITLE)
    expect(page.locator("#id_column")).to_have_value(str(world.column.pk))
    expect(page.locator(".cke_editable")).to_contain_text(TEXT)


def test_session_that_ran_out(clerk, world):
    Session.objects.all().delete()
    clerk.goto("/admin/news/article/add/")
    sign_in_again(clerk)
    expect_everything(clerk, world)
    save(clerk)
    expect(clerk.locator(".messagelist .success")).to_be_visible()
    assert TEXT in Article.objects.get(title=TITLE).body
    clerk.goto("/admin/news/article/add/")
    expect(clerk.locator(".cke_editable")).to_be_visible()
    expect(clerk.locator("#id_title")).to_have_value("")


def test_login_in_another_tab(clerk, world):
    other = clerk.context.new_page()
    other.goto("/admin/")
    sign_out(other)
    other.goto("/admin/")
    sign_in_again(other)
    expect(other.get_by_role("heading", level=1)).to_have_text(TODAY)
    clerk.watch.expect_status(clerk.url)
    save(clerk)
    expect(clerk.get_by_text("安全标记已过期")).to_be_visible()
    expect_everything(clerk, world)
    save(clerk)
    expect(clerk.locator(".messagelist .success")).to_be_visible()
    assert Article.objects.filter(title=TITLE).count() == 1


def test_leaving_is_asked_about_and_coming_back_finds_it(clerk, world):
    asked = []
    clerk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    clerk.get_by_role("navigation", name="工作台", exact=True).get_by_text("今天").click()
    expect(clerk.get_by_role("heading", level=1)).to_have_text(TODAY)
    clerk.goto("/admin/news/article/add/")
    assert asked == ["beforeunload"]
    expect_everything(clerk, world)


def test_what_was_put_back_can_be_thrown_away(clerk, world):
    clerk.on("dialog", lambda dialog: dialog.accept())
    clerk.reload()
    expect_everything(clerk, world)
    clerk.get_by_role("button", name="不要了").click()
    expect(clerk.locator("#id_title")).to_have_value("")
    expect(clerk.get_by_role("status").filter(has_text=BACK)).to_have_count(0)


def test_forms_nobody_wrote_in_are_left_without_a_question(sign_in, world):
    page, _ = sign_in("manager", "zhang")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(page.url), dialog.accept()))
    rows = (world.article, world.page, world.land, world.park, world.policy, world.site)
    for row in rows:
        page.goto(f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/")
        page.wait_for_load_state("networkidle")
    page.goto("/admin/")
    assert asked == []
    # The choice of light or dark is no copy.
    assert page.evaluate("Object.keys(localStorage).filter((key) => key !== 'theme')") == []


def test_refused_form_keeps_what_the_server_sent_back(clerk, world):
    clerk.locator("#id_column").select_option("")
    save(clerk)
    expect(clerk.locator(".errornote").first).to_be_visible()
    expect(clerk.locator("#id_title")).to_have_value(TITLE)
    expect(clerk.get_by_role("status").filter(has_text=BACK)).to_have_count(0)


def test_what_another_has_changed_meanwhile_is_not_overwritten_unasked(sign_in, world):
    page, _ = sign_in("editor", "bian")
    page.on("dialog", lambda dialog: dialog.accept())
    article = Article.objects.filter(column=world.column).first()
    article.withdraw()
    address = f"/admin/news/article/{article.pk}/change/"
    page.goto(address)
    wait_until_watched(page)
    page.locator("#id_title").fill("我写的标题")
    stored = Article.objects.get(pk=article.pk)
    stored.title = "别人改的标题"
    stored.save()
    page.goto(address)
    expect(page.locator("#id_title")).to_have_value("别人改的标题")
    page.get_by_role("button", name="放回我写的").click()
    expect(page.locator("#id_title")).to_have_value("我写的标题")


def test_step_beside_a_half_written_answer_keeps_it_until_it_is_sent(sign_in, world):
    page, _ = sign_in("officer", "guan")
    page.goto(f"/admin/leads/lead/{world.waiting.pk}/change/")
    answer = page.get_by_role("textbox", name="答复访客")
    answer.fill("周四可以看地，请带")
    page.get_by_role("button", name="认领这条线索").click()
    expect(page.get_by_text("这条线索现在由您负责。")).to_be_visible()
    expect(page.get_by_role("textbox", name="答复访客")).to_have_value("周四可以看地，请带")
    # Sent on the second page: no copy of the first is put back to be sent again.
    page.get_by_role("textbox", name="答复访客").fill("最佳园区，周四可以看地。")
    page.watch.expect_status(page.url.replace("/change/", "/step/answer/"))
    page.get_by_role("button", name="发出答复", exact=True).click()
    page.get_by_role("button", name="照样发出").click()
    expect(page.get_by_text("答复已保存")).to_be_visible()
    wait_for_copies(page, 0)


def test_copies_of_one_account_are_not_offered_to_another(clerk, sign_in, world):
    clerk.on("dialog", lambda dialog: dialog.accept())
    clerk.goto("/admin/")
    sign_out(clerk)
    page, _ = sign_in("editor", "bian2", storage_state=clerk.context.storage_state())
    page.goto("/admin/news/article/add/")
    expect(page.locator(".cke_editable")).to_be_visible()
    expect(page.locator("#id_title")).to_have_value("")


def test_two_tabs_write_two_texts(clerk, world):
    other = clerk.context.new_page()
    other.on("dialog", lambda dialog: dialog.accept())
    clerk.on("dialog", lambda dialog: dialog.accept())
    wait_for_copies(clerk, 1)
    other.goto("/admin/news/article/add/")
    expect(other.locator(".cke_editable")).to_be_visible()
    expect(other.get_by_role("status").filter(has_text=BACK)).to_have_count(0)
    expect(other.locator("#id_title")).to_have_value("")
    wait_until_watched(other)
    other.locator("#id_title").fill("另一篇的标题")
    wait_for_copies(other, 2)
    other.close()
    clerk.reload()
    expect_everything(clerk, world)
    save(clerk)
    expect(clerk.locator(".messagelist .success")).to_be_visible()
    clerk.goto("/admin/news/article/add/")
    expect(clerk.locator("#id_title")).to_have_value("另一篇的标题")


def test_text_typed_before_the_script_has_looked_is_no_first_state(sign_in, world):
    page, _ = sign_in("editor", "bian")
    page.on("dialog", lambda dialog: dialog.accept())
    page.add_init_script(LOOKS_LATE)
    page.goto("/admin/news/article/add/")
    page.locator(".cke_editable").click()
    page.keyboard.insert_text(TEXT)
    page.wait_for_timeout(2500)
    page.reload()
    expect(page.locator(".cke_editable")).to_contain_text(TEXT)


def test_rows_added_by_hand_come_back(sign_in, world):
    page, _ = sign_in("editor", "bian")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/admin/parks/listing/add/")
    expect(page.locator(".cke_editable")).to_be_visible()
    wait_until_watched(page)
    for _ in range(2):
        page.locator("#files-group .add-row a").click()
    page.locator("#id_files-1-title").fill("规划条件")
    wait_for_copies(page, 1)
    page.reload()
    expect(page.locator("#id_files-1-title")).to_have_value("规划条件")
    expect(page.locator("#id_files-TOTAL_FORMS")).to_have_value("2")


def test_what_was_written_on_a_row_that_is_gone_becomes_a_new_one(sign_in, world):
    page, _ = sign_in("editor", "bian")
    page.on("dialog", lambda dialog: dialog.accept())
    article = Article.objects.filter(column=world.column).first()
    article.withdraw()
    page.goto(f"/admin/news/article/{article.pk}/change/")
    expect(page.locator(".cke_editable")).to_be_visible()
    page.locator("#id_title").fill("写了一半")
    article.delete()
    save(page)
    page.get_by_role("button", name="放进新的一条").click()
    expect(page.locator("#id_title")).to_have_value("写了一半")


def test_storage_that_is_full_or_refused_is_told(clerk, world):
    clerk.on("dialog", lambda dialog: dialog.accept())
    clerk.evaluate("() => { Storage.prototype.setItem = () => { throw Error('full'); }; }")
    clerk.locator("#id_title").fill("满了")
    told = clerk.get_by_role("status").filter(has_text="浏览器存不下")
    expect(told).to_be_visible()
    clerk.locator("#id_title").fill("又写了一些")
    expect(told).to_have_count(1)


@pytest.mark.parametrize("status", [413, 502, 503, 504])
def test_answer_of_the_proxy_keeps_what_was_typed(clerk, world, status):
    clerk.watch.expect_status(clerk.url)
    page = f"<link rel='icon' href='data:,'><h1>{status}</h1>"

    def refuse(route):
        if route.request.method == "POST":
            return route.fulfill(status=status, body=page, content_type="text/html")
        return route.continue_()

    clerk.route("**/admin/news/article/add/", refuse)
    save(clerk)
    expect(clerk.get_by_role("heading", name=str(status))).to_be_visible()
    clerk.unroute_all()
    clerk.goto("/admin/news/article/add/")
    expect_everything(clerk, world)
    save(clerk)
    expect(clerk.locator(".messagelist .success")).to_be_visible()
    assert Article.objects.filter(title=TITLE).count() == 1
