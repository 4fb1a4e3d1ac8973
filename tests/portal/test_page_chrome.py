"""The frame around every page: live counts, hidden empties, links generated from the tree."""

import datetime

import pytest
from django.utils import timezone

from leads.default_topics import ensure_topics
from leads.models import Topic
from parks.models import Listing
from portal.page_chrome import PageChrome
from publishing.models import PublishWindow
from tests import factories


@pytest.fixture
def frame(rf, site):
    return lambda path="/golmud/": PageChrome(rf.get(path), site)


def test_nav_marks_the_section(frame):
    current = [link.label for link in frame("/golmud/factories/").nav if link.is_current]
    assert current == ["找空间"]
    assert [link.label for link in frame("/golmud/").nav if link.is_current] == []


def test_menu_of_the_office_takes_the_place_of_the_usual_one(frame, site):
    column = factories.ColumnFactory(site=site, slug="deals")
    add = site.menu_items.create
    add(title="签约", target="column", target_key="deals", position=2)
    add(title="动态", target="news", position=1)
    add(title="没有的", target="page", target_key="none")
    add(title="省厅", target="address", target_key="https://a.gov.cn/", place="footer")
    nav = frame("/golmud/news/deals/").nav
    assert [(link.label, link.url, link.is_current) for link in nav] == [
        ("动态", "/golmud/news/", True),
        ("签约", column.get_absolute_url(), False),
    ]
    foot = [(link.label, link.rel) for link in frame().footer_links][:1]
    assert foot == [("省厅", "nofollow noopener noreferrer")]


def test_quick_links_hide_where_the_list_is_empty(frame, site, other_site):
    factories.LandFactory(region=site.region)
    factories.ListingFactory(region=other_site.region)
    factories.ListingFactory(region=site.region, status=PublishWindow.Status.DRAFT)
    factories.ListingFactory(
        region=site.region, kind="office", status_of_offer=Listing.OfferStatus.TAKEN
    )
    assert [(link.label, link.url) for link in frame().quick_links] == [
        ("格尔木土地出租出售", "/golmud/land/")
    ]


def test_tiles_carry_live_counts_and_the_way_to_ask(frame, site):
    land = factories.TileFactory(site=site, title="工业用地", target="land", topic_slug="space")
    factories.TileFactory(site=site, title="资金扶持", target="funding", position=1)
    factories.TileFactory(site=site, title="藏起来的", is_active=False)
    factories.LandFactory.create_batch(2, region=site.region)
    expired = timezone.localdate() - datetime.timedelta(days=1)
    category = factories.PolicyCategoryFactory(slug="funding")
    factories.PolicyFactory(region=site.region, category=category)
    factories.PolicyFactory(region=site.region, category=category, expires_on=expired)
    tiles = frame().tiles
    assert [(t.title, t.url, t.count_label) for t in tiles] == [
        ("工业用地", "/golmud/land/", "2 宗在架"),
        ("资金扶持", "/golmud/policies/?category=funding", "1 项有效"),
    ]
    assert tiles[0].consult_url == f"/golmud/consult/?topic=space&tile={land.pk}"


def test_tile_with_nothing_behind_it_shows_no_count(frame, site):
    factories.TileFactory(site=site, target="offices")
    assert [tile.count_label for tile in frame().tiles] == [""]


def test_neighbours_come_from_the_tree(frame, site, other_site, prefecture):
    factories.SiteFactory(region=prefecture, slug="haixi")
    factories.SiteFactory(slug="elsewhere")
    offline = factories.RegionFactory(parent=prefecture, adcode="632822")
    factories.SiteFactory(region=offline, slug="offline", is_live=False)
    assert [link.url for link in frame().neighbours] == ["/haixi/", "/wulan/"]


def test_friend_links_repeat_no_neighbour_and_no_offline_site(frame, site, other_site):
    offline = factories.SiteFactory(is_live=False)
    factories.FriendLinkFactory(site=site, name="乌兰", url="", to_site=other_site)
    factories.FriendLinkFactory(site=site, name="离线", url="", to_site=offline)
    factories.FriendLinkFactory(site=site, name="停用", is_active=False)
    factories.FriendLinkFactory(site=site, name="外部", url="https://example.cn/a")
    assert [(link.label, link.url, link.rel) for link in frame().friend_links] == [
        ("外部", "https://example.cn/a", "nofollow noopener noreferrer")
    ]


def test_topics_are_the_active_ones_in_order(frame):
    ensure_topics()
    Topic.objects.filter(slug="funding").update(is_active=False)
    assert [(link.label, link.url) for link in frame().topics] == [
        ("注册公司政策", "/golmud/consult/?topic=register"),
        ("土地厂房咨询", "/golmud/consult/?topic=space"),
        ("其他相关咨询", "/golmud/consult/?topic=other"),
    ]


def test_guide_lists_the_steps_in_order_and_no_draft(frame, site):
    column = factories.ColumnFactory(site=site, is_guide=True)
    now = timezone.now()
    second = factories.ArticleFactory(column=column, publish_at=now - datetime.timedelta(hours=1))
    first = factories.ArticleFactory(column=column, publish_at=now - datetime.timedelta(hours=2))
    factories.ArticleFactory(column=column, status=PublishWindow.Status.DRAFT)
    factories.ArticleFactory(column=factories.ColumnFactory(site=site))
    assert frame().guide == [first, second]


def test_footer_links_only_pages_that_exist(frame, site):
    factories.SitePageFactory(site=site, slug="privacy", title="隐私说明", position=1)
    factories.SitePageFactory(site=site, slug="about", status=PublishWindow.Status.DRAFT)
    factories.SitePageFactory(slug="other")
    labels = [link.label for link in frame().footer_links]
    assert labels == ["隐私说明", "网站地图", "RSS 订阅", "开放数据"]
    assert frame().statistics_url == ""


@pytest.mark.django_db
def test_the_card_opens_by_itself_only_where_no_other_one_asks(client, site):
    plot = factories.LandFactory(region=site.region)
    policy = factories.PolicyFactory(region=site.region)
    pages = ("", f"listings/{plot.pk}/", f"policies/{policy.pk}/", "guide/", "consult/")
    opens = ["data-auto" in client.get(f"/{site.slug}/{page}").text for page in pages]
    assert opens == [True, False, False, False, False]
