"""Views of lists: what everybody needs, and what staff kept, counted among rows they may see."""

import pytest
from django.contrib import admin
from django.core.cache import cache
from django.http import QueryDict

from news.models import Article
from parks.models import Park
from portal.list_views import STANDING, filters_of, narrowed_rows, views_of
from portal.models import SavedView
from regions.models import Region
from tests import factories

pytestmark = pytest.mark.django_db

DRAFTS = "status__exact=draft"


@pytest.fixture(autouse=True)
def no_counts_of_others():
    cache.clear()


@pytest.fixture
def asked(rf):
    def make(user, query=""):
        request = rf.get(f"/admin/news/article/?{query}")
        request.user = user
        return request

    return make


@pytest.fixture
def drafts(site, other_site):
    """Two of ours, one of theirs; and one that is public."""
    ours, theirs = (factories.ColumnFactory(site=place) for place in (site, other_site))
    for column, status in ((ours, "draft"), (ours, "draft"), (theirs, "draft"), (ours, "approved")):
        factories.ArticleFactory(column=column, status=status)
    return ours


def counts(views):
    return {view.label: view.count for view in views}


def test_standing_views_count_what_their_list_shows(client, asked, staff, site, drafts):
    editor = staff("editor", site.region)
    views = views_of(asked(editor), Article)
    assert counts(views) == {
        "全部": "3",
        "我写的": "0",
        "草稿": "2",
        "待审核": "0",
        "有改动待审": "0",
        "定时公开": "0",
        "公开中": "1",
        "已撤回": "0",
        "旧文待核对": "0",
    }
    client.force_login(editor)
    shown = {view.label: client.get(view.url).context["cl"].result_count for view in views}
    assert shown == {view.label: int(view.count) for view in views}


def test_every_standing_view_is_a_filter_of_its_list(asked, superuser):
    for model, standing in STANDING.items():
        for one in standing:
            rows = narrowed_rows(asked(superuser), model, one.query)
            assert rows is not None, (model, one.label)
            asks = str(rows.query) != str(narrowed_rows(asked(superuser), model, "").query)
            assert asks is bool(one.query), (model, one.label)


def test_views_cost_two_queries_and_then_one(asked, staff, site, drafts, django_assert_num_queries):
    request = asked(staff("editor", site.region))
    SavedView.objects.create(user=request.user, list="news.article", query=DRAFTS, name="我的草稿")
    assert request.user.memberships.count() == 1
    views_of(asked(request.user), Article)
    cache.clear()
    with django_assert_num_queries(2):  # what was kept, all counts
        views_of(request, Article)
    with django_assert_num_queries(1):
        views_of(request, Article)


def test_present_filter_is_the_current_view_in_any_order(asked, staff, site, drafts):
    editor = staff("editor", site.region)

    def current(query):
        return [view.label for view in views_of(asked(editor, query), Article) if view.is_current]

    assert current("") == current("o=1&q=盐湖&p=2") == ["全部"]
    assert current(f"{DRAFTS}&o=-2") == ["草稿"]
    assert current(f"{DRAFTS}&mine=1") == []


def test_shared_view_shows_each_reader_his_own_rows(
    asked, staff, site, other_site, prefecture, drafts
):
    chief = staff("manager", prefecture)
    SavedView.objects.create(
        user=chief, region=prefecture, list="news.article", query=DRAFTS, name="各县草稿"
    )
    seen = {
        "chief": views_of(asked(chief), Article)[-1],
        "ours": views_of(asked(staff("editor", site.region)), Article)[-1],
        "theirs": views_of(asked(staff("editor", other_site.region)), Article)[-1],
    }
    assert {who: (view.label, view.count) for who, view in seen.items()} == {
        "chief": ("各县草稿", "3"),
        "ours": ("各县草稿", "2"),
        "theirs": ("各县草稿", "1"),
    }
    assert [view.label for view in views_of(asked(chief), Park)][-1] == "已撤回"


def test_view_is_not_shown_outside_of_its_region(asked, staff, site, other_site, drafts):
    chief = staff("manager", site.region)
    for region in (None, site.region):
        SavedView.objects.create(
            user=chief, region=region, list="news.article", query=DRAFTS, name=f"视图{region}"[:20]
        )
    outsider = staff("editor", other_site.region)
    assert [v for v in views_of(asked(outsider), Article) if v.saved] == []


def test_filter_that_the_list_refuses_is_left_out(asked, superuser):
    for query in ("body__contains=x", "status__exact__x=1", "publish_at__year=ab"):
        SavedView.objects.create(user=superuser, list="news.article", query=query, name=query[:20])
    assert [view for view in views_of(asked(superuser), Article) if view.saved] == []


def test_what_was_typed_is_not_kept():
    asked = QueryDict("status__exact=draft&q=王先生 13800001234&p=3&o=-2&_popup=1&e=1")
    assert filters_of(asked) == "status__exact=draft&o=-2"


def test_lists_that_nobody_designed_have_their_whole(asked, superuser, site):
    request = asked(superuser)
    for model in admin.site._registry:
        assert views_of(request, model)[0].label in {"全部", "收件箱", "没兑现"}, model
    everything = views_of(request, Region)[0]
    assert int(everything.count) == Region.objects.count()
