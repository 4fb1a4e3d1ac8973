import datetime

import pytest
from django.utils import timezone

from parks import attributes
from parks.fact_groups import FactGroups
from parks.models import (
    BuildingSpec,
    LandTerms,
    Listing,
    ListingFile,
    ListingPhoto,
    TransportLink,
    Utility,
)
from parks.models.listing_display import OFFER
from tests import factories

DETAIL_QUERIES = 6  # the listing, photos, utilities, transport, medians, similar
OTHER_THAN_FACTS = {"id", "listing", "plot_ratio_min", "plot_ratio_max"}


def ago(**kwargs):
    return timezone.now() - datetime.timedelta(**kwargs)


@pytest.fixture
def plot(site):
    park = factories.ParkFactory(region=site.region, name="昆仑园", slug="kunlun")
    Utility.objects.create(park=park, kind="water", is_supplied=True, capacity="DN300")
    TransportLink.objects.create(park=park, kind="rail_freight", name="货场", distance_km="6.2")
    listing = factories.LandFactory(
        region=site.region, park=park, title="A-12 标准地", code="GEM-T-1", address="纬六路",
        area_sqm="84266.67", verified_at=ago(days=1),
    )  # fmt: skip
    factories.LandTermsFactory(
        listing=listing, is_standard_land=True, investment_wan_per_mu=180, plot_ratio_min="0.8"
    )
    return listing


def get(client, listing, site="golmud"):
    return client.get(f"/{site}/listings/{listing.pk}/")


def test_detail_opens_with_what_an_investor_decides_on(client, plot):
    response = get(client, plot)
    assert response.status_code == 200
    figures = [(f.label, str(f)) for f in response.context["listing"].key_figures()]
    assert figures == [
        ("面积", "126.4\u00a0亩（84,267\u00a0㎡）"),
        ("起始价", "6.4\u00a0万元/亩（96\u00a0元/㎡）"),
        ("出让年期", "50\u00a0年"),
        ("固定资产投资强度", "≥\u00a0180\u00a0万元/亩"),
    ]
    for text in ("GEM-T-1", "核实于", "DN300", "货场", "投资有风险"):
        assert text in response.text
    assert f"/golmud/consult/?topic=space&amp;listing={plot.pk}" in response.text
    assert f"/golmud/qr/?path=%2Fgolmud%2Flistings%2F{plot.pk}%2F" in response.text
    assert response.cookies == {}


def test_detail_shows_every_typed_column_of_the_kind_even_unknown(client, site):
    for kind in Listing.Kind.values:
        listing = factories.ListingFactory(region=site.region, kind=kind)
        text = get(client, listing).text
        absent = {c.label for c in attributes.BY_KIND[kind] if f"<dt>{c.label}</dt>" not in text}
        assert absent == {c.label for c in attributes.BY_KIND[kind] if c.is_note}
        assert text.count('<span class="u-unknown">未知</span>') >= len(attributes.BY_KIND[kind])


def test_every_column_is_shown_for_some_kind():
    shown = {c.name for kind in attributes.BY_KIND.values() for c in (*kind, *attributes.CONTROLS)}
    columns = {f.name for m in (LandTerms, BuildingSpec) for f in m._meta.concrete_fields}
    assert columns - shown == OTHER_THAN_FACTS


def test_controls_are_compared_with_the_prefecture(client, plot, site, other_site):
    for region, value in ((site.region, 100), (other_site.region, 160), (other_site.region, 500)):
        listing = factories.LandFactory(region=region)
        factories.LandTermsFactory(listing=listing, investment_wan_per_mu=value)
    draft = factories.LandFactory(region=site.region, status="draft")
    factories.LandTermsFactory(listing=draft, investment_wan_per_mu=1)
    elsewhere = factories.LandFactory()
    factories.LandTermsFactory(listing=elsewhere, investment_wan_per_mu=1)
    rows = {r.figure.label: r for r in get(client, plot).context["controls"]}
    assert rows["固定资产投资强度"].benchmark.words == "高于中位数 170（4 宗）"
    assert rows["亩均税收"].benchmark is None


def test_unverified_listing_says_so(client, site):
    listing = factories.ListingFactory(region=site.region)
    assert "待核实" in get(client, listing).text
    listing.verify(by="专员", evidence="现场")
    assert "待核实" not in get(client, listing).text
    listing.verify(by="专员", evidence="现场", now=ago(days=91))
    assert "上次核实" in get(client, listing).text


def test_price_by_agreement_shows_its_reason(client, site):
    listing = factories.ListingFactory(
        region=site.region, price_amount=None, price_unit="", price_basis="按代建报价"
    )
    assert "<b>面议</b>（按代建报价）" in get(client, listing).text


@pytest.mark.parametrize(("status", "sentence"), [("taken", "已经租售"), ("closed", "已停止供应")])
def test_taken_listing_stays_and_leads_on(client, site, status, sentence):
    listing = factories.ListingFactory(region=site.region, status_of_offer=status)
    factories.ListingFactory(region=site.region, title="还在的厂房")
    response = get(client, listing)
    assert response.status_code == 200
    assert sentence in response.text
    assert [s.title for s in response.context["similar"]] == ["还在的厂房"]


def test_similar_are_of_the_kind_still_to_be_had_nearest_in_size(client, plot, site, other_site):
    here = {"region": site.region}
    for title, area in (("近", 84000), ("远", 1000), ("较近", 80000), ("最远", 1)):
        factories.LandFactory(title=title, area_sqm=area, **here)
    factories.LandFactory(title="草稿", status="draft", area_sqm=84267, **here)
    factories.LandFactory(title="已租", status_of_offer="taken", area_sqm=84267, **here)
    factories.LandFactory(title="邻县", region=other_site.region, area_sqm=84267)
    factories.ListingFactory(title="厂房", area_sqm=84267, **here)
    assert [s.title for s in get(client, plot).context["similar"]] == ["近", "较近", "远"]


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "draft"},
        {"status": "withdrawn"},
        {"publish_at": timezone.now() + datetime.timedelta(days=1)},
        {"publish_at": ago(days=2), "expire_at": ago(days=1)},
    ],
)
def test_hidden_listing_is_not_found(client, site, fields):
    assert get(client, factories.ListingFactory(region=site.region, **fields)).status_code == 404


def test_listing_of_another_region_is_not_found(client, plot, other_site):
    assert get(client, plot, "wulan").status_code == 404
    assert client.get("/golmud/listings/999999999999999999999999/").status_code == 404


def test_draft_is_previewed_by_its_editors_only(client, site, other_site, staff):
    listing = factories.ListingFactory(region=site.region, status="draft", title="草稿厂房")
    client.force_login(staff("editor", other_site.region))
    assert get(client, listing).status_code == 404
    client.force_login(staff("editor", site.region))
    response = get(client, listing)
    assert "草稿厂房" in response.text
    assert "草稿，公众还看不到这一页" in response.text
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["Referrer-Policy"] == "no-referrer"


def test_park_above_the_site_is_linked_where_it_is_shown(client, site, prefecture):
    park = factories.ParkFactory(region=prefecture, slug="kunlun")
    listing = factories.ListingFactory(region=site.region, park=park)
    assert get(client, listing).context["park_url"] == ""
    factories.SiteFactory(region=prefecture, slug="haixi")
    assert get(client, listing).context["park_url"] == "/haixi/parks/kunlun/"
    assert client.get("/haixi/parks/kunlun/").status_code == 200


def test_draft_park_does_not_show_through_its_listing(client, plot):
    plot.park.status = "draft"
    plot.park.save()
    text = get(client, plot).text
    assert "昆仑园" not in text
    assert "DN300" not in text


def test_photos_and_files_are_listed_in_order(client, plot):
    for position, alt in ((2, "第二"), (1, "第一")):
        ListingPhoto.objects.create(
            listing=plot, image=f"listings/{alt}.jpg", alt=alt, position=position
        )
    ListingFile.objects.create(listing=plot, title="宗地图", document="listings/a.pdf")
    response = get(client, plot)
    assert [p.alt for p in response.context["photos"]] == ["第一", "第二"]
    downloads = [(d.title, d.url, d.size) for d in response.context["listing"].downloads()]
    assert downloads == [("宗地图", "/media/listings/a.pdf", None)]
    card = client.get("/golmud/listings/").context["results"].cards[0]
    assert card.cover_url == "/media/listings/%E7%AC%AC%E4%B8%80.jpg"


@pytest.mark.parametrize("rows", [1, 3])
def test_detail_queries_do_not_grow(rf, plot, site, rows, django_assert_num_queries):
    from parks.views.listings import _controls

    for number in range(rows):
        ListingPhoto.objects.create(listing=plot, image=f"{number}.jpg", alt="图")
        plot.industries.add(factories.IndustryFactory())
        factories.LandFactory(region=site.region, park=plot.park)
    with django_assert_num_queries(DETAIL_QUERIES):
        here = Listing.objects.in_region(site.region)
        listing = here.published().for_detail().get(pk=plot.pk)
        assert len(listing.photos.all()) == len(listing.industry_names) == rows
        assert listing.public_park.supply_label() == "一通"
        assert len(listing.public_park.transport_rows()) == 1
        assert _controls(listing)
        similar = list(Listing.objects.similar_to(listing, site.region).for_cards()[:3])
        assert len([s.card_tags() for s in similar]) == rows


def test_whole_page_stays_within_twelve_queries(client, plot, site, django_assert_max_num_queries):
    for _ in range(3):
        ListingPhoto.objects.create(listing=plot, image="a.jpg", alt="图")
        factories.LandFactory(region=site.region, park=plot.park)
        factories.TileFactory(site=site)
        factories.FriendLinkFactory(site=site)
    with django_assert_max_num_queries(12):
        assert get(client, plot).status_code == 200


def test_facts_stand_in_one_group_each_and_unknown_ones_can_be_asked_for(client, plot):
    groups = FactGroups(Listing.objects.for_page().get(pk=plot.pk))
    parts = (groups.money, groups.shell, groups.supplies, groups.papers, groups.place)
    names = [fact.name for facts in parts for fact in facts]
    terms = plot.land_terms
    typed = {row.name for row in attributes.BY_KIND[plot.kind] if row.is_shown(terms)}
    assert sorted(names) == sorted({*OFFER, *typed, "industries"})
    text = get(client, plot).text
    assert [text.index(f'id="{name}-title"') for name in ("money", "base", "water", "papers")] == (
        sorted(text.index(f'id="{name}-title"') for name in ("money", "base", "water", "papers"))
    )
    assert "fact=geology&amp;message=" in text


def test_what_happened_tells_public_facts_alone(client, plot):
    """A price that was changed before anybody could read it is no news."""
    plot.price_amount, plot.status = "9.00", "draft"
    plot.save()
    plot.price_amount, plot.status = "6.00", "approved"
    plot.save()
    plot.price_amount = "5.50"
    plot.save()
    words = [event.words for event in get(client, plot).context["events"]]
    assert [each for each in words if "9" in each] == []
    assert "价格 6 万元/亩 → 5.5 万元/亩" in words
