"""Three signatures of three people before a text, or a change of it, is public."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.messages import get_messages
from django.db import IntegrityError, transaction
from django.urls import reverse

from core.seen_version import version_of
from news.models import Article, Column
from publishing.models import (
    NotAllowedError,
    PendingChange,
    PublishWindow,
    ReviewComment,
    ReviewSignature,
    SignedFinding,
)
from publishing.patch_diff import brief_differences
from publishing.review_admin import MOST_SHOWN, ReviewMixin
from publishing.review_rounds import ALONE, AUTHOR, SIGNED
from regions.models import Site
from tests import admin_pages, factories

pytestmark = pytest.mark.django_db
DRAFT, IN_REVIEW, APPROVED, WITHDRAWN, *_ = PublishWindow.Status
BODY = "<p>第一段，面积 12 亩。</p><p>第二段。</p>"


@pytest.fixture
def people(staff, site):
    roles = {"writer": "editor", "a": "reviewer", "b": "reviewer", "c": "manager"}
    return {name: staff(role, site.region, last_name=name) for name, role in roles.items()}


@pytest.fixture
def article(site, people):
    column = factories.ColumnFactory(site=site, review_steps=3)
    article = factories.ArticleFactory.build(column=column, title="公告", body=BODY, status=DRAFT)
    article._history_user = article.created_by = people["writer"]
    article.save()
    return article


@pytest.fixture
def act(client, people):
    """One of the people sends something to a page of the article."""

    def send(name, obj, page="review", **data):
        client.force_login(people[name])
        url = url_of(obj, page)
        shown = {"_seen": version_of(type(obj).objects.get(pk=obj.pk))}
        if page == "pending_change":
            shown["_change"] = PendingChange.objects.open_of(obj).version
        reply = client.post(url, shown | data)
        obj.refresh_from_db()
        return reply

    return send


def url_of(obj, page):
    name = f"admin:{obj._meta.app_label}_{obj._meta.model_name}_{page}"
    return reverse(name, args=[obj.pk])


def press(client, user, obj, button="_save", **changes):
    client.force_login(user)
    reply = admin_pages.press(client, url_of(obj, "change"), button, **changes)
    obj.refresh_from_db()
    return reply


def said(reply):
    return [str(message) for message in get_messages(reply.wsgi_request)]


def labels(client, user, obj):
    client.force_login(user)
    return [step.label for step in client.get(url_of(obj, "change")).context["steps"]]


def test_three_people_sign_one_after_the_other(client, people, article, act):
    assert labels(client, people["a"], article) == ["提交审核"]
    press(client, people["writer"], article, "_submit")
    assert labels(client, people["writer"], article) == ["撤回"]
    assert labels(client, people["a"], article) == ["初审签字"]
    waiting = f"“{article}”已签字，还要别的同事接着签；都签了才公开。"
    assert said(press(client, people["a"], article, "_approve")) == [waiting]
    assert labels(client, people["a"], article) == []
    assert said(act("b", article, _approve="1")) == [waiting]
    assert article.status == IN_REVIEW
    assert labels(client, people["c"], article) == ["终审签字并公开"]
    act("c", article, _approve="1")
    assert (article.status, article.approved_by) == (APPROVED, people["c"])
    assert (article.reviewer_names, article.issuer_name) == ("a、b", "c")
    rows = ReviewSignature.objects.order_by("step").values_list("step", "signer__last_name")
    assert list(rows) == [(1, "a"), (2, "b"), (3, "c")]
    assert not ReviewSignature.objects.filter(published_at=None).exists()


def test_names_are_shown_where_the_site_says_so(client, people, article, act):
    Article.objects.update(status=APPROVED, reviewer_names="甲、乙", issuer_name="丙")
    assert "签发：丙" not in client.get(article.get_absolute_url()).text
    site = article.column.site
    site.is_signature_shown = True
    site.save()
    page = client.get(article.get_absolute_url()).text
    assert ("审核：甲、乙" in page, "签发：丙" in page) == (True, True)


def test_nobody_signs_twice_or_what_he_wrote(client, people, article, act):
    press(client, people["a"], article, "_submit", title="公告之二")
    assert said(act("a", article, _approve="1"))[-1] == f"“{article}”没有签字。{AUTHOR}"
    act("b", article, _approve="1")
    assert said(act("b", article, _approve="1"))[-1] == f"“{article}”没有签字。{SIGNED}"
    assert act("writer", article, _approve="1").status_code == 403
    with pytest.raises(NotAllowedError):
        article.approve(people["c"])


def test_words_typed_with_the_signature_are_kept_and_not_signed(client, people, article):
    press(client, people["writer"], article, "_submit")
    reply = press(client, people["a"], article, "_approve", title="改了题目")
    assert (article.title, article.status) == ("改了题目", IN_REVIEW)
    assert "改过的人不签" in said(reply)[0]
    assert not ReviewSignature.objects.exists()
    assert labels(client, people["a"], article) == ["撤回"]


def test_any_later_edit_begins_anew(client, people, article, act):
    press(client, people["writer"], article, "_submit")
    act("a", article, _approve="1")
    act("b", article, _approve="1")
    press(client, people["writer"], article, title="又改")
    assert labels(client, people["a"], article) == ["初审签字"]
    act("c", article, _approve="1")
    assert article.status == IN_REVIEW


def test_what_changed_since_the_page_is_not_signed(client, people, article, act):
    press(client, people["writer"], article, "_submit")
    reply = act("a", article, _approve="1", _seen="2020-01-01")
    assert "打开本页以后内容又改过" in said(reply)[-1]


def test_it_goes_back_with_a_reason_at_the_passage(client, people, article, act):
    press(client, people["writer"], article, "_submit")
    assert labels(client, people["a"], article) == ["初审签字"]
    assert "退回要写明原因" in said(press(client, people["a"], article, "_withdraw"))[-1]
    assert article.status == IN_REVIEW
    assert act("a", article, _return="1", reason=" ").status_code == 400
    act("a", article, _return="1", reason="面积与公告不一致", quote="面积 12  亩")
    assert article.status == WITHDRAWN
    assert article.history.latest().history_change_reason == "退回：面积与公告不一致"
    client.force_login(people["writer"])
    assert "面积与公告不一致" in client.get(url_of(article, "change")).text
    assert "<mark>面积 12 亩</mark>" in client.get(url_of(article, "review")).text
    press(client, people["writer"], article, "_submit", body=BODY.replace("12", "10"))
    assert ReviewComment.objects.get().resolved_by == people["writer"]
    assert labels(client, people["a"], article) == ["初审签字"]


def test_a_change_of_what_is_public_is_signed_the_same_way(client, people, article, act):
    Article.objects.update(status=APPROVED)
    press(client, people["a"], article, title="新题目")
    assert (article.title, PendingChange.objects.get().state) == ("公告", "in_review")
    page = "pending_change"
    assert said(act("a", article, page, _accept="1"))[-1] == AUTHOR
    act("b", article, page, _accept="1")
    assert said(act("b", article, page, _accept="1"))[-1] == SIGNED
    assert press(client, people["c"], article, "_approve").status_code == 403
    PendingChange.objects.keep(article, people["a"], PendingChange.objects.get().patch)
    article.column.review_steps = 2
    article.column.save()
    act("c", article, page, _accept="1")
    assert article.title == "公告"
    act("b", article, page, _accept="1")
    assert (article.title, article.reviewer_names, article.issuer_name) == ("新题目", "c", "b")
    assert PendingChange.objects.latest("pk").state == "published"


def test_nobody_types_a_step_of_the_review_away(client, people, article, act, site):
    Article.objects.update(status=APPROVED)
    quick = factories.ColumnFactory(site=site, review_steps=1)
    press(client, people["a"], article, body="<p>新的。</p>", column=str(quick.pk))
    assert (article.body, PendingChange.objects.get().state) == (BODY, "in_review")
    act("b", article, "pending_change", _accept="1")
    assert ReviewSignature.objects.get().step == 1
    assert article.body == BODY


def test_no_author_publishes_alone_where_somebody_else_signs(client, people, article, act):
    Column.objects.update(review_steps=1)
    reply = press(client, people["a"], article, "_approve", title="改过")
    assert (article.title, article.status) == ("改过", IN_REVIEW)
    assert AUTHOR in said(reply)[0]
    assert "通过并发布" not in labels(client, people["a"], article)
    assert AUTHOR in said(act("a", article, _approve="1"))[0]
    act("b", article, _approve="1")
    assert (article.status, article.approved_by) == (APPROVED, people["b"])
    press(client, people["b"], article, title="又改过")
    assert (article.title, PendingChange.objects.get().state) == ("改过", "in_review")
    assert "通过并换上" not in labels(client, people["c"], article)  # on the page of the change
    act("b", article, "pending_change", _accept="1")
    assert article.title == "改过"
    act("c", article, "pending_change", _accept="1")
    assert article.title == "又改过"


@pytest.mark.parametrize("is_allowed", [False, True])
def test_an_office_of_one_signs_its_own_words_by_leave(client, people, article, is_allowed):
    Column.objects.update(review_steps=1)
    Site.objects.update(is_self_review_allowed=is_allowed)
    get_user_model().objects.filter(pk__in=[people["b"].pk, people["c"].pk]).update(is_active=False)
    reply = press(client, people["a"], article, "_approve", title="改过")
    assert (article.title, article.status == APPROVED) == ("改过", is_allowed)
    assert any(ALONE in words for words in said(reply)) != is_allowed


def test_a_withdrawn_text_takes_its_steps_along(client, people, article, act, site):
    quick = factories.ColumnFactory(site=site, review_steps=1)
    article.status = APPROVED
    article.save()
    article.withdraw()
    press(client, people["writer"], article, "_submit", column=str(quick.pk))
    assert (article.column, article.signatures_needed()) == (quick, 3)
    assert "通过并发布" not in labels(client, people["a"], article)
    act("writer", article, _approve="1")
    for name in ("a", "b"):
        act(name, article, _approve="1")
        assert article.status == IN_REVIEW
    act("c", article, _approve="1")
    assert (article.status, ReviewSignature.objects.count()) == (APPROVED, 3)
    article.withdraw()  # it was public here: from now on this column counts
    assert article.signatures_needed() == 1


def test_a_change_into_a_longer_review_takes_its_steps(client, people, article, act):
    long, quick = article.column, factories.ColumnFactory(site=article.column.site)
    Article.objects.update(status=APPROVED, column=quick)
    press(client, people["writer"], article, column=str(long.pk))
    for name in ("a", "b", "c"):
        assert article.column == quick
        act(name, article, "pending_change", _accept="1")
    assert (article.column, ReviewSignature.objects.count()) == (long, 3)


def test_findings_of_a_change_are_signed_where_it_is_signed(client, people, article, act):
    Column.objects.update(review_steps=2)
    Article.objects.update(status=APPROVED)
    press(client, people["writer"], article, title="最佳公告")
    page, name = url_of(article, "pending_change"), "pending_change"
    assert "由审核人在" in said(act("a", article, name, _accept="1"))[-1]
    assert not ReviewSignature.objects.exists()
    client.force_login(people["a"])
    (row,) = [row for row in client.get(page).context["checked"] if row.is_to_sign]
    assert f'value="{row.finding.key}"' in client.get(page).text
    act("a", article, name, _accept="1", _signed=row.finding.key)
    assert SignedFinding.objects.get().signed_by == people["a"]
    act("b", article, name, _accept="1")
    assert article.title == "最佳公告"


def test_an_unfinished_change_is_not_signed(client, people, article, act):
    Column.objects.update(review_steps=1)
    Article.objects.update(status=APPROVED)
    press(client, people["writer"], article, "_continue", title="新题目")
    for state in ("draft", "returned"):
        PendingChange.objects.update(state=state)
        assert "还没有送审" in said(act("a", article, "pending_change", _accept="1"))[-1]
    assert article.title == "公告"


def test_a_new_column_begins_as_its_site(client, people, site):
    Site.objects.update(review_steps=3)
    other = factories.ColumnFactory(site=site)
    client.force_login(people["writer"])
    url = reverse("admin:news_column_add")
    sent = {"site": site.pk, "name": "新栏目", "slug": "new", "type": other.type}
    sent |= {"review_steps": "1", "description": "说明", "keywords": "新"}
    client.post(url, admin_pages.filled(client.get(url)) | sent)
    assert Column.objects.get(slug="new").review_steps == 3


@pytest.mark.parametrize(
    ("after", "told"), [('<p><a href="/x">供电</a></p>', 0), ("<p>供电</p>", 1)]
)
def test_what_words_do_not_tell_is_not_signed_from_a_list(after, told):
    entry = {"before": ["<p>供水</p>"], "after": [after]}
    patch = {"fields": {"body": entry}, "rows": {}, "labels": []}
    assert len(brief_differences(Article, patch)) == told


def test_signatures_of_one_version_are_of_different_steps_and_people(people, article):
    add = ReviewSignature.objects.add
    add(article, people["a"], 1)
    for name, user, step in (
        ("one_a_step", "b", 1),
        ("different_persons", "a", 2),
        ("known_step", "b", 4),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            add(article, people[user], step)
    with pytest.raises(IntegrityError, match="of_one_version"), transaction.atomic():
        ReviewSignature.objects.update(version_at=None)
    ReviewComment.objects.add(article, people["a"], "看不懂")
    with pytest.raises(IntegrityError, match="resolved_by_somebody"), transaction.atomic():
        ReviewComment.objects.update(resolved_by=people["b"])
    for model, name in (
        (Column, "news_column_known_review_steps"),
        (Site, "regions_site_known_review_steps"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            model.objects.update(review_steps=4)


def test_nothing_is_signed_before_remarks_are_dealt_with(client, people, article, act):
    press(client, people["writer"], article, "_submit")
    words = {"_comment": "1", "remark-words": "出处在哪里", "remark-quote": "第二段"}
    act("b", article, **words)
    assert act("b", article, **words | {"remark-quote": "没有的话"}).status_code == 400
    assert act("b", article, **words | {"remark-words": "长" * 201}).status_code == 400
    assert "还有 1 条意见没有处理" in said(act("a", article, _approve="1"))[-1]
    client.force_login(people["writer"])
    page = client.get(url_of(article, "review")).text
    assert ("<mark>第二段</mark>" in page, "b " in page) == (True, True)
    for resolve in ("1x", "9" * 30, str(ReviewComment.objects.get().pk)):
        act("writer", article, resolve=resolve)
    assert "第二段" in client.get(url_of(article, "change")).text
    act("a", article, _approve="1")
    assert ReviewSignature.objects.get().signer == people["a"]


def test_an_open_remark_is_shown_however_old(people, article):
    first = ReviewComment.objects.add(article, people["b"], "出处在哪里")
    for _ in range(MOST_SHOWN):
        ReviewComment.objects.add(article, people["b"], "错字")
    ReviewComment.objects.exclude(pk=first.pk).resolve(people["a"])
    assert ReviewMixin.comments_of(article)[0] == first


def test_remarks_stop_a_single_signature_too(client, people, article):
    Column.objects.update(review_steps=1)
    ReviewComment.objects.add(article, people["b"], "出处在哪里")
    reply = press(client, people["a"], article, "_approve", title="改过的题目")
    assert "还有 1 条意见没有处理" in said(reply)[0]
    assert (article.title, article.status) == ("改过的题目", IN_REVIEW)
    Article.objects.update(status=APPROVED)
    PendingChange.objects.keep(article, people["writer"], {"fields": {}, "rows": {}, "labels": []})
    client.force_login(people["a"])
    page = client.get(url_of(article, "pending_change"))
    shown = {"_seen": page.context["seen"], "_change": page.context["pending"].version}
    reply = client.post(url_of(article, "pending_change"), shown | {"_accept": "1"})
    assert "还有 1 条意见没有处理" in said(reply)[-1]
    assert PendingChange.objects.get().state == "in_review"


@pytest.mark.parametrize(("name", "steps"), [("a", 3), ("c", 1)])
def test_only_who_answers_for_the_place_says_how_many_sign(client, people, article, name, steps):
    press(client, people[name], article.column, review_steps="1")
    assert article.column.review_steps == steps
