"""Links by what is meant: they keep leading there, and the desk says who links."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from publishing.models import TextLink
from tests import factories


@pytest.fixture
def page(site):
    return factories.SitePageFactory(site=site, slug="about", title="关于我们")


@pytest.fixture
def article(site, page):
    body = '<p><a href="/golmud/pages/about/?a=1&amp;b=2#top">关于</a></p>'
    return factories.ArticleFactory(column__site=site, title="引用者", body=body)


def links(client, article):
    text = client.get(article.get_absolute_url()).text
    return (
        "/golmud/pages/about/?a=1&amp;b=2#top" in text,
        "/golmud/pages/us/?a=1&amp;b=2#top" in text,
    )


def test_link_leads_to_what_was_meant_though_another_has_its_name_now(client, site, page, article):
    assert links(client, article) == (True, False)
    type(page).objects.filter(pk=page.pk).update(slug="us")
    factories.SitePageFactory(site=site, slug="about")
    article.save()  # what was meant stays
    assert links(client, article) == (False, True)


def test_link_to_what_is_hidden_stays_as_it_was_written(client, page, article):
    type(page).objects.filter(pk=page.pk).update(slug="us", status="draft")
    assert links(client, article) == (True, False)


def test_link_to_a_renamed_site(client, site, article):
    type(site).objects.filter(pk=site.pk).update(slug="geermu")
    text = client.get(f"/geermu/news/{article.pk}/").text
    assert 'href="/geermu/pages/about/?a=1&amp;b=2#top"' in text


def test_links_follow_the_text(article, page):
    seen = TextLink.objects.of(article).values_list("host", "target_label", "target_id")
    assert [*seen] == [("", "news.SitePage", page.pk)]
    article.body = '<p><a href="https://a.gov.cn/">省</a><a href="/golmud/news/">动态</a></p>'
    article.save()
    assert [*seen.order_by("address")] == [("", "", None), ("a.gov.cn", "", None)]
    article.delete()
    assert TextLink.objects.count() == 0


def test_forms_and_deletions_say_who_links(client, staff, site, other_site, page, article):
    away = factories.ArticleFactory(column__site=other_site, title="外地引用者", body=article.body)
    tile = factories.TileFactory(site=site, title="看关于", target="page", target_key="about")
    form = reverse("admin:news_article_change", args=[article.pk])
    client.force_login(staff("manager", site.region))
    told = []
    for name in ("change", "delete"):
        text = client.get(reverse(f"admin:news_sitepage_{name}", args=[page.pk])).text
        told.append((form in text, tile.title in text, "另有 1 条您无权查看" in text))
        assert away.title not in text
    boxes = {"action": "delete_selected", "_selected_action": [page.pk]}
    text = client.post(reverse("admin:news_sitepage_changelist"), boxes).text
    assert [*told, (form in text, tile.title in text, "另有 1 条您无权查看" in text)] == [
        (True,) * 3
    ] * 3
    assert "谁链接到这里" not in client.get(form).text


def test_a_link_means_one_thing(article, page):
    link = TextLink.objects.get()
    link.pk = None
    with pytest.raises(IntegrityError, match="once_a_row"), transaction.atomic():
        link.save()
    link.address, link.host = "/golmud/x/", "a.cn"
    with pytest.raises(IntegrityError, match="one_target"), transaction.atomic():
        link.save()
