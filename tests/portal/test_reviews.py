"""Signing from the list, and sending back with a word why: who may, what, and what stops it."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from core.seen_version import version_of
from news.models import Article
from tests import factories

pytestmark = pytest.mark.django_db
START = reverse("admin:index")
OVERTAKEN = "“{}”刚刚被改过，或已经审过：请打开看过再签。"


@pytest.fixture
def text(site, staff):
    return factories.ArticleFactory(
        column=factories.ColumnFactory(site=site),
        title="公告",
        kind_tag=None,
        status="in_review",
        created_by=staff("editor", site.region),
    )


@pytest.fixture
def reviewer(client, staff, site):
    user = staff("reviewer", site.region)
    client.force_login(user)
    return user


def address(obj):
    return reverse("desk_review", args=[obj._meta.model_name, obj.pk])


def sign(client, obj, **data):
    data = {"_approve": "", "_seen": version_of(obj)} | data
    return client.post(address(obj), data, follow=True)


def said(page):
    return [str(message) for message in page.context["messages"]]


def status_of(obj):
    return Article.objects.get(pk=obj.pk).status


def test_text_that_passes_every_check_is_signed_from_the_start_page(client, reviewer, text):
    page = client.get(START).text
    assert f'action="{address(text)}"' in page
    assert f'value="{version_of(text)}"' in page
    done = sign(client, text)
    (words,) = said(done)
    assert words.startswith(f"“{text}”已通过审核，到发布时间即公开。 <button")
    stored = Article.objects.get()
    assert (stored.status, stored.approved_by) == ("approved", reviewer)
    assert stored.history.latest().history_change_reason == "通过并发布"
    assert LogEntry.objects.get().change_message == "通过并发布"
    path, version = re.search(r'formaction="([^"]+)" name="versions" value="(\d+)"', words).groups()
    client.post(path, {"versions": version})
    assert status_of(text) == "in_review"  # taken back within ten minutes


def test_text_with_findings_has_to_be_opened(client, reviewer, text):
    text.is_attention_needed = True
    text.save()
    why = "还有 1 处必改，不能在列表里直接签：请打开看过再签。"
    page = client.get(START).text
    listed = "要核对的地方不止文字，不能在列表里直接签：请打开看过再签。"
    assert (listed in page, address(text) in page) == (True, False)
    done = sign(client, text)
    assert (said(done), status_of(text)) == ([why], "in_review")


def test_facts_are_not_signed_unopened(client, reviewer, site):
    listing = factories.ListingFactory(region=site.region, title="厂房", status="in_review")
    assert address(listing) not in client.get(START).text
    why = "要核对的地方不止文字，不能在列表里直接签：请打开看过再签。"
    assert said(sign(client, listing)) == [why]


def test_own_text_is_not_signed_from_the_list(client, staff, site, text):
    manager = staff("manager", site.region)
    Article.objects.update(created_by=manager)
    client.force_login(manager)
    done = sign(client, Article.objects.get())
    assert said(done) == ["自己写的稿子，不能在列表里直接签：请同事审，或打开看过再定。"]
    assert status_of(text) == "in_review"


@pytest.mark.parametrize("seen", ["", "2026", None])
def test_what_changed_meanwhile_is_looked_at_first(client, reviewer, text, seen):
    drawn = version_of(text) if seen is None else seen
    text.save()
    done = sign(client, text, _seen=drawn)
    assert (said(done), status_of(text)) == ([OVERTAKEN.format(text)], "in_review")


def test_what_is_signed_already_is_told(client, reviewer, text):
    sign(client, text)
    assert said(sign(client, text)) == [OVERTAKEN.format(text)]


def test_text_goes_back_with_a_word_why(client, reviewer, text):
    assert client.get(address(text)).status_code == 200
    done = client.post(address(text), {"reason": "面积与公告不一致"}, follow=True)
    assert said(done) == [f"“{text}”已退回，作者打开它就看到原因。"]
    stored = Article.objects.get()
    assert stored.status == "withdrawn"
    assert stored.history.latest().history_change_reason == "退回：面积与公告不一致"


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("", "请写明哪里要改：没有写，作者不知道从哪里改起。"),
        (" \n　", "请写明哪里要改：没有写，作者不知道从哪里改起。"),
        ("长" * 91, "最多 90 个字，现在有 91 个。"),
    ],
)
def test_nothing_goes_back_without_a_reason(client, reviewer, text, reason, sentence):
    page = client.post(address(text), {"reason": reason})
    assert (page.status_code, page.context["form"].errors["reason"]) == (400, [sentence])
    assert page.context["form"]["reason"].value() == reason
    assert status_of(text) == "in_review"


@pytest.mark.parametrize("role", ["editor", "officer", "auditor", "reviewer elsewhere"])
def test_others_neither_sign_nor_send_back(client, staff, site, other_site, text, role):
    place = other_site if role == "reviewer elsewhere" else site
    client.force_login(staff(role.split()[0], place.region))
    for data in ({"_approve": "", "_seen": version_of(text)}, {"reason": "不合适"}):
        assert client.post(address(text), data).status_code == 404
    assert (client.get(address(text)).status_code, status_of(text)) == (404, "in_review")


@pytest.mark.parametrize(("kind", "pk"), [("user", 1), ("lead", 1), ("article", 10**30)])
def test_what_nobody_reviews_is_not_found(client, reviewer, kind, pk):
    assert client.get(reverse("desk_review", args=[kind, pk])).status_code == 404
