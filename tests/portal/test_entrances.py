"""Where a tile may lead: lists, columns, pages, addresses; never to what is not there."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from portal.entrances import (
    ADDRESS_SHAPE,
    NOT_HERE,
    Target,
    checked_address,
    choices_at,
    leading_somewhere,
    url_of,
)
from publishing.models import PublishWindow
from regions.models import ServiceTile
from tests import factories

DRAFT = PublishWindow.Status.DRAFT


@pytest.fixture
def column(site):
    return factories.ColumnFactory(site=site, slug="trends", name="要闻")


@pytest.fixture
def page(site):
    return factories.SitePageFactory(site=site, slug="about", title="关于")


def test_every_target_has_an_address_that_answers(client, site, column, page):
    for category in ("enterprise", "funding", "talent"):
        factories.PolicyCategoryFactory(slug=category)
    keys = {Target.COLUMN: "trends", Target.PAGE: "about", Target.ADDRESS: "/golmud/parks/"}
    tiles = [ServiceTile(site=site, target=t, target_key=keys.get(t, "")) for t in Target]
    assert {str(tile.target): client.get(url_of(tile)).status_code for tile in tiles} == (
        dict.fromkeys(Target.values, 200)
    )


def test_columns_and_pages_are_those_of_the_site_that_readers_see(site, other_site, column, page):
    factories.ColumnFactory(site=site, slug="off", is_active=False)
    factories.ColumnFactory(site=other_site, slug="theirs")
    factories.SitePageFactory(site=site, slug="draft", status=DRAFT)
    groups = dict(choices_at(site)[1:])
    assert groups["栏目"] == [("column:trends", "要闻")]
    assert groups["固定页面"] == [("page:about", "关于")]
    assert list(dict(choices_at(None)[1:])) == ["空间和园区", "政策", "动态和指南", "其他"]
    words = {word for _, choices in choices_at(site)[1:] for word, _ in choices}
    assert {*Target.values} - words == {Target.COLUMN, Target.PAGE}


def test_tiles_whose_column_or_page_is_gone_are_left_out(site, column, page):
    make = factories.TileFactory
    kept = [
        make(site=site),
        make(site=site, target="column", target_key="trends"),
        make(site=site, target="page", target_key="about"),
        make(site=site, target="address", target_key="https://example.cn/"),
    ]
    make(site=site, target="column", target_key="gone")
    make(site=site, target="page", target_key="trends")
    assert list(leading_somewhere(site.tiles.all()).order_by("pk")) == kept
    page.expire_at = timezone.now()
    page.save()
    assert list(leading_somewhere(site.tiles.all()).order_by("pk")) == [*kept[:2], kept[3]]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" /golmud/parks/ ", "/golmud/parks/"),
        ("/golmud/listings/?kind=land", "/golmud/listings/?kind=land"),
        ("http://testserver/golmud/", "/golmud/"),
        ("/golmud/news/trends/", "/golmud/news/trends/"),
        ("/golmud/pages/about/", "/golmud/pages/about/"),
        ("https://example.cn/a?b=c", "https://example.cn/a?b=c"),
    ],
)
def test_addresses_that_are_there_are_kept(typed, kept, column, page):
    assert checked_address(typed) == kept


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", ADDRESS_SHAPE),
        ("example.cn", ADDRESS_SHAPE),
        ("//example.cn/", ADDRESS_SHAPE),
        ("javascript:alert(1)", ADDRESS_SHAPE),
        ("ftp://example.cn/", ADDRESS_SHAPE),
        ("/\\example.cn", ADDRESS_SHAPE),
        ("/", NOT_HERE),
        ("/admin/", NOT_HERE),
        ("/nowhere/", NOT_HERE),
        ("/golmud/nothing/", NOT_HERE),
        ("/golmud/news/gone/", NOT_HERE),
        ("/golmud/pages/gone/", NOT_HERE),
        ("/golmud/listings/1/", NOT_HERE),
        ("/golmud/listings/1/sheet/", NOT_HERE),
    ],
)
def test_what_is_not_there_is_refused_in_words(typed, sentence, column, page):
    with pytest.raises(ValidationError) as refusal:
        checked_address(typed)
    assert refusal.value.messages == [sentence]
