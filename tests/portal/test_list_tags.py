"""The desk's lists: one bar of filters, cells with the names of their columns, a button an act."""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.contrib import admin
from django.contrib.admin.utils import label_for_field
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from portal.templatetags.list_tags import labelled, list_count
from tests import factories
from tests.world import whole_world

pytestmark = pytest.mark.django_db

ARTICLES = "/admin/news/article/"


@pytest.fixture
def manager(client, staff, site):
    user = staff("manager", site.region)
    client.force_login(user)
    return user


@pytest.fixture
def column(site):
    return factories.ColumnFactory(site=site, name="招商动态")


@pytest.mark.sweep
def test_every_registered_list_opens_in_these_clothes(client, superuser, site, other_site):
    whole_world(site, other_site)
    client.force_login(superuser)
    for model in admin.site._registry:
        url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        page = client.get(url)
        assert page.status_code == 200, url
        assert "desk/lists" in page.text, url
        cells = re.findall(r'<td[^>]* class="field-[^>]*>(?!</td>)', page.text)
        assert all(cell.startswith('<td data-l="') for cell in cells), url
        assert "_facets" not in page.text, url


def test_cell_says_its_column_and_keeps_what_stands_in_it():
    row = [
        SafeString('<td class="action-checkbox"><input></td>'),
        SafeString('<th class="field-title">标题</th>'),
        SafeString('<td class="field-note">{0} &lt;b&gt; {x}</td>'),
        SafeString('<td class="field-blank"></td>'),
    ]
    headers = [{"text": text} for text in ("", "标题", '备"注', "空")]
    cells = labelled(row, headers)
    assert cells == [
        *row[:2],
        '<td data-l="备&quot;注" class="field-note">{0} &lt;b&gt; {x}</td>',
        row[3],
    ]
    assert all(isinstance(cell, SafeString) for cell in cells)


@pytest.mark.parametrize(("is_estimated", "words"), [(False, "12,345"), (True, "约 12,345")])
def test_estimated_count_says_so(is_estimated, words):
    paginator = SimpleNamespace(is_estimated=is_estimated)
    assert list_count(SimpleNamespace(paginator=paginator, result_count=12345)) == words


def test_search_names_the_columns_it_looks_through(client, manager, column):
    assert 'placeholder="标题、摘要、来源"' in client.get(ARTICLES).text


def test_narrowed_list_leads_back_to_the_whole(client, manager, column):
    assert "清除筛选" not in client.get(ARTICLES).text
    page = client.get(ARTICLES, {"status__exact": "draft", "q": "盐湖", "_popup": "1"}).text
    assert '<a class="list-clear" href="?_popup=1">清除筛选</a>' in page
    assert "没有符合条件的文章" in page


@pytest.mark.parametrize(
    ("role", "path", "words"),
    [
        ("auditor", "leads/lead", "只读：您可以看，不能改。能改的是本地区的招商专员、负责人。"),
        ("auditor", "news/article", "只读：您可以看，不能改。能改的是本地区的编辑、审核、负责人。"),
        ("auditor", "parks/exportlog", '<p class="desk-note">只读：您可以看，不能改。</p>'),
        ("editor", "news/kindtag", "只读：您可以看，不能改。能改的是系统管理员。"),
        ("officer", "leads/lead", ""),
        ("editor", "news/article", ""),
        ("boss", "parks/exportlog", "只读：这里是记录，谁也不能改。"),
    ],
)
def test_who_may_only_look_is_told_who_may_more(client, staff, superuser, site, role, path, words):
    client.force_login(superuser if role == "boss" else staff(role, site.region))
    page = client.get(f"/admin/{path}/").text
    assert ("只读：" in page, words in page) == (bool(words), True)


def test_empty_list_says_when_something_will_be_there(client, staff, site):
    client.force_login(staff("officer", site.region))
    page = client.get("/admin/leads/lead/").text
    assert "<h2>还没有线索</h2>" in page
    assert "<p>没有等着答复的咨询。新咨询一来就排在这里，最急的在最前。</p>" in page


def test_list_says_since_when_readers_see_a_row_or_what_to_do(client, manager, column):
    shown = {"approved": "2026-03-01", "draft": "没公开<p>提交审核，通过后公开</p>"}
    for status in shown:
        factories.ArticleFactory(column=column, status=status, publish_at="2026-03-01T10:00+08:00")
    for status, words in shown.items():
        page = client.get(ARTICLES, {"status__exact": status}).text
        assert f'<td data-l="公开" class="field-public_since">{words}</td>' in page


@pytest.mark.parametrize(
    ("choice", "titles"), [("now", ["现在"]), ("later", ["将来"]), ("over", ["过去"])]
)
def test_list_narrows_to_what_readers_see(client, manager, column, choice, titles):
    now = timezone.now()
    day = timedelta(days=1)
    for title, publish_at, expire_at in (
        ("现在", now - day, None),
        ("将来", now + day, None),
        ("过去", now - 2 * day, now - day),
    ):
        factories.ArticleFactory(
            column=column, title=title, publish_at=publish_at, expire_at=expire_at
        )
    factories.ArticleFactory(column=column, title="草稿", status="draft")
    rows = client.get(ARTICLES, {"public": choice}).context["cl"].result_list
    assert [row.title for row in rows] == titles


def test_listings_narrow_to_those_that_nobody_verified(client, manager, site):
    hidden = factories.ListingFactory(
        region=site.region, publish_at=timezone.now() - timedelta(days=2000)
    )
    factories.ListingFactory(region=site.region)
    rows = client.get("/admin/parks/listing/", {"public": "hidden"}).context["cl"].result_list
    assert list(rows) == [hidden]


def test_dates_are_one_of_the_menus(client, manager, column):
    for year in (2016, 2026):
        factories.ArticleFactory(column=column, publish_at=f"{year}-03-01T10:00+08:00")
    page = client.get(ARTICLES).text
    assert '<a href="?publish_at__year=2016">2016</a>' in page
    assert (
        '<summary class="is-on">发布时间：2016</summary>'
        in client.get(ARTICLES, {"publish_at__year": 2016}).text
    )


def test_button_does_its_act_on_what_is_ticked(client, manager, column):
    ticked, left = (factories.ArticleFactory(column=column, status="draft") for _ in range(2))
    page = client.get(ARTICLES).text
    assert '<button type="submit" class="act-submit_selected" name="action"' in page
    sent = {"index": ["0"], "action": "submit_selected", "_selected_action": ticked.pk}
    client.post(ARTICLES, sent)
    assert [type(row).objects.get(pk=row.pk).status for row in (ticked, left)] == [
        "in_review",
        "draft",
    ]


def test_enter_among_the_boxes_does_nothing(client, manager, column):
    """The first button is what Enter presses: it names no act."""
    article = factories.ArticleFactory(column=column, status="draft")
    form = client.get(ARTICLES).text.partition('id="changelist-form"')[2]
    first = re.search(r"<button[^>]*>", form).group()
    assert 'name="index"' in first
    client.post(ARTICLES, {"index": ["0", "0"], "_selected_action": article.pk})
    article.refresh_from_db()
    assert article.status == "draft"


def test_all_rows_of_a_narrowed_list_can_be_taken_at_once(client, manager, column):
    for _ in range(26):
        factories.ArticleFactory(column=column, status="draft")
    assert "选中全部 26 条" in client.get(ARTICLES, {"status__exact": "draft"}).text
    sent = {"action": "submit_selected", "select_across": "1", "_selected_action": "1"}
    client.post(f"{ARTICLES}?status__exact=draft", sent | {"index": "0"})
    assert set(column.articles.values_list("status", flat=True)) == {"in_review"}


def test_every_column_has_a_name_that_a_clerk_reads():
    labels = {
        f"{model.__name__}.{column}": str(label_for_field(column, model, desk))
        for model, desk in admin.site._registry.items()
        for column in desk.list_display
    }
    assert {name for name, label in labels.items() if not re.search("[一-鿿]", label)} == set()
