"""A page offers the parks of its place; the API knows those that an address names."""

from django.http import QueryDict

from finding.options import NamedOptions, PlaceOptions
from parks.models import Park
from tests import factories


def slugs(options):
    return [park.slug for park in options.parks], [one.slug for one in options.industries]


def test_a_place_offers_its_parks_and_all_industries_in_order(
    site, other_site, django_assert_num_queries
):
    factories.ParkFactory(region=site.region, slug="b")
    factories.ParkFactory(region=site.region, slug="a")
    factories.ParkFactory(region=site.region, slug="draft", status="draft")
    factories.ParkFactory(region=other_site.region, slug="elsewhere")
    factories.IndustryFactory(slug="second", position=2)
    factories.IndustryFactory(slug="first", position=1)
    factories.IndustryFactory(slug="gone", position=0, is_active=False)
    with django_assert_num_queries(1):
        options = PlaceOptions(site.region)
    assert slugs(options) == (["b", "a"], ["first", "second"])
    assert options.region_ids == [site.region.pk]


def test_regions_below_belong_to_the_place(prefecture, site, other_site):
    options = PlaceOptions(prefecture)
    assert sorted(options.region_ids) == sorted(
        [prefecture.pk, site.region.pk, other_site.region.pk]
    )


def test_nothing_is_read_for_an_address_that_names_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert slugs(NamedOptions(QueryDict("kind=land"))) == ([], [])


def test_named_parks_are_found_wherever_they_lie(site, other_site, django_assert_num_queries):
    for region in (site.region, other_site.region):
        factories.ParkFactory(region=region, slug="kunlun", name="昆仑园（Ａ区）")
    factories.IndustryFactory(slug="salt")
    with django_assert_num_queries(1):
        options = NamedOptions(QueryDict("park=kunlun&park=none&industry=salt"))
    assert slugs(options) == (["kunlun", "kunlun"], ["salt"])
    with django_assert_num_queries(1):
        called = [options.parks_called(word) for word in ("(a区)", "昆仑", "没有")]
    keys = sorted(Park.objects.values_list("pk", flat=True))
    assert [sorted(found) for found in called] == [keys, keys, []]
    assert PlaceOptions(site.region).parks_called("(a区)") == [
        Park.objects.get(region=site.region).pk
    ]
