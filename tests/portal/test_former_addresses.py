"""Addresses that people keep lead on: one hop, the query kept, never in a circle."""

import pytest

from parks.models import Park
from regions.models import FormerAddress
from tests import factories
from tests.leads.factories import TopicFactory


def hop(client, path, status=301):
    """Where one redirect leads; what is there must answer."""
    response = client.get(path)
    assert response.status_code == status
    assert response["Cache-Control"] == "no-cache"
    target = response["Location"]
    assert client.get(target).status_code == 200
    return target


def rename(row, **values):
    """As any statement would, not only as the desk does."""
    type(row)._base_manager.filter(pk=row.pk).update(**values)


@pytest.fixture
def trends(site):
    return factories.ColumnFactory(site=site, slug="trends")


def test_renamed_column_keeps_its_page_and_query(client, trends):
    rename(trends, slug="dongtai")
    assert hop(client, "/golmud/news/trends/") == "/golmud/news/dongtai/"
    assert hop(client, "/golmud/news/trends/?page=2&a=1") == "/golmud/news/dongtai/?page=2&a=1"


def test_column_renamed_twice_is_one_hop_away(client, trends):
    rename(trends, slug="dongtai")
    rename(trends, slug="xinwen")
    assert hop(client, "/golmud/news/trends/") == "/golmud/news/xinwen/"
    assert hop(client, "/golmud/news/dongtai/") == "/golmud/news/xinwen/"


def test_name_that_is_changed_back_is_no_circle(client, trends):
    rename(trends, slug="dongtai")
    rename(trends, slug="trends")
    assert client.get("/golmud/news/trends/").status_code == 200
    assert hop(client, "/golmud/news/dongtai/") == "/golmud/news/trends/"


def test_who_has_the_name_now_comes_first(client, site, trends):
    rename(trends, slug="dongtai")
    factories.ColumnFactory(site=site, slug="trends", name="新栏目")
    assert "新栏目" in client.get("/golmud/news/trends/").content.decode()


def test_article_moved_to_another_site(client, trends, other_site):
    article = factories.ArticleFactory(column=trends)
    rename(article, column=factories.ColumnFactory(site=other_site))
    assert (
        hop(client, f"/golmud/news/{article.pk}/?from=qr") == f"/wulan/news/{article.pk}/?from=qr"
    )


def test_articles_move_with_their_column(client, trends, other_site):
    article = factories.ArticleFactory(column=trends)
    rename(trends, site=other_site)
    assert hop(client, f"/golmud/news/{article.pk}/") == f"/wulan/news/{article.pk}/"
    assert hop(client, "/golmud/news/trends/") == "/wulan/news/trends/"


def test_renamed_page(client, site):
    page = factories.SitePageFactory(site=site, slug="about")
    rename(page, slug="about-us")
    assert hop(client, "/golmud/pages/about/") == "/golmud/pages/about-us/"


def test_park_that_is_renamed_and_moved(client, site, other_site):
    park = factories.ParkFactory(region=site.region, slug="kunlun")
    rename(park, slug="kunlun-new")
    assert hop(client, "/golmud/parks/kunlun/") == "/golmud/parks/kunlun-new/"
    rename(park, region=other_site.region)
    assert hop(client, "/golmud/parks/kunlun/") == "/wulan/parks/kunlun-new/"
    assert hop(client, "/golmud/parks/kunlun-new/") == "/wulan/parks/kunlun-new/"


@pytest.mark.parametrize("tail", ["", "sheet/"])
def test_listing_and_its_sheet_move_with_their_region(client, site, other_site, tail):
    listing = factories.ListingFactory(region=site.region)
    rename(listing, region=other_site.region)
    old, new = (f"/{slug}/listings/{listing.pk}/{tail}" for slug in ("golmud", "wulan"))
    assert hop(client, old) == new


def test_policy_moves_with_its_region(client, site, other_site):
    policy = factories.PolicyFactory(region=site.region)
    rename(policy, region=other_site.region)
    assert hop(client, f"/golmud/policies/{policy.pk}/") == f"/wulan/policies/{policy.pk}/"


@pytest.mark.parametrize("path", ["", "listings/?q=a&sort=price", "news/", "search/?q=%E7%94%B5"])
def test_renamed_site_keeps_every_page(client, site, path):
    rename(site, slug="geermu")
    assert hop(client, f"/golmud/{path}") == f"/geermu/{path}"


def test_renamed_site_and_renamed_column_are_one_hop(client, site, trends):
    rename(trends, slug="dongtai")
    rename(site, slug="geermu")
    assert hop(client, "/golmud/news/trends/?page=1") == "/geermu/news/dongtai/?page=1"


def test_form_posted_to_a_renamed_site_is_posted_again(client, site):
    rename(site, slug="geermu")
    response = client.post("/golmud/consult/?topic=space", {"contact_name": "赵"})
    assert (response.status_code, response["Location"]) == (308, "/geermu/consult/?topic=space")


@pytest.mark.parametrize("path", ["/golmud/listings/", "/golmud/map/", "/api/v1/listings/"])
def test_renamed_park_in_a_query(client, site, path):
    park = factories.ParkFactory(region=site.region, slug="kunlun")
    rename(park, slug="kunlun-new")
    assert hop(client, f"{path}?park=kunlun&q=a") == f"{path}?park=kunlun-new&q=a"


def test_renamed_industry_and_category_in_a_query(client, site):
    rename(factories.IndustryFactory(slug="salt"), slug="salt-lake")
    rename(factories.PolicyCategoryFactory(slug="tax"), slug="taxes")
    assert hop(client, "/golmud/listings/?industry=salt") == "/golmud/listings/?industry=salt-lake"
    assert hop(client, "/golmud/policies/?category=tax") == "/golmud/policies/?category=taxes"


def test_renamed_site_in_a_query_of_the_api(client, site):
    rename(site, slug="geermu")
    assert hop(client, "/api/v1/articles/?site=golmud") == "/api/v1/articles/?site=geermu"


@pytest.mark.parametrize("state", [{"status": "draft"}, {"status": "withdrawn"}])
def test_nothing_leads_to_what_is_not_public(client, site, state):
    park = factories.ParkFactory(region=site.region, slug="kunlun")
    rename(park, slug="kunlun-new", **state)
    assert client.get("/golmud/parks/kunlun/").status_code == 404


def test_nothing_leads_to_a_site_that_is_offline(client, site, trends, other_site):
    rename(other_site, is_live=False)
    rename(trends, site=other_site)
    assert client.get("/golmud/news/trends/").status_code == 404
    rename(site, slug="geermu", is_live=False)
    assert client.get("/golmud/").status_code == 404


def test_names_of_one_county_lead_nobody_elsewhere(client, site, other_site):
    park = factories.ParkFactory(region=site.region, slug="kunlun")
    rename(park, slug="kunlun-new")
    assert client.get("/wulan/parks/kunlun/").status_code == 404


def test_unknown_addresses_stay_missing(client, site):
    for path in ("parks/none/", f"news/{'9' * 40}/", "news/没有/?year=没有"):
        assert client.get(f"/golmud/{path}").status_code == 404
    assert client.get("/nowhere/").status_code == 404
    for query in ("park=%00", "park=none", "&".join(["park=none"] * 30)):
        assert client.get(f"/golmud/listings/?{query}").status_code == 400


def test_deleted_row_leads_nowhere(client, site):
    park = factories.ParkFactory(region=site.region, slug="kunlun")
    rename(park, slug="kunlun-new")
    Park.objects.filter(pk=park.pk).delete()
    assert client.get("/golmud/parks/kunlun/").status_code == 404


def test_what_a_row_was_called_can_be_asked(trends):
    rename(trends, slug="dongtai")
    rename(trends, slug="xinwen")
    assert [one.key for one in FormerAddress.objects.of(trends)] == ["dongtai", "trends"]


def test_link_with_a_former_topic_still_chooses_it(client, site):
    rename(TopicFactory(slug="space"), slug="room")
    response = client.get("/golmud/consult/?topic=space")
    assert response.context["form"]["topic"].value() == "room"


def test_desk_shows_what_leads_to_a_row(client, superuser, trends, other_site):
    rename(trends, slug="dongtai")
    article = factories.ArticleFactory(column=trends)
    rename(article, column=factories.ColumnFactory(site=other_site))
    client.force_login(superuser)
    column = client.get(f"/admin/news/column/{trends.pk}/change/").content.decode()
    assert "旧网址自动转到现在的网址：trends（" in column
    moved = client.get(f"/admin/news/article/{article.pk}/change/").content.decode()
    assert "旧网址自动转到现在的网址：搬到这里之前的网址（" in moved


def test_former_name_without_the_last_slash_is_one_hop_away(client, trends, site):
    rename(trends, slug="dongtai")
    assert hop(client, "/golmud/news/trends?page=2") == "/golmud/news/dongtai/?page=2"
    rename(site, slug="geermu")
    assert hop(client, "/golmud") == "/geermu/"


@pytest.mark.parametrize(
    "path",
    [
        "/Golmud/News/Trends/",
        "/GOLMUD/news/trends",
        "/golmud//news///trends/",
        "/golmud/news/trends/。",
        "/golmud/news/trends，",
        "/golmud/news/trends/）",
        "/golmud/news/trends/%20",
        "/golmud/news/trends/%E2%80%8B",
        "/golmud/news/trends/).",
    ],
)
def test_address_as_people_hand_it_on(client, trends, path):
    assert hop(client, path) == "/golmud/news/trends/"
    assert hop(client, f"{path}?page=1&a=%E4%B8%AD") == "/golmud/news/trends/?page=1&a=%E4%B8%AD"


def test_renamed_park_in_capitals(client, site):
    park = factories.ParkFactory(region=site.region, slug="kunlun")
    rename(park, slug="kl")
    assert hop(client, "/golmud/parks/Kunlun/?utm_source=wx") == "/golmud/parks/kl/?utm_source=wx"


@pytest.mark.parametrize(
    "path", ["/Golmud/news/nothing/", "/golmud/news/999999。", "/Nowhere/", "/wp-login.php"]
)
def test_no_spelling_leads_to_what_is_not_there(client, trends, path):
    assert client.get(path).status_code == 404


def test_what_is_sent_to_a_misspelt_address_is_not_handed_on(client, trends):
    assert client.post("/Golmud/consult/", {"message": "x"}).status_code == 404
