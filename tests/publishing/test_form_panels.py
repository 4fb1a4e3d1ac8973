"""What stands beside the fields of a publishable form."""

import re

import pytest
from django.urls import reverse

from publishing.form_panels import Mark, open_findings, stages_of, versions_of
from publishing.models import PublishWindow
from tests import admin_pages, factories

pytestmark = pytest.mark.django_db
DRAFT, IN_REVIEW, APPROVED, WITHDRAWN, INTERNAL = PublishWindow.Status


@pytest.fixture
def article(site):
    column = factories.ColumnFactory(site=site)
    return factories.ArticleFactory(column=column, status=DRAFT, title="供水工程")


def current(obj):
    return [stage.label for stage in stages_of(obj) if stage.is_current]


def test_the_way_to_readers_shows_where_it_stands(article):
    seen = [current(None)]
    for status in (DRAFT, IN_REVIEW, APPROVED, WITHDRAWN, INTERNAL):
        article.status = status
        seen.append(current(article))
    assert seen == [["草稿"], ["草稿"], ["待审核"], ["公开"], ["已撤回"], ["内部可见"]]


def test_approved_before_its_time_is_not_yet_public(article):
    article.status, article.publish_at = APPROVED, article.publish_at.replace(year=2090)
    assert current(article) == ["已通过"]


def test_versions_are_counted_from_the_first_and_told_newest_first(article, superuser):
    superuser.first_name = "示例"
    article._history_user, article._change_reason = superuser, "保存"
    article.title = "第二个标题"
    article.save()
    told = [(each.number, each.by, each.reason) for each in versions_of(article)]
    assert told == [(2, superuser.get_username(), "保存"), (1, "系统", "")]


def test_a_refused_form_says_where_and_leads_there(client, staff, site, article):
    client.force_login(staff("editor", site.region))
    url = reverse("admin:news_article_change", args=[article.pk])
    page = admin_pages.press(client, url, title="", event_on="那天")
    errors = [(error.label, error.anchor) for error in page.context["error_summary"]]
    assert errors == [("标题", "id_title"), ("事件日期", "id_event_on")]
    assert '<a href="#id_title">请填写“标题”。</a>' in page.text
    assert 'id="id_title"' in page.text


def test_the_first_button_of_the_page_saves(client, staff, site, article):
    """Enter presses it, wherever one types."""
    client.force_login(staff("reviewer", site.region))
    page = client.get(reverse("admin:news_article_change", args=[article.pk])).text
    form = page[page.index('id="article_form"') :]
    submits = [form.index(text) for text in ('name="_save"', 'name="_submit"', 'name="_approve"')]
    assert submits == sorted(submits)


def test_side_sections_stand_beside_the_text_in_the_one_form(client, staff, site, article):
    client.force_login(staff("editor", site.region))
    page = client.get(reverse("admin:news_article_change", args=[article.pk])).text
    side = page[page.index('<aside class="edit__side"') : page.index("</aside>")]
    names = ("publish_at_0", "expire_at_0", "title", "body")
    assert [f'id="id_{name}"' in side for name in names] == [True, True, False, False]
    assert page.index("</aside>") < page.index('name="_continue"')


def test_long_forms_have_a_list_of_their_headings(client, staff, site):
    listing = factories.ListingFactory(region=site.region)
    client.force_login(staff("editor", site.region))
    page = client.get(reverse("admin:parks_listing_change", args=[listing.pk]))
    groups = page.context["groups"]
    assert [group.label for group in groups][:3] == ["基本", "面积与价格", "位置"]
    assert all(f'id="{group.anchor}"' in page.text for group in groups)
    assert sum(group.missing for group in groups) == len(listing.missing_facts())


def test_why_readers_do_not_see_it_is_told_with_the_way_out(client, staff, site, article):
    client.force_login(staff("editor", site.region))
    url = reverse("admin:news_article_change", args=[article.pk])
    assert client.get(url).context["visibility"].sentence == "还是草稿：提交审核，通过后公开。"
    article.approve(None)
    assert client.get(url).context["visibility"].is_public


def marks(client, obj):
    url = reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_change", args=[obj.pk])
    return [(mark.tone, mark.label) for mark in client.get(url).context["marks"]]


def test_what_keeps_an_article_from_being_published_is_told(client, staff, site, article):
    client.force_login(staff("editor", site.region))
    assert marks(client, article) == [("ok", "必填的都填了")]
    article.is_attention_needed = True
    article.save()
    assert marks(client, article) == [
        ("bad", "还标着“需要人工处理”"),
        ("ok", "必填的都填了"),
    ]


@pytest.mark.parametrize(
    ("tones", "words"),
    [
        ([], ""),
        (["ok"], ""),
        (["warn", "bad", "ok", "sign", "warn"], "1 处必改，1 处要签字，2 处提示"),
    ],
)
def test_open_findings_are_counted_by_weight(tones, words):
    assert open_findings([Mark(tone, "事", "") for tone in tones]) == words


def test_list_tells_who_wrote_and_what_stands_open(client, staff, site):
    editor = staff("editor", site.region, last_name="赵示例")
    column = factories.ColumnFactory(site=site)
    factories.ArticleFactory(column=column, created_by=editor)
    factories.ArticleFactory(column=column, is_attention_needed=True)
    client.force_login(editor)
    page = client.get(reverse("admin:news_article_changelist")).text
    cells = re.findall(r'class="field-(writer|checks)"[^>]*>([^<]*)<', page)
    assert sorted(cells) == [
        ("checks", "1 处必改"),
        ("checks", "全过"),
        ("writer", "没有记录"),
        ("writer", "赵示例"),
    ]


def test_words_a_fair_competition_review_would_stop_at_are_told(client, staff, site):
    policy = factories.PolicyFactory(region=site.region, gist="税收返还三年")
    client.force_login(staff("editor", site.region))
    assert marks(client, policy) == [("ok", "必填的都填了")]
    url = reverse("admin:policies_policy_change", args=[policy.pk])
    rows = client.get(url).context["checked"]
    assert [(row.tone, row.finding.says, row.finding.law) for row in rows] == [
        ("sign", "“税收返还”可能妨碍公平竞争", "《公平竞争审查条例》第十条")
    ]
