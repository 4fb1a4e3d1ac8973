"""A filter is kept, renamed, shared and removed by whoever may; what is wrong comes back filled."""

import pytest
from django.core.cache import cache
from django.db import IntegrityError
from django.urls import reverse

from portal.models import SavedView
from tests import factories

pytestmark = pytest.mark.django_db

ARTICLES = "/admin/news/article/"
ADD = f"{reverse('saved_view_add')}?list=news.article&query=status__exact%3Ddraft%26q%3D%E7%8E%8B"


@pytest.fixture(autouse=True)
def no_counts_of_others():
    cache.clear()


@pytest.fixture
def sign_in(client, staff):
    def make(role, region):
        user = staff(role, region)
        client.force_login(user)
        return user

    return make


def kept(**fields):
    fields = {"list": "news.article", "query": "status__exact=draft", "name": "草稿们"} | fields
    return SavedView.objects.create(**fields)


def change(view):
    return reverse("saved_view_change", args=[view.pk])


def test_filter_is_kept_and_leads_back_to_its_list(client, sign_in, site):
    editor = sign_in("editor", site.region)
    page = client.get(f"{ARTICLES}?status__exact=draft&mine=1").text
    assert "把现在的筛选存成视图" in page
    response = client.post(ADD, {"name": "  我的  草稿 "})
    assert response.headers["Location"] == f"{ARTICLES}?status__exact=draft"
    view = SavedView.objects.get()
    assert (view.user, view.region, view.list, view.query, view.name) == (
        editor,
        None,
        "news.article",
        "status__exact=draft",
        "我的 草稿",
    )
    assert "我的 草稿" in client.get(ARTICLES).text


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "请给视图起个名字。"),
        ("长" * 21, "视图名称最多 20 个字，现在有 21 个。"),
        ("草稿们", "您在这个列表上已经有一个同名的视图，换个名字。"),
    ],
)
def test_bad_name_comes_back_with_a_sentence(client, sign_in, site, name, sentence):
    kept(user=sign_in("editor", site.region))
    response = client.post(ADD, {"name": name})
    assert response.status_code == 400
    assert sentence in response.text
    assert f'value="{name}"' in response.text or not name
    assert SavedView.objects.count() == 1


def test_nobody_keeps_more_than_a_list_can_show(client, sign_in, site):
    editor = sign_in("editor", site.region)
    for number in range(SavedView.MOST):
        kept(user=editor, name=f"视图{number}")
    response = client.post(ADD, {"name": "再一个"})
    assert response.status_code == 400
    assert "一个列表最多存 20 个视图" in response.text


@pytest.mark.parametrize("query", ["", "q=%E7%8E%8B", "body__contains=x", "p=2"])
def test_what_is_no_filter_is_not_kept(client, sign_in, site, query):
    sign_in("editor", site.region)
    url = f"{reverse('saved_view_add')}?list=news.article&query={query.replace('=', '%3D')}"
    response = client.post(url, {"name": "视图"})
    assert response.headers["Location"] == ARTICLES
    assert SavedView.objects.count() == 0


@pytest.mark.parametrize("label", ["", "x", "news.nothing", "leads.lead", "portal.savedview"])
def test_list_that_is_not_open_to_the_account_is_missing(client, sign_in, site, label):
    sign_in("editor", site.region)
    url = f"{reverse('saved_view_add')}?list={label}&query=box%3Dnew"
    assert client.get(url).status_code == 404


def test_only_chiefs_share_and_only_with_their_region(client, sign_in, site, other_site):
    sign_in("editor", site.region)
    assert 'name="region"' not in client.get(ADD).text
    client.post(ADD, {"name": "编辑的", "region": site.region.pk})
    sign_in("manager", site.region)
    refused = client.post(ADD, {"name": "邻县的", "region": other_site.region.pk})
    client.post(ADD, {"name": "全县的", "region": site.region.pk})
    assert refused.status_code == 400
    assert dict(SavedView.objects.values_list("name", "region")) == {
        "编辑的": None,
        "全县的": site.region.pk,
    }


def test_view_is_changed_by_its_owner_and_by_the_chief_of_its_region(
    client, sign_in, staff, site, other_site
):
    owner = staff("manager", site.region)
    own, shared = kept(user=owner), kept(user=owner, region=site.region, name="全县的")
    got = {}
    for role, region in (
        ("manager", site.region),
        ("editor", site.region),
        ("manager", other_site.region),
        ("auditor", site.region),
    ):
        sign_in(role, region)
        pages = client.get(change(own)), client.get(change(shared))
        got[role, region.short_name] = [page.status_code for page in pages]
    assert got == {
        ("manager", "格尔木"): [404, 200],
        ("editor", "格尔木"): [404, 404],
        ("manager", "乌兰"): [404, 404],
        ("auditor", "格尔木"): [404, 404],
    }
    client.force_login(owner)
    assert client.post(change(own), {"name": "改了名"}).status_code == 302
    own.refresh_from_db()
    assert own.name == "改了名"


def test_removed_view_takes_no_row_along(client, sign_in, site):
    editor = sign_in("editor", site.region)
    article = factories.ArticleFactory(column=factories.ColumnFactory(site=site), status="draft")
    view = kept(user=editor)
    assert "改名、共享或删除这个视图" not in client.get(ARTICLES).text
    response = client.post(change(view), {"_delete": "1"})
    assert response.headers["Location"] == ARTICLES
    assert not SavedView.objects.exists()
    assert type(article).objects.filter(pk=article.pk).exists()


def test_view_of_a_list_that_is_closed_to_the_account_by_now_is_missing(client, sign_in, site):
    view = kept(user=sign_in("editor", site.region), list="leads.lead", query="box=new")
    assert client.get(change(view)).status_code == 404


@pytest.mark.parametrize(
    ("again", "constraint"),
    [
        ({}, "portal_savedview_name_once_a_list"),
        ({"name": ""}, "portal_savedview_says_something"),
        ({"name": "另一个", "query": ""}, "portal_savedview_says_something"),
    ],
)
def test_database_keeps_views_that_say_something_once(superuser, again, constraint):
    kept(user=superuser)
    with pytest.raises(IntegrityError, match=constraint):
        kept(user=superuser, **again)
