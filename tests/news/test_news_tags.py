"""News on the page of a place."""

import pytest

from news.templatetags.news_tags import listing_news
from parks.models import Listing
from tests.factories import ArticleFactory, LandFactory, ParkFactory

pytestmark = pytest.mark.django_db


def test_news_of_a_listing_link_to_it_or_name_it(site, other_site, django_assert_num_queries):
    park = ParkFactory(region=site.region, name="盐湖园", also_known_as="北园区", slug="salt")
    plot = LandFactory(region=site.region, park=park, code="A-12")
    listing = Listing.objects.for_page().get(pk=plot.pk)
    link = f'<p><a href="/{site.slug}/listings/{plot.pk}/">这块地</a></p>'
    about = {
        "linking to it": {"body": link},
        "linking to its park": {"body": f'<p><a href="/{site.slug}/parks/salt/">园</a></p>'},
        "naming its code": {"title": "编号A-12地块出让公告"},
        "naming a name of its park": {"title": "北园区供水通水"},
    }
    found = {}
    for why, values in about.items():
        article = ArticleFactory(column__site=site, **values)
        with django_assert_num_queries(1):
            found[why] = list(listing_news(listing, site)) == [article]
        article.delete()
    assert found == dict.fromkeys(about, True)

    said = ArticleFactory.create_batch(4, column__site=site)
    for article in said:
        article.parks.add(park)
    ArticleFactory(column__site=site)
    ArticleFactory(column__site=other_site, body=link)
    ArticleFactory(column__site=site, body=link, status="withdrawn")
    assert list(listing_news(listing, site)) == said[:0:-1]
