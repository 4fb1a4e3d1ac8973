"""A day at the desk, told by whom the manual is for; each `yield` names a picture and its page.

Pictures of one role follow one another as the work does: what the clerk hands in waits for the
reviewer. Whatever a story looks for by name and does not find stops it: then the manual's words are
old, too.
"""

from tools.manual.desk import PHONE

# Every picture, in the manual of each role. Stories yield these and no others, in this order.
PICTURES = {
    "clerk": (
        "sign-in",
        "second-factor",
        "recovery-codes",
        "start-editor",
        "second-factor-code",
        "article",
        "article-handed-in",
        "place",
        "to-verify",
        "jump",
    ),
    "reviewer": ("start-reviewer", "to-review", "review", "signed"),
    "officer": ("start-officer", "inbox", "enquiry", "answered"),
    "chief": ("start-chief", "hand-over", "staff-new", "staff-one", "staff", "contact-views"),
    "sites": ("site-region", "site-step", "site-check"),
}
TITLE = "昆仑片区供气管道今日通气"
BODY = (
    "3 月 2 日，昆仑片区供气管道通气，沿线企业当天可以报装。"
    "日供气能力 12 万立方米，先保障盐湖化工和新材料项目。"
)
WANTED = "想租带行车的厂房，3,000 ㎡ 左右，明年 3 月入驻，可以现场看吗？"
ANSWER = "昆仑片区 3 号厂房带 10 t 行车，可以整租。周四上午可以看，请带营业执照。"


def clerk(desk):
    page = desk.open()
    page.goto("/admin/")
    yield "sign-in", page
    desk.give_password(page, "golmud-editor")
    page.goto("/admin/second-factor/setup/")
    yield "second-factor", page
    page.locator("#id_password").fill(desk.passwords["golmud-editor"])
    page.locator("#id_code").fill(desk.code_shown(page))
    page.get_by_role("button", name="完成设置").click()
    page.locator(".gate__codes").wait_for()
    yield "recovery-codes", page
    page.get_by_role("link", name="已经保存，进入工作台").click()
    page.locator("#content-main").wait_for()
    yield "start-editor", page
    newcomer = desk.open()
    newcomer.goto("/admin/")
    desk.give_password(newcomer, "golmud-editor")
    newcomer.get_by_text("输入 6 位验证码").wait_for()
    yield "second-factor-code", newcomer

    page.goto("/admin/")
    page.get_by_role("link", name="写一篇文章").click()
    page.locator(".cke_editable").click()
    page.keyboard.insert_text(BODY)
    column = page.locator("#id_column option", has_text="招商动态").first
    page.locator("#id_column").select_option(column.get_attribute("value"))
    page.locator("#id_title").fill(TITLE)
    page.evaluate("scrollTo(0, 0)")
    yield "article", page
    page.locator("#id_source").fill("格尔木招商网编辑部（示例）")
    page.get_by_role("button", name="提交审核").click()
    page.get_by_text("已提交审核").wait_for()
    yield "article-handed-in", page

    page.goto("/admin/parks/listing/?q=A-12")
    page.get_by_role("link", name="昆仑片区 A-12 标准地 126 亩").first.click()
    page.locator(".edit").wait_for()
    yield "place", page
    page.goto("/admin/worklists/verification/")
    yield "to-verify", page
    page.goto("/admin/jump/?q=昆仑")
    yield "jump", page


def reviewer(desk):
    page = desk.sign_in("golmud-reviewer", PHONE)
    yield "start-reviewer", page
    page.goto("/admin/news/article/?status__exact=in_review")
    yield "to-review", page
    page.get_by_role("link", name=TITLE).first.click()
    page.locator(".edit").wait_for()
    yield "review", page
    page.get_by_role("button", name="通过并发布").click()
    page.get_by_text("已通过审核").wait_for()
    yield "signed", page


def officer(desk):
    desk.ask(
        "赵女士", "13800001234", "想租带行车的厂房，3,000 ㎡ 左右，明年 3 月入驻，可以现场看吗？"
    )
    desk.ask("钱先生", "13900005678", "做钾肥包装，需要靠铁路货场的仓库，租金怎么算？")
    page = desk.sign_in("golmud-officer")
    yield "start-officer", page
    page.goto("/admin/leads/lead/")
    yield "inbox", page
    page.locator("#result_list tbody tr", has_text="赵女士").locator("th a").click()
    page.get_by_role("button", name="认领这条线索").click()
    page.get_by_text("这条线索现在由您负责。").wait_for()
    page.get_by_role("button", name="显示联系方式").click()
    page.get_by_role("link", name="13800001234").wait_for()
    answer = page.get_by_role("textbox", name="答复访客")
    answer.fill(f"{answer.input_value()}\n{ANSWER}")
    yield "enquiry", page
    page.get_by_role("button", name="发出答复").click()
    page.get_by_text("答复已保存").wait_for()
    yield "answered", page


def chief(desk):
    page = desk.sign_in("golmud-manager")
    yield "start-chief", page
    page.goto("/admin/leads/lead/")
    page.locator("#result_list tbody tr", has_text="钱先生").locator("th a").click()
    page.get_by_role("heading", name="指派").scroll_into_view_if_needed()
    yield "hand-over", page
    page.goto("/admin/staff/add/")
    page.get_by_label("姓名").fill("冯示例")
    page.get_by_label("工作邮箱").fill("feng@example.com")
    page.get_by_label("编辑：").check()
    yield "staff-new", page
    page.get_by_role("button", name="登记并发出邀请").click()
    page.get_by_role("heading", name="登录后会看到").wait_for()
    yield "staff-one", page
    page.goto("/admin/staff/")
    yield "staff", page
    page.goto("/admin/leads/lead/contact-views/")
    yield "contact-views", page


def sites(desk):
    page = desk.sign_in("admin")
    page.goto("/admin/sites/new/?q=都兰")
    yield "site-region", page
    page.goto("/admin/sites/new/632822/")
    page.get_by_role("button", name="保存，下一步").click()
    page.get_by_label("主办单位").fill("都兰县招商服务中心（示例）")
    yield "site-step", page
    page.goto(page.url.rsplit("/", 2)[0] + "/check/")
    yield "site-check", page


STORIES = {"clerk": clerk, "reviewer": reviewer, "officer": officer, "chief": chief, "sites": sites}


def tell(desk):
    """All of them, one after the other; the pictures are then in `desk.pictures`."""
    for story in STORIES.values():
        for name, page in story(desk):
            desk.shoot(name, page)
