import datetime
import re

import pytest
from django.utils import timezone

from news.default_columns import ensure_default_columns
from news.models import Article
from news.views import MOST_STEPS
from tests import factories

PAGE_QUERIES = 7
GUIDE_QUERIES = 7


def ago(days):
    return timezone.now() - datetime.timedelta(days=days)


def test_page_shows_its_text_and_the_other_public_pages(client, site, other_site):
    factories.SitePageFactory(site=site, slug="about", title="关于", body="<p>甲</p><script>乙")
    privacy = factories.SitePageFactory(site=site, slug="privacy", title="隐私")
    factories.SitePageFactory(site=site, title="草稿秘密", status="draft")
    factories.SitePageFactory(site=other_site, title="邻县秘密")
    response = client.get("/golmud/pages/about/")
    assert response.status_code == 200
    assert re.search(r'<div class="prose">(.*?)</div>', response.text)[1] == "<p>甲</p>"
    assert list(response.context["others"]) == [privacy]
    assert "秘密" not in response.text


@pytest.mark.parametrize(
    "hidden", [{"status": "draft"}, {"publish_at": timezone.now() + datetime.timedelta(days=9)}]
)
def test_page_that_is_hidden_is_missing_but_previewed_by_its_editors(client, site, staff, hidden):
    factories.SitePageFactory(site=site, slug="about", **hidden)
    assert client.get("/golmud/pages/about/").status_code == 404
    client.force_login(staff("editor", site.region))
    response = client.get("/golmud/pages/about/")
    assert (response.status_code, "公众还看不到这一页" in response.text) == (200, True)
    assert "no-store" in response.headers["Cache-Control"]


def test_page_of_another_site_is_missing(client, site, other_site):
    factories.SitePageFactory(site=other_site, slug="about")
    assert client.get("/golmud/pages/about/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_page_queries_do_not_grow(client, site, rows, django_assert_num_queries):
    factories.SitePageFactory(site=site, slug="about")
    for _ in range(rows):
        factories.SitePageFactory(site=site)
    with django_assert_num_queries(PAGE_QUERIES):
        client.get("/golmud/pages/about/")


def test_guide_numbers_the_steps_from_the_earliest(client, site, other_site):
    trends, _, guide, _ = ensure_default_columns(site)
    for days, title in [(1, "第三步"), (3, "第一步"), (2, "第二步")]:
        factories.ArticleFactory(column=guide, title=title, publish_at=ago(days))
    factories.ArticleFactory(column=guide, title="草稿", status="draft")
    factories.ArticleFactory(column=trends, title="动态")
    factories.ArticleFactory(column=ensure_default_columns(other_site)[2], title="邻县")
    response = client.get("/golmud/guide/")
    assert [step.title for step in response.context["steps"]] == ["第一步", "第二步", "第三步"]
    assert "tel:4001169096" in response.text


def test_guide_of_a_long_column_leads_on_to_it(client, site):
    guide = ensure_default_columns(site)[2]
    steps = factories.ArticleFactory.build_batch(MOST_STEPS + 1, column=guide)
    Article.objects.bulk_create(steps)
    text = client.get("/golmud/guide/").text
    assert text.count('<h2 class="u-h3"><a href="/golmud/news/') == MOST_STEPS
    more = '<p><a class="more" href="/golmud/news/guide/">其余步骤见“投资指南”栏目</a></p>'
    assert text.count(more) == 1


def test_guide_without_a_column_still_names_a_contact(client, site):
    response = client.get("/golmud/guide/")
    assert response.status_code == 200
    assert "指南正在编写" in response.text
    assert "tel:4001169096" in response.text


@pytest.mark.parametrize("rows", [1, 3])
def test_guide_queries_do_not_grow(client, site, rows, django_assert_num_queries):
    guide = ensure_default_columns(site)[2]
    for _ in range(rows):
        factories.ArticleFactory(column=guide)
    with django_assert_num_queries(GUIDE_QUERIES):
        client.get("/golmud/guide/")


@pytest.mark.parametrize("path", ["guide/", "pages/about/"])
def test_pages_answer_only_safe_methods(client, site, path):
    assert client.post(f"/golmud/{path}").status_code == 405
