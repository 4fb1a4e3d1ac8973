"""Two people at the same thing at the same moment: a sentence for the second, nothing lost."""

import pytest
from django.test import Client
from django.urls import reverse

from news.models import Article, Column
from publishing.models import NotAllowedError, PublishWindow
from tests import factories
from tests.admin_pages import filled
from tests.transactions import overlapping

pytestmark = pytest.mark.django_db(transaction=True)
DRAFT, IN_REVIEW, APPROVED, WITHDRAWN = PublishWindow.Status
LIST = "admin:news_article_changelist"


@pytest.fixture
def article(site):
    column = factories.ColumnFactory(site=site)
    return factories.ArticleFactory(column=column, status=IN_REVIEW, title="供水工程")


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
    assert messages_of(reply)[1:] == ["1 条内容已通过审核，到发布时间即公开。"]
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
        "包含 站点 和 网址标识 的 栏目 已经存在。"
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
