"""Somebody else was quicker: nothing is lost, nobody is overwritten, the merge is a save."""

import pytest
from django.urls import reverse

from news.models import Article
from publishing.models import PendingChange, PublishWindow
from tests import admin_pages, factories

pytestmark = pytest.mark.django_db
DRAFT, IN_REVIEW, APPROVED, WITHDRAWN, *_ = PublishWindow.Status


@pytest.fixture
def article(site):
    column = factories.ColumnFactory(site=site)
    return factories.ArticleFactory(
        column=column,
        status=DRAFT,
        title="旧标题",
        summary="旧摘要",
        source="本站",
        body="<p>旧</p>",
    )


@pytest.fixture
def url(article):
    return reverse("admin:news_article_change", args=[article.pk])


@pytest.fixture
def typed(client, staff, site, url):
    """What an editor's page holds, drawn before the other saved."""
    client.force_login(staff("editor", site.region))
    return admin_pages.filled(client.get(url))


def save_meanwhile(article, **columns):
    row = Article.objects.get(pk=article.pk)
    for name, value in columns.items():
        setattr(row, name, value)
    row.save()


def send(client, url, typed, **changes):
    return client.post(url, typed | {"_save": "1"} | changes)


def page_again(page) -> dict:
    """What the page of choices sends back, before anything is chosen."""
    return dict(page.context["typed"]) | {
        "_seen": page.context["seen"],
        "_before": page.context["before"],
        "_merge": "1",
    }


def labels(parts):
    return [part.label for part in parts]


def stored(article):
    article.refresh_from_db()
    return article.title, article.summary, article.source


def test_each_side_is_told_and_nothing_is_stored(client, article, url, typed):
    save_meanwhile(article, title="他的标题", source="他的来源")
    page = send(client, url, typed, title="我的标题", summary="我的摘要")
    found = page.context["found"]
    assert page.status_code == 409
    assert (labels(found.to_choose), labels(found.settled)) == (["标题"], ["摘要", "来源"])
    assert stored(article) == ("他的标题", "旧摘要", "他的来源")
    for words in ("我的标题", "他的标题", "原来：旧标题", "我的摘要", "他的来源"):
        assert words in page.text


@pytest.mark.parametrize(("choice", "title"), [("mine", "我的标题"), ("theirs", "他的标题")])
def test_the_choice_is_saved_with_what_was_settled(client, article, url, typed, choice, title):
    save_meanwhile(article, title="他的标题", source="他的来源")
    page = send(client, url, typed, title="我的标题", summary="我的摘要")
    reply = send(client, url, page_again(page), **{"_take-title": choice})
    assert reply.status_code == 302
    assert stored(article) == (title, "我的摘要", "他的来源")


def test_a_place_without_a_choice_is_asked_again(client, article, url, typed):
    save_meanwhile(article, title="他的标题")
    page = send(client, url, typed, title="我的标题")
    again = send(client, url, page_again(page))
    assert (again.status_code, labels(again.context["found"].to_choose)) == (400, ["标题"])
    assert "还没有保存" in again.text
    assert stored(article)[0] == "他的标题"


def test_a_third_who_saves_while_one_chooses_is_not_overwritten(client, article, url, typed):
    save_meanwhile(article, title="他的标题")
    page = send(client, url, typed, title="我的标题")
    save_meanwhile(article, title="第三个标题", source="第三个来源")
    again = send(client, url, page_again(page), **{"_take-title": "mine"})
    assert (again.status_code, labels(again.context["found"].to_choose)) == (409, ["标题"])
    assert stored(article) == ("第三个标题", "旧摘要", "第三个来源")


def test_both_texts_go_into_the_form_to_be_made_one(client, article, url, typed):
    save_meanwhile(article, body="<p>他写的</p>")
    page = send(client, url, typed, body="<p>我写的</p>")
    form_page = send(client, url, page_again(page), **{"_take-body": "both"})
    form = form_page.context["adminform"].form
    assert form["body"].value() == "<p>我写的</p>\n<p>他写的</p>"
    article.refresh_from_db()
    assert article.body == "<p>他写的</p>"
    reply = client.post(url, admin_pages.filled(form_page) | {"_save": "1", "body": "<p>一份</p>"})
    article.refresh_from_db()
    assert (reply.status_code, article.body) == (302, "<p>一份</p>")


def test_one_may_go_back_to_the_form_before_saving(client, article, url, typed):
    save_meanwhile(article, source="他的来源")
    page = send(client, url, typed, title="我的标题")
    form_page = client.post(url, page_again(page) | {"_rework": "1"})
    form = form_page.context["adminform"].form
    assert (form["title"].value(), form["source"].value()) == ("我的标题", "他的来源")
    assert stored(article) == ("旧标题", "旧摘要", "他的来源")


def test_the_merge_passes_the_same_checks_as_any_saving(client, article, url, typed):
    """A plain editor changes what a reviewer has just published: it waits for a review."""
    save_meanwhile(article, status=APPROVED, source="他的来源")
    page = send(client, url, typed, title="我的标题")
    send(client, url, page_again(page))
    article.refresh_from_db()
    assert (article.status, article.title) == (APPROVED, "旧标题")
    assert PendingChange.objects.open_of(article).patch["fields"]["title"]["after"] == ["我的标题"]


def test_a_forged_step_on_the_page_is_refused(client, article, url, typed):
    save_meanwhile(article, source="他的来源")
    page = send(client, url, typed, title="我的标题")
    reply = client.post(url, page_again(page) | {"_approve": "1"})
    assert reply.status_code == 403
    assert stored(article)[0] == "旧标题"


def test_the_pressed_step_is_kept_as_a_button_after_saving(client, article, url, typed):
    save_meanwhile(article, source="他的来源")
    page = client.post(url, typed | {"_submit": "1", "title": "我的标题"})
    assert page.text.index('name="_save"') < page.text.index('name="_submit"')
    client.post(url, page_again(page) | {"_submit": "1"})
    article.refresh_from_db()
    assert (article.status, article.title) == (IN_REVIEW, "我的标题")


def test_who_may_not_change_it_merges_nothing(client, staff, site, other_site, url, typed):
    client.force_login(staff("editor", other_site.region))
    reply = client.post(url, typed | {"_merge": "1", "_before": "", "title": "偷改"})
    assert reply.status_code == 302
    assert Article.objects.get().title == "旧标题"


@pytest.mark.parametrize(
    "before",
    ["", "x", "\0", "2026-13-99T00:00", "2026-11-01T00:00", "2020-01-01T00:00:00+00:00"],
)
def test_made_up_versions_are_unknown_ones(client, article, url, typed, before):
    page = send(client, url, typed, title="我的标题", _seen=before)
    assert (page.status_code, labels(page.context["found"].to_choose)) == (409, ["标题"])
    again = client.post(url, page_again(page) | {"_take-title": "both", "_save": "1"})
    assert again.status_code == 400


def test_rows_below_the_form_are_compared_too(client, staff, site):
    land = factories.LandTermsFactory(listing__region=site.region).listing
    client.force_login(staff("manager", site.region))
    url = reverse("admin:parks_listing_change", args=[land.pk])
    typed = admin_pages.filled(client.get(url))
    terms = land.terms()
    terms.tenure_years = 40
    terms.save()
    land.save()
    page = client.post(url, typed | {"_save": "1", "land_terms-0-tenure_years": "50"})
    assert page.status_code == 409
    names = [part.name for part in page.context["found"].to_choose]
    assert names == ["land_terms-0-tenure_years"]
    choice = {"_take-land_terms-0-tenure_years": "theirs", "_save": "1"}
    assert client.post(url, page_again(page) | choice).status_code == 302
    assert type(terms).objects.get(pk=terms.pk).tenure_years == 40


BODY = "<p>第一段</p><p>第二段</p><p>第三段</p>"


@pytest.fixture
def long_text(article, client, staff, site, url):
    """What an editor's page holds of a text of three paragraphs."""
    save_meanwhile(article, body=BODY)
    client.force_login(staff("editor", site.region))
    return admin_pages.filled(client.get(url))


def test_different_paragraphs_of_a_text_merge_by_themselves(client, article, url, long_text):
    save_meanwhile(article, body=BODY.replace("第三段", "他的第三段"))
    page = send(client, url, long_text, body=BODY.replace("第一段", "我的第一段"))
    found = page.context["found"]
    assert (labels(found.to_choose), labels(found.settled)) == ([], ["正文"])
    assert "改了不同的段落，都留下了" in page.text
    assert client.post(url, page_again(page) | {"_save": "1"}).status_code == 302
    article.refresh_from_db()
    assert article.body == "<p>我的第一段</p><p>第二段</p><p>他的第三段</p>"


@pytest.mark.parametrize(
    ("choice", "middle"),
    [
        ("mine", "<p>我的</p>"),
        ("theirs", "<p>他的</p>"),
        ("both", "<p>我的</p><p>他的</p>"),
    ],
)
def test_the_same_paragraph_is_asked_and_the_rest_is_settled(
    client, article, url, long_text, choice, middle
):
    save_meanwhile(article, body="<p>第一段</p><p>他的</p><p>他的第三段</p>")
    page = send(client, url, long_text, body="<p>第一段</p><p>我的</p><p>第三段</p>")
    (name,) = page.context["found"].choice_names
    unanswered = client.post(url, page_again(page) | {"_save": "1"})
    assert unanswered.status_code == 400
    assert client.post(url, page_again(page) | {name: "made-up"}).status_code == 400
    client.post(url, page_again(page) | {name: choice, "_save": "1"})
    article.refresh_from_db()
    assert article.body == f"<p>第一段</p>{middle}<p>他的第三段</p>"
