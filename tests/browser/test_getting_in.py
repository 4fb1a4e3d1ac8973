"""A first day from the invitation on; password and code are asked for inside the page, too."""

import base64
import re

from django.core import mail
from django.urls import reverse
from django_otp.oath import totp
from playwright.sync_api import expect

from accounts.invitations import send_owed
from accounts.models import Authenticator
from news.models import Article
from tests.browser.conftest import DESK, PASSWORD, TEXT, TITLE, save, write

SECRET = b"twenty bytes, exactly"[:20]


def test_first_day_from_the_invitation_to_an_article_handed_in(sign_in, open_page, world, settings):
    chief, _ = sign_in("manager", "fuzeren")
    chief.goto(reverse("admin:staff_add"))
    chief.get_by_label("姓名").fill("吴示例")
    chief.get_by_label("工作邮箱").fill("wu@example.com")
    chief.get_by_label("编辑：").check()
    chief.get_by_role("button", name="登记并发出邀请").click()
    expect(chief.locator(".messagelist .success")).to_have_text(
        "邀请邮件正发往 wu@example.com，7 天内有效。"
    )
    seen = chief.locator(".sheet").filter(has_text="登录后会看到")
    expect(seen).to_contain_text("文章")
    expect(seen).not_to_contain_text("咨询收件箱")
    send_owed()
    [path] = re.findall(r"http://[^/]+(/admin/invitation/\S+)", mail.outbox[0].body)

    settings.SECOND_FACTOR, settings.SECOND_FACTOR_GRACE_DAYS = True, 0
    clerk = open_page(viewport=DESK)
    clerk.goto(path)
    clerk.get_by_label("新密码").fill(PASSWORD)
    clerk.get_by_label("再输一次").fill(PASSWORD)
    clerk.get_by_role("button", name="保存密码").click()
    clerk.get_by_label("用户名").fill("wu")
    clerk.get_by_label("密码").fill(PASSWORD)
    clerk.get_by_role("button", name="下一步").click()
    clerk.get_by_text("不能扫码，手工输入密钥").click()
    secret = base64.b32decode("".join(clerk.locator(".gate__key span").all_inner_texts()))
    clerk.get_by_label("验证码").fill(f"{totp(secret):06}")
    clerk.get_by_role("button", name="完成设置").click()
    expect(clerk.locator(".gate__codes li")).to_have_count(10)
    clerk.get_by_role("link", name="已经保存，进入工作台").click()
    expect(clerk.locator(".who summary")).to_contain_text("吴示例")

    clerk.get_by_role("link", name="写一篇文章").click()
    write(clerk, world)
    clerk.get_by_role("button", name="提交审核").click()
    expect(clerk.get_by_text("已提交审核，审核通过后公开")).to_be_visible()
    article = Article.objects.get(title=TITLE)
    assert (article.status, article.created_by.get_full_name()) == ("in_review", "吴示例")


def test_session_over_asks_for_password_and_code_in_the_page(sign_in, world, settings):
    page, user = sign_in("editor", "bian")
    settings.SECOND_FACTOR = True
    page.goto("/admin/news/article/add/")
    write(page, world)
    Authenticator.replace(user, SECRET, last_t=-1)
    save(page)
    login = page.get_by_role("dialog", name="登录已经结束")
    login.get_by_label("密码").fill(PASSWORD)
    login.get_by_role("button", name="登录").click()
    expect(login.get_by_text("打开手机上的验证器")).to_be_visible()
    login.get_by_label("密码").fill(PASSWORD)
    login.get_by_label("验证码").fill(f"{totp(SECRET):06}")
    login.get_by_role("button", name="登录").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert TEXT in Article.objects.get(title=TITLE).body
