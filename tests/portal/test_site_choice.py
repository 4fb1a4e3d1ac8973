"""切换: lists, counts and the start page follow the site chosen; nothing that one may do does."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from news.models import Article
from portal.desk_navigation import navigation_for
from portal.list_views import views_of
from portal.models import DeskPreferences
from portal.site_choice import NOT_OWN
from tests import factories
from tests.leads.factories import LeadFactory

pytestmark = pytest.mark.django_db
PAGE = reverse("desk_site")
ARTICLES = reverse("admin:news_article_changelist")


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()


@pytest.fixture
def texts(site, other_site):
    """One that waits for a signature at each of two sites."""
    made = {}
    for place in (site, other_site):
        column = factories.ColumnFactory(site=place)
        title = f"{place.region.short_name}的消息"
        made[place] = factories.ArticleFactory(column=column, title=title, status="in_review")
        LeadFactory(site=place)
    return made


@pytest.fixture(params=["chief", "two counties", "superuser"])
def anna(request, client, staff, prefecture, site, other_site, superuser):
    if request.param == "superuser":
        user = superuser
    elif request.param == "chief":
        user = staff("manager", prefecture)
    else:
        user = staff("manager", site.region)
        factories.MembershipFactory(user=user, region=other_site.region, role="manager")
    client.force_login(user)
    return user


def titles(page):
    return sorted(article.title for article in page.context["cl"].result_list)


def test_lists_counts_and_start_page_follow_and_come_back(client, anna, texts, site, other_site):
    both = sorted(text.title for text in texts.values())
    assert titles(client.get(ARTICLES)) == both
    reply = client.post(f"{PAGE}?next={ARTICLES}", {"site": site.pk})
    assert (reply.status_code, reply["Location"]) == (302, ARTICLES)
    page = client.get(ARTICLES)
    assert titles(page) == [texts[site].title]
    assert "只看格尔木市（含下级）。" in page.text
    start = client.get(reverse("admin:index")).text
    assert texts[other_site].title not in start
    found = client.get(reverse("desk_jump"), {"q": "的消息"}).text
    assert (texts[site].title in found, texts[other_site].title in found) == (True, False)
    client.post(PAGE, {"site": ""})
    assert titles(client.get(ARTICLES)) == both
    assert texts[other_site].title in client.get(reverse("desk_jump"), {"q": "的消息"}).text


def test_badges_and_views_count_the_site_in_focus(client, anna, texts, site):
    client.post(PAGE, {"site": site.pk})
    request = client.get(ARTICLES).wsgi_request
    badges = {
        entry.job.key: entry.badge.count
        for section in navigation_for(request)
        for entry in section.entries
        if entry.badge.count
    }
    assert (badges["inbox"], badges["article_reviews"]) == (1, 1)
    views = {view.label: view.count for view in views_of(request, Article)}
    assert (views["全部"], views["待审核"]) == ("1", "1")


def test_page_of_a_row_opens_whatever_is_chosen(client, anna, texts, site, other_site):
    client.post(PAGE, {"site": site.pk})
    elsewhere = texts[other_site]
    page = client.get(reverse("admin:news_article_change", args=[elsewhere.pk]))
    assert (page.status_code, page.context["original"]) == (200, elsewhere)
    columns = page.context["adminform"].form.fields["column"].queryset
    assert columns.filter(pk=elsewhere.column_id).exists()
    assert page.context["has_change_permission"]
    history = reverse("admin:news_article_history", args=[elsewhere.pk])
    assert client.get(history).status_code == 200


def test_site_that_is_not_ones_own_is_refused_and_forgotten(client, staff, site, other_site):
    user = staff("editor", site.region)
    client.force_login(user)
    page = client.post(PAGE, {"site": other_site.pk})
    assert (page.status_code, page.text.count(NOT_OWN)) == (400, 1)
    assert client.post(PAGE, {"site": "x"}).status_code == 400
    assert not DeskPreferences.objects.exists()
    DeskPreferences.objects.create(user=user, site=other_site)
    article = factories.ArticleFactory(column=factories.ColumnFactory(site=site))
    assert titles(client.get(ARTICLES)) == [article.title]
    other_site.delete()
    assert DeskPreferences.of(user).site is None


def test_whoever_has_one_site_is_offered_none(client, staff, site, other_site):
    client.force_login(staff("editor", site.region))
    page = client.get(reverse("admin:index"))
    assert ("格尔木市" in page.text, PAGE in page.text) == (True, False)


def test_among_many_one_looks_for_it(client, superuser, site, prefecture):
    for number in range(20):
        region = factories.RegionFactory(parent=prefecture)
        factories.SiteFactory(region=region, slug=f"place{number}")
    client.force_login(superuser)
    page = client.get(PAGE)
    assert (len(page.context["sites"]), page.context["has_more"]) == (12, True)
    assert client.get(PAGE, {"q": "格尔木"}).context["sites"] == [site]
    assert client.get(PAGE, {"q": "没有"}).text.count("没有找到“没有”") == 1
    assert client.get(PAGE, {"q": "长" * 41}).status_code == 400


@pytest.mark.parametrize(
    "wanted", ["//evil.example/admin/", "https://evil.example", "/golmud/", ""]
)
def test_one_comes_back_to_pages_of_the_desk_alone(client, superuser, site, wanted):
    client.force_login(superuser)
    reply = client.post(f"{PAGE}?next={wanted}", {"site": site.pk})
    assert reply["Location"] == reverse("admin:index")
