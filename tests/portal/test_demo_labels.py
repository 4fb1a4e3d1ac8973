"""What is not a real offer, policy or event says so, on its own page and in lists."""

import pytest

from tests import factories


@pytest.fixture
def pages(site):
    """{kind: (address of the page, address of the list)} of one demo row each, on a real site."""
    place = {"region": site.region, "is_demo": True}
    park = factories.ParkFactory(slug="kunlun", **place)
    listing, policy = factories.ListingFactory(**place), factories.PolicyFactory(**place)
    column = factories.ColumnFactory(site=site)
    article = factories.ArticleFactory(column=column, is_demo=True)
    return {
        "park": (park.url_on(site), "/golmud/parks/"),
        "listing": (listing.url_on(site), "/golmud/listings/"),
        "policy": (policy.url_on(site), "/golmud/policies/"),
        "article": (article.get_absolute_url(), "/golmud/news/"),
    }


@pytest.mark.parametrize("kind", ["park", "listing", "policy", "article"])
def test_demo_content_is_labelled_on_a_real_site(client, pages, kind):
    texts = [client.get(url).text for url in pages[kind]]
    assert ["演示数据" in text for text in texts] == [True, True]


def test_real_content_is_not_called_a_demo(client, site):
    factories.ListingFactory(region=site.region)
    factories.PolicyFactory(region=site.region)
    urls = ["/golmud/listings/", "/golmud/policies/", "/golmud/news/", "/golmud/parks/"]
    assert ["演示数据" in client.get(url).text for url in urls] == [False] * 4
