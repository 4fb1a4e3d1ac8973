"""The steps of review, as editors and reviewers press them."""

import datetime

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from news.models import Article
from publishing.models import PublishWindow
from tests import admin_pages, factories

pytestmark = pytest.mark.django_db
DRAFT, IN_REVIEW, APPROVED, WITHDRAWN, INTERNAL = PublishWindow.Status
ADD = "admin:news_article_add"


@pytest.fixture
def column(site):
    return factories.ColumnFactory(site=site)


@pytest.fixture
def article(column):
    return factories.ArticleFactory(column=column, status=DRAFT, title="供水工程")


@pytest.fixture
def as_role(client, staff, site):
    def log_in(role):
        user = staff(role, site.region)
        client.force_login(user)
        return user

    return log_in


def change_url(article):
    return reverse("admin:news_article_change", args=[article.pk])


def filled(client, url, **changes):
    """The form as the browser would send it back."""
    page = client.get(url)
    return admin_pages.filled(page) | changes


def press(client, article, button, **changes):
    url = change_url(article)
    reply = client.post(url, filled(client, url, **changes) | {button: "1"})
    article.refresh_from_db()
    return reply


def buttons(client, article):
    page = client.get(change_url(article))
    return [step.label for step in page.context["steps"]], page.context["save_label"]


def test_editor_writes_submits_and_history_tells_who(client, as_role, column):
    editor = as_role("editor")
    url = reverse(ADD)
    data = filled(
        client, url, column=column.pk, title="新文章", source="本站", body="<p onclick=x>正文</p>"
    )
    assert client.post(url, data | {"_save": "1"}).status_code == 302
    article = Article.objects.get()
    assert (article.status, article.created_by, article.body) == (DRAFT, editor, "<p>正文</p>")
    press(client, article, "_submit")
    assert article.status == IN_REVIEW
    reasons = article.history.order_by("history_date").values_list(
        "history_change_reason", "history_user", "status"
    )
    assert list(reasons) == [
        ("保存", editor.pk, DRAFT),
        ("提交审核", editor.pk, IN_REVIEW),
    ]


@pytest.mark.parametrize(
    ("role", "status", "steps", "save"),
    [
        ("editor", DRAFT, ["提交审核"], "保存草稿"),
        ("editor", IN_REVIEW, ["撤回"], "保存修改"),
        ("editor", APPROVED, ["撤回"], "保存并送审"),
        ("editor", WITHDRAWN, ["提交审核"], "保存草稿"),
        ("editor", INTERNAL, ["提交审核", "撤回"], "保存修改"),
        ("reviewer", DRAFT, ["提交审核", "通过并发布"], "保存草稿"),
        ("reviewer", IN_REVIEW, ["通过并发布", "撤回"], "保存修改"),
        ("reviewer", APPROVED, ["撤回"], "保存修改"),
        ("manager", WITHDRAWN, ["提交审核", "通过并发布"], "保存草稿"),
    ],
)
def test_buttons_fit_role_and_status(client, as_role, article, role, status, steps, save):
    as_role(role)
    article.status = status
    article.save()
    assert buttons(client, article) == (steps, save)


@pytest.mark.parametrize(
    ("status", "is_offered", "then"),
    [
        (DRAFT, True, INTERNAL),
        (APPROVED, True, INTERNAL),
        (WITHDRAWN, True, INTERNAL),
        (IN_REVIEW, False, IN_REVIEW),
    ],
)
def test_what_is_for_colleagues_alone_is_kept_inside(
    client, as_role, article, status, is_offered, then
):
    as_role("editor")
    article.status = status
    article.save()
    assert ('name="_inside"' in client.get(change_url(article)).text) is is_offered
    press(client, article, "_inside")
    assert (article.status, article.is_published()) == (then, False)


def test_going_on_editing_is_said_once(client, as_role, article):
    as_role("editor")
    reply = press(client, article, "_continue", title="还没写完")
    said = [str(message) for message in get_messages(reply.wsgi_request)]
    assert (len(said), "下面可以接着改" in said[0]) == (1, True)
    assert reply["Location"] == change_url(article)


def test_what_was_saved_is_a_click_away(client, as_role, article):
    as_role("editor")
    reply = press(client, article, "_save", title="还没写完")
    link = f'<a href="{change_url(article)}">{article}</a>'
    assert [str(message) for message in get_messages(reply.wsgi_request)] == [f"“{link}”已保存。"]


def test_reviewer_approves_and_the_typed_change_is_kept(client, as_role, article):
    reviewer = as_role("reviewer")
    press(client, article, "_approve", title="改好的标题")
    assert (article.status, article.approved_by, article.title) == (
        APPROVED,
        reviewer,
        "改好的标题",
    )


def test_editor_cannot_approve_by_a_forged_button(client, as_role, article):
    as_role("editor")
    assert press(client, article, "_approve", title="偷改").status_code == 403
    assert (article.status, article.title) == (DRAFT, "供水工程")


def test_status_and_author_are_not_taken_from_the_form(client, as_role, article, superuser):
    as_role("editor")
    press(
        client, article, "_save", status=APPROVED, approved_by=superuser.pk, created_by=superuser.pk
    )
    assert (article.status, article.approved_by, article.created_by) == (DRAFT, None, None)


def test_what_a_plain_editor_changes_in_public_text_waits_beside_it(client, as_role, article):
    article.approve(None)
    as_role("editor")
    press(client, article, "_save", title="改了一个字")
    assert (article.status, article.title) == (APPROVED, "供水工程")


def test_reviewer_changing_public_text_keeps_it_public(client, as_role, article):
    article.approve(None)
    as_role("reviewer")
    press(client, article, "_save", title="改了一个字")
    assert (article.status, article.title) == (APPROVED, "改了一个字")


def test_saving_nothing_new_changes_nothing_in_public(client, as_role, article):
    article.approve(None)
    as_role("editor")
    press(client, article, "_save")
    assert (article.status, article.history.latest().history_change_reason) == (APPROVED, "保存")


def test_a_missing_day_is_filled_in_without_a_second_review(client, as_role, article):
    article.approve(None)
    editor = as_role("editor")
    press(client, article, "_save", event_on="2026-11-20")
    assert (article.status, article.event_on) == (APPROVED, datetime.date(2026, 11, 20))
    newest = article.history.latest()
    assert (newest.history_user, newest.history_change_reason) == (editor, "更正：事件日期")


def test_a_role_held_elsewhere_publishes_nothing_here(client, as_role, column, other_site):
    user = as_role("editor")
    factories.MembershipFactory(user=user, region=other_site.region, role="reviewer")
    url = reverse(ADD)
    data = filled(client, url, column=column.pk, title="抢先公开", source="本站", body="<p>甲</p>")
    assert client.post(url, data | {"_approve": "1"}).status_code == 403
    assert not Article.objects.exists()


def test_withdraw_takes_it_off_the_site(client, as_role, article):
    article.approve(None)
    as_role("editor")
    press(client, article, "_withdraw")
    assert (article.status, article.is_published()) == (WITHDRAWN, False)


@pytest.mark.parametrize("seen", ["", "2020-01-01T00:00:00+00:00"])
def test_stale_form_is_refused_and_keeps_what_was_typed(client, as_role, article, seen):
    as_role("editor")
    reply = press(client, article, "_save", title="我写的", body="<p>长文</p>", _seen=seen)
    assert reply.status_code == 409
    typed = dict(reply.context["typed"])
    assert (typed["title"], typed["body"]) == ("我写的", "<p>长文</p>")
    assert article.title == "供水工程"


def test_two_people_saving_the_same_form_lose_nothing(client, as_role, article):
    as_role("editor")
    url = change_url(article)
    first, second = filled(client, url, title="甲"), filled(client, url, title="乙")
    client.post(url, first | {"_save": "1"})
    client.post(url, second | {"_save": "1"})
    article.refresh_from_db()
    assert article.title == "甲"


def test_actions_take_only_what_fits_and_say_what_was_left(client, as_role, column):
    as_role("editor")
    rows = [factories.ArticleFactory(column=column, status=s) for s in (DRAFT, APPROVED, WITHDRAWN)]
    reply = client.post(
        reverse("admin:news_article_changelist"),
        {"action": "submit_selected", "_selected_action": [row.pk for row in rows]},
        follow=True,
    )
    said = [str(message).partition(" <button")[0] for message in reply.context["messages"]]
    assert said == [
        "2 条内容已提交审核，审核通过后公开。",
        "1 条没有改动：状态不合适，或不在您有“提交审核”权限的地区。",
    ]
    assert list(Article.objects.order_by("pk").values_list("status", flat=True)) == [
        IN_REVIEW,
        APPROVED,
        IN_REVIEW,
    ]


def test_approve_action_is_for_reviewers(client, as_role, article):
    url = reverse("admin:news_article_changelist")
    data = {"action": "approve_selected", "_selected_action": [article.pk]}
    as_role("editor")
    client.post(url, data)
    article.refresh_from_db()
    assert article.status == DRAFT
    reviewer = as_role("reviewer")
    client.post(url, data)
    article.refresh_from_db()
    assert (article.status, article.approved_by) == (APPROVED, reviewer)


def test_empty_paragraph_counts_as_no_text(client, as_role, article):
    as_role("editor")
    reply = press(client, article, "_save", body="<p>&nbsp;</p>")
    assert list(reply.context["adminform"].form.errors) == ["body"]


def test_old_versions_are_read_only_for_superusers_too(client, superuser, article):
    article.approve(None)
    client.force_login(superuser)
    first = article.history.order_by("history_date").first()
    url = reverse("admin:news_article_simple_history", args=[article.pk, first.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {"title": "旧"}).status_code == 403
    article.refresh_from_db()
    assert article.status == APPROVED
