"""Two people at the same thing at the same moment: a sentence for the second, nothing lost."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.urls import reverse

from news.models import Article, Column
from parks.models import KindRule, ListingIndex
from publishing.models import NotAllowedError, PublishWindow
from publishing.workflow_admin import PublishableAdmin
from search.models import SearchEntry
from tests import factories
from tests.admin_pages import filled
from tests.transactions import overlapping

pytestmark = pytest.mark.django_db(transaction=True)
DRAFT, IN_REVIEW, APPROVED, WITHDRAWN, *_ = PublishWindow.Status
LIST = "admin:news_article_changelist"


@pytest.fixture
def article(site):
    column = factories.ColumnFactory(site=site)
    return factories.ArticleFactory(column=column, status=IN_REVIEW, title="供水工程")


@pytest.fixture(autouse=True)
def nothing_demanded():
    """What is made here can be published."""
    KindRule.objects.update(required=[])


@pytest.fixture
def reviewer(staff, site):
    client = Client()
    client.force_login(staff("reviewer", site.region))
    return client


def messages_of(reply):
    return [str(message) for message in reply.context["messages"]]


def stored(article):
    return Article.objects.get(pk=article.pk)


def rename(article):
    """Somebody else's change of another column of the same row."""
    return lambda: Article.objects.filter(pk=article.pk).update(title="别人改好的标题")


def approve_selected(client, *articles):
    chosen = {"action": "approve_selected", "_selected_action": [row.pk for row in articles]}
    return client.post(reverse(LIST), chosen, follow=True)


@pytest.mark.parametrize(
    ("act", "status"),
    [
        (lambda article, user: article.approve(user), APPROVED),
        (lambda article, user: article.submit(), IN_REVIEW),
        (lambda article, user: article.withdraw(), WITHDRAWN),
    ],
)
def test_a_step_leaves_the_columns_that_others_change(article, superuser, act, status):
    overlapping(rename(article), lambda: act(article, superuser))
    assert (stored(article).title, stored(article).status) == ("别人改好的标题", status)
    assert article.title == "别人改好的标题"
    assert article.history.latest().title == "别人改好的标题"


def test_a_step_looks_at_the_row_as_it_stands(article, superuser):
    def approve():
        Article.objects.get(pk=article.pk).approve(superuser)

    with pytest.raises(NotAllowedError, match="内容已经通过审核"):
        overlapping(approve, lambda: article.approve(superuser))
    assert article.history.count() == 2


def test_a_step_on_what_was_deleted_says_so(article, superuser):
    with pytest.raises(NotAllowedError, match="已被别人删除"):
        overlapping(lambda: Article.objects.get(pk=article.pk).delete(), article.withdraw)


def test_article_marked_doubtful_between_click_and_lock_is_left_alone_in_words(article, reviewer):
    def mark():
        Article.objects.filter(pk=article.pk).update(is_attention_needed=True)

    reply = overlapping(mark, lambda: approve_selected(reviewer, article))
    assert messages_of(reply) == [
        f"“{article}”没有发布。这篇还标着“需要人工处理”：请先核对内容，取消勾选后再发布。"
    ]
    assert stored(article).status == IN_REVIEW


def test_others_of_the_same_click_are_published(article, reviewer):
    other = factories.ArticleFactory(column=article.column, status=IN_REVIEW)

    def mark():
        Article.objects.filter(pk=article.pk).update(is_attention_needed=True)

    reply = overlapping(mark, lambda: approve_selected(reviewer, article, other))
    (said,) = messages_of(reply)[1:]
    assert said.partition(" <button")[0] == "1 条内容已通过审核，到发布时间即公开。"
    assert (stored(article).status, stored(other).status) == (IN_REVIEW, APPROVED)


def test_two_who_add_the_same_thing_at_once_get_a_sentence(site, staff):
    client = Client()
    client.force_login(staff("manager", site.region))
    url = reverse("admin:news_column_add")
    data = {
        "site": site.pk, "name": "要闻", "slug": "news", "description": "消息",
        "keywords": "招商", "type": "工作动态", "position": "1", "is_active": "on",
    }  # fmt: skip
    reply = overlapping(
        lambda: factories.ColumnFactory(site=site, slug="news", name="快了一步"),
        lambda: client.post(url, data),
    )
    assert reply.status_code == 200
    assert reply.context["adminform"].form.non_field_errors() == [
        "已经有站点 和 网址标识相同的栏目，请换一个。"
    ]
    assert list(Column.objects.values_list("name", flat=True)) == ["快了一步"]


def test_form_that_waited_for_another_is_stale(article, reviewer):
    url = reverse("admin:news_article_change", args=[article.pk])
    typed = filled(reviewer.get(url)) | {"title": "我改的", "_save": "1"}

    def another():
        other = Article.objects.get(pk=article.pk)
        other.title = "别人改好的标题"
        other.save()

    reply = overlapping(another, lambda: reviewer.post(url, typed))
    assert "已被别人改过" in reply.text
    assert stored(article).title == "别人改好的标题"


MADE_BY = {
    "news.Article": lambda site: factories.ArticleFactory(
        column=factories.ColumnFactory(site=site), status=IN_REVIEW
    ),
    "news.SitePage": lambda site: factories.SitePageFactory(site=site, status=IN_REVIEW),
    "parks.Park": lambda site: factories.ParkFactory(region=site.region, status=IN_REVIEW),
    "parks.Listing": lambda site: factories.ListingFactory(region=site.region, status=IN_REVIEW),
    "policies.Policy": lambda site: factories.PolicyFactory(region=site.region, status=IN_REVIEW),
}
CLICKS = ("_approve", "_save", "approve_selected", "withdraw_selected")
STALE = ["您打开本页之后，这条内容已被别人改过"]


def test_everything_that_is_reviewed_is_made_here():
    reviewed = {m._meta.label for m, a in admin.site._registry.items() if _is_reviewed(a)}
    assert reviewed == set(MADE_BY)


def _is_reviewed(model_admin):
    return isinstance(model_admin, PublishableAdmin)


def clicked(client, obj, click):
    """A function that sends the page as it is now: a button of the form, or a chosen action."""
    names = f"admin:{obj._meta.app_label}_{obj._meta.model_name}"
    if click.startswith("_"):
        url = reverse(f"{names}_change", args=[obj.pk])
        data = filled(client.get(url)) | {click: "1"}
    elif click == "delete":
        url, data = reverse(f"{names}_delete", args=[obj.pk]), {"post": "yes"}
    else:
        url = reverse(f"{names}_changelist")
        data = {"action": click, "_selected_action": [obj.pk], "post": "yes", "reason": "重复"}
    return lambda: client.post(url, data, follow=True)


def said(reply):
    """What stands on the page that answers, to the first comma or full stop after the name."""
    if reply.status_code == 409:
        return [reply.context["title"]]
    form = reply.context.get("adminform")
    errors = form.form.non_field_errors() if form else []
    return messages_of(reply) + [text.partition("，所以")[0].partition("（")[0] for text in errors]


@pytest.mark.parametrize("label", MADE_BY)
def test_what_another_deletes_between_click_and_lock_is_said(label, site, reviewer):
    found = {}
    for click in CLICKS:
        obj = MADE_BY[label](site)
        send = clicked(reviewer, obj, click)
        found[click] = said(overlapping(lambda row=obj: stored_anew(row).delete(), send))
        name = str(obj)
    assert found["_approve"] == found["_save"] == STALE
    assert found["withdraw_selected"] == [f"“{name}”没有改动。内容已被别人删除。"]
    assert len(found["approve_selected"]) == 1
    assert found["approve_selected"][0].endswith("没有发布。内容已被别人删除。")


@pytest.mark.parametrize("label", MADE_BY)
def test_what_another_approves_between_click_and_lock_is_said(label, site, reviewer, superuser):
    found = {}
    for click in CLICKS[:3]:
        obj = MADE_BY[label](site)
        send = clicked(reviewer, obj, click)
        reply = overlapping(lambda row=obj: stored_anew(row).approve(superuser), send)
        found[click] = said(reply)
    assert found == {
        "_approve": STALE,
        "_save": STALE,
        "approve_selected": [f"“{obj}”没有发布。它现在是“已通过”，不能“通过并发布”。"],
    }


def stored_anew(row):
    return type(row).objects.get(pk=row.pk)


@pytest.mark.parametrize("label", MADE_BY)
@pytest.mark.parametrize("click", ["delete", "delete_selected"])
def test_what_another_approves_meanwhile_is_deleted_with_its_copies(
    label, click, site, staff, superuser
):
    manager = Client()
    manager.force_login(staff("manager", site.region))
    obj = MADE_BY[label](site)
    approve = stored_anew(obj).approve
    reply = overlapping(lambda: approve(superuser), clicked(manager, obj, click))
    assert reply.status_code == 200
    assert not type(obj).objects.filter(pk=obj.pk).exists()
    assert list(SearchEntry.objects.all()) == list(ListingIndex.objects.all()) == []


@pytest.mark.parametrize("click", ["delete", "delete_selected"])
def test_what_another_begins_to_use_meanwhile_is_not_deleted(click, site, superuser):
    client = Client()
    client.force_login(superuser)
    column = factories.ColumnFactory(site=site)

    def write():
        factories.ArticleFactory(column=column)
        connection.check_constraints()  # what Postgres else does at the commit

    reply = overlapping(write, clicked(client, column, click))
    assert (reply.status_code, messages_of(reply)) == (200, [])
    assert len(reply.context["protected"]) == 1
    assert list(Column.objects.all()) == [column]
