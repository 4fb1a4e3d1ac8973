"""Somebody before the desk of a running portal: signs in, also with the second factor."""

import base64
import time

from django_otp.oath import totp
from playwright.sync_api import Browser, Page, expect

from tools.manual.camera import take_picture

DESK = {"width": 1200, "height": 760}
PHONE = {"width": 390, "height": 780}


class Desk:
    """Opens pages of one portal in one browser, and takes pictures of them."""

    def __init__(self, browser: Browser, url: str, passwords: dict[str, str]):
        """`passwords` of the accounts, by user name."""
        self.browser, self.url, self.passwords = browser, url, passwords
        self.pictures = {}

    def shoot(self, name: str, page: Page):
        self.pictures[name] = take_picture(page)

    def open(self, size=None) -> Page:
        """A page of somebody who has not signed in."""
        context = self.browser.new_context(
            base_url=self.url,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            viewport=size or DESK,
            color_scheme="light",
        )
        context.set_default_timeout(20_000)
        return context.new_page()

    def sign_in(self, username: str, size=None) -> Page:
        page = self.open(size)
        page.goto("/admin/")
        self.give_password(page, username)
        expect(page.locator("#content-main")).to_be_visible()
        return page

    def give_password(self, page: Page, username: str):
        page.get_by_label("用户名").fill(username)
        page.get_by_label("密码").fill(self.passwords[username])
        page.locator("#login-form button").click()

    @staticmethod
    def code_shown(page: Page) -> str:
        """What the phone would show that has scanned the picture of this page."""
        page.get_by_text("不能扫码，手工输入密钥").click()
        groups = "".join(page.locator(".gate__key span").all_inner_texts())
        return f"{totp(base64.b32decode(groups)):06}"

    def ask(self, name: str, phone: str, words: str):
        """As a visitor asks; whoever is done within three seconds counts as a program."""
        page = self.open()
        page.goto("/golmud/consult/?topic=space")
        page.locator("[name=contact_name]").fill(name)
        page.locator("[name=phone]").fill(phone)
        page.locator("[name=message]").fill(words)
        page.locator("[name=has_consented]").check()
        time.sleep(3.5)
        page.get_by_role("button", name="提交咨询").click()
        page.wait_for_url("**/golmud/consult/*/**")
        page.context.close()
