"""An earlier version comes back as a change that waits; what is public stays."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from news.models import Article
from parks.models import Listing, ListingPhoto, Park, Utility
from publishing.models import PendingChange, PreviewLink, PublishWindow, VersionRows
from tests import admin_pages, factories
from tests.world import picture

pytestmark = pytest.mark.django_db
RESTORE = "/admin/news/article/restore/"


@pytest.fixture
def article(site):
    """Of two versions; the first had a picture."""
    column = factories.ColumnFactory(site=site)
    article = factories.ArticleFactory(column=column, title="第一版", cover_alt="水厂")
    article.cover.save("cover.png", picture())
    article.title, article.cover = "第二版", ""
    article.save()
    return article


def first_version(article):
    return article.history.filter(title="第一版").exclude(cover="").latest("history_id").pk


def test_an_earlier_version_becomes_a_change_and_is_public_by_review(client, staff, site, article):
    client.force_login(staff("editor", site.region))
    url = reverse("admin:news_article_change", args=[article.pk])
    assert RESTORE in client.get(url).text
    reply = client.post(RESTORE, {"version": first_version(article)})
    assert reply["Location"] == url
    article.refresh_from_db()
    change = PendingChange.objects.get()
    assert (article.title, article.status, change.state) == ("第二版", "approved", "draft")
    assert change.patch["labels"] == ["标题", "题图"]
    admin_pages.press(client, url)
    client.force_login(staff("reviewer", site.region))
    admin_pages.press(client, url, "_approve")
    article.refresh_from_db()
    assert (article.title, bool(article.cover), article.is_published()) == ("第一版", True, True)


def test_only_ones_own_versions_come_back(client, staff, other_site, article):
    client.force_login(staff("editor", other_site.region))
    answers = [
        client.post(RESTORE, {"version": v}).status_code for v in (first_version(article), "x")
    ]
    assert (answers, PendingChange.objects.count()) == ([404, 400], 0)


def test_what_is_as_it_was_is_said(client, staff, site, article):
    client.force_login(staff("editor", site.region))
    reply = client.post(RESTORE, {"version": article.history.latest().pk}, follow=True)
    assert "和现在的一样" in reply.text
    assert Article.objects.get().status == PublishWindow.Status.APPROVED
    assert not PendingChange.objects.exists()


def test_versions_are_told_in_words_and_pictures(client, staff, site, article):
    article.body = "<p>通水了。</p>"
    article.save()
    client.force_login(staff("editor", site.region))
    page = client.get(reverse("admin:news_article_history", args=[article.pk])).text
    assert "<del>一</del><ins>二</ins>" in page
    assert page.count('<img src="/media/news/') == 2  # put in, and taken out
    assert "&lt;p&gt;" not in page


@pytest.fixture
def park(client, staff, site):
    """Saved once with water and telecom and an industry, then without telecom, with power."""
    park = factories.ParkFactory(region=site.region, name="甲园")
    kinds = ("water", "telecom")
    rows = {kind: Utility.objects.create(park=park, kind=kind, capacity=kind) for kind in kinds}
    park.industries.add(factories.IndustryFactory(name="盐湖化工"))
    client.force_login(staff("reviewer", site.region))
    typed = {
        "utilities-0-capacity": "日供 8 万吨",
        "utilities-1-DELETE": "on",
        "utilities-2-kind": "power",
        "utilities-2-id": "",
        "utilities-2-park": park.pk,
        "utilities-2-is_supplied": "unknown",
        "utilities-2-capacity": "110 kV",
        "utilities-TOTAL_FORMS": "3",
        "industries": [],
    }
    reply = admin_pages.press(client, url_of(park, "change"), **typed)
    assert reply.status_code == 302
    assert {row.kind: row.pk for row in park.utilities.all()}["water"] == rows["water"].pk
    return park


def url_of(park, name):
    return reverse(f"admin:parks_park_{name}", args=[park.pk])


def supplies(park):
    return sorted(park.utilities.values_list("kind", "capacity"))


def test_rows_below_a_form_are_told_and_come_back_with_their_version(client, park):
    page = client.get(url_of(park, "history")).text
    seen = ("给水 能力：", "<del>water</del><ins>日供 8 万吨</ins>", "<del>盐湖化工</del>")
    assert [words in page for words in seen] == [True] * 3
    assert supplies(park) == [("power", "110 kV"), ("water", "日供 8 万吨")]
    first = park.history.earliest("history_id").pk
    client.post("/admin/parks/park/restore/", {"version": first})
    assert PendingChange.objects.get().patch["labels"] == ["主导产业", "基础设施"]
    assert supplies(park) == [("power", "110 kV"), ("water", "日供 8 万吨")]
    assert admin_pages.press(client, url_of(park, "change"), "_approve").status_code == 302
    assert supplies(park) == [("telecom", "telecom"), ("water", "water")]
    assert [each.name for each in park.industries.all()] == ["盐湖化工"]


def test_a_photo_that_was_taken_out_comes_back_with_its_version(
    client, staff, site, django_assert_max_num_queries
):
    listing = factories.ListingFactory(region=site.region)
    photo = ListingPhoto(listing=listing, alt="厂房正面")
    photo.image.save("front.png", picture())
    VersionRows.objects.note(Listing, [listing.pk])
    client.force_login(staff("reviewer", site.region))
    url = reverse("admin:parks_listing_change", args=[listing.pk])
    admin_pages.press(client, url, **{"photos-0-DELETE": "on"})
    assert not listing.photos.exists()
    first = listing.history.earliest("history_id").pk
    factories.ListingFactory.create_batch(3, region=site.region)
    with django_assert_max_num_queries(60):
        client.post("/admin/parks/listing/restore/", {"version": first})
    assert admin_pages.press(client, url, "_approve").status_code == 302
    again = listing.photos.get()
    assert (again.alt, again.position, again.image.name) == ("厂房正面", 0, photo.image.name)


def test_a_link_to_an_earlier_version_shows_the_rows_of_then(client, staff, site, park):
    first = park.history.earliest("history_id")
    page = client.get(url_of(park, "preview_links"))
    assert [each.value for each in page.context["versions"]] == [str(first.pk)]
    client.post(url_of(park, "preview_links"), {"make": "1", "version": first.pk})
    client.logout()
    text = client.get(reverse("preview_link_open", args=[PreviewLink.objects.get().token])).text
    assert [words in text for words in ("telecom", "盐湖化工", "110 kV")] == [True, True, False]
    assert supplies(park) == [("power", "110 kV"), ("water", "日供 8 万吨")]


def test_what_the_last_version_of_a_page_changed_is_told_with_it(
    client, park, django_assert_max_num_queries
):
    for number in range(20):
        park.industries.set([factories.IndustryFactory(name=f"产业{number:02}")])
        park.name = f"乙园{number}"
        park.save()
        VersionRows.objects.note(Park, [park.pk])
    with django_assert_max_num_queries(20):
        first = client.get(url_of(park, "history")).text
    second = client.get(f"{url_of(park, 'history')}?p=2").text
    assert "<del>盐湖化工</del>" not in first
    assert "<ins>产业00</ins>" in first
    assert "<del>盐湖化工</del>" in second


def test_what_was_not_kept_of_a_version_stays_and_is_named(client, park):
    VersionRows.objects.all().delete()
    first = park.history.earliest("history_id").pk
    reply = client.post("/admin/parks/park/restore/", {"version": first}, follow=True)
    assert "没有留下基础设施、交通距离、要素价格、主导产业、边界（GeoJSON）" in reply.text
    assert supplies(park) == [("power", "110 kV"), ("water", "日供 8 万吨")]


def test_rows_are_kept_once_a_version(park):
    kept = VersionRows.objects.of(park).latest("history_id")
    kept.pk = None
    rule = "publishing_versionrows_once_a_version"
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        kept.save()
