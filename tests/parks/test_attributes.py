"""The table of attributes agrees with the models, the index and itself."""

from collections import Counter

import pytest
from django.db import models

from exchange import exports
from exchange.columns import columns_of_kind
from exchange.headers import read_header
from parks import attributes
from parks.attributes import ASKED, ATTRIBUTES, BY_NAME, Holder, Operator
from parks.kinds import EVERY, LAND
from parks.models import BuildingSpec, LandTerms, Listing, ListingIndex, TransportLink, Utility
from parks.models.terms import terms_model
from tests import factories
from upkeep.worklists import FACTS, is_lacking

OF_THE_INDEX_ALONE = {
    *("listing", "region", "park", "kind", "status", "publish_at", "expire_at", "verified_at"),
    *("status_of_offer", "held_until_on", "is_for_sale", "is_for_lease"),
    *("divisible_from_sqm", "rent_yuan_per_sqm_month", "searched_text"),
    *("latitude", "longitude", "is_at_park"),
}


def columns(model):
    return {f.name for f in model._meta.concrete_fields if not f.primary_key and not f.is_relation}


def stated(rows):
    return {column for row in rows for column in row.stored_in}


def test_every_typed_column_has_a_row_and_every_row_its_columns():
    assert columns(LandTerms) == stated((*attributes.PLOT, *attributes.CONTROLS))
    assert columns(BuildingSpec) == stated(attributes.BUILDING)
    own = {field.name for field in Listing._meta.get_fields()}
    assert stated(attributes.LISTING) - own == set()


def test_names_labels_and_parameters_are_unique():
    for words in (
        [row.name for row in ATTRIBUTES],
        [row.label for row in ATTRIBUTES],
        [row.criterion.name for row in ASKED],
    ):
        assert [word for word, times in Counter(words).items() if times > 1] == []


def test_models_are_worded_by_the_table():
    for row in ATTRIBUTES:
        for kind in row.kinds:
            if row.holder is Holder.PARK:
                continue
            model = Listing if row.holder is Holder.LISTING else terms_model(kind)
            for column, label in row.column_labels().items():
                field = model._meta.get_field(column)
                assert (field.verbose_name, field.help_text) == (label, row.help_text)


def test_what_can_be_asked_has_a_column_of_the_index_in_its_type():
    for row in ASKED:
        column = ListingIndex._meta.get_field(row.criterion.column or row.name)
        wanted = {
            Operator.AT_LEAST: models.FloatField,
            Operator.AT_MOST: models.FloatField,
            Operator.YES: models.BooleanField,
            Operator.ONE_OF: models.CharField,
            Operator.BY_DATE: models.DateField,
        }
        assert isinstance(column, wanted.get(row.criterion.operator, models.Field)), row.name
        if row.criterion.operator is Operator.ONE_OF:
            source = terms_model(row.kinds[0])._meta.get_field(row.name)
            assert (column.max_length, bool(source.choices)) == (source.max_length, True)


def test_the_index_holds_nothing_else():
    asked = {row.criterion.column or row.name for row in ASKED}
    asked |= {row.state_column for row in ASKED}
    columns = {field.name for field in ListingIndex._meta.concrete_fields}
    assert columns - asked == OF_THE_INDEX_ALONE


def test_words_of_choices_belong_to_codes_of_the_column():
    for row in ATTRIBUTES:
        if row.words:
            model = Listing if row.holder is Holder.LISTING else terms_model(row.kinds[0])
            codes = {code for code, _ in model._meta.get_field(row.name).choices}
            assert set(row.words) - codes == set(), row.name


def test_parks_are_asked_for_supplies_and_roads_they_have():
    supplies = {row.land_supply for row in ATTRIBUTES if row.land_supply}
    roads = {row.road_to for row in ATTRIBUTES if row.road_to}
    assert (supplies - set(Utility.Kind.values), roads - set(TransportLink.Kind.values)) == (
        set(),
        set(),
    )


@pytest.mark.parametrize("kind", EVERY)
def test_a_kind_opens_with_two_figures_after_area_and_price(kind):
    assert len([row for row in attributes.typed(kind) if kind in row.key_of]) == 2


def test_figures_say_unknown_and_limits_their_sign():
    row = BY_NAME["height_max_m"]
    assert [str(row.figure(held)) for held in (None, LandTerms(), LandTerms(height_max_m=24))] == [
        "未知",
        "未知",
        "≤\u00a024\u00a0m",
    ]
    assert str(BY_NAME["is_eia_ready"].figure(LandTerms(is_eia_ready=False))) == "否"
    assert str(BY_NAME["state"].figure(LandTerms(state="cleared"))) == "净地"


def test_a_plot_has_gas_from_its_park_and_a_workshop_its_own():
    gas = BY_NAME["has_gas"]
    assert [gas.holder_for(kind) for kind in gas.asked_of] == [
        Holder.PARK,
        Holder.TERMS,
        Holder.TERMS,
    ]
    assert gas.asked_of[0] == LAND


def faces(client, listing):
    """{where the facts of a listing of 格尔木 are read or written: what stands there}."""
    page = f"/golmud/listings/{listing.pk}/"
    addresses = {
        "page": page,
        "sheet": f"{page}sheet/",
        "comparison": f"/golmud/compare/?listing={listing.pk}",
        "form": f"/admin/parks/listing/{listing.pk}/change/",
    }
    exported = exports.header(exports.columns_for(Listing.objects.filter(pk=listing.pk)))
    return {
        **{face: client.get(address).text for face, address in addresses.items()},
        "template": "\n".join(column.label for column in columns_of_kind(listing.kind)),
        "export": "\n".join(exported),
    }


@pytest.mark.parametrize("kind", EVERY)
def test_every_fact_of_a_kind_stands_on_every_face(client, superuser, site, kind):
    client.force_login(superuser)
    listing = factories.ListingFactory(region=site.region, kind=kind)
    terms_model(kind).objects.create(listing=listing)
    labels = [row.label for row in attributes.typed(kind) if not row.is_note]
    missing = {
        face: [label for label in labels if label not in text]
        for face, text in faces(client, listing).items()
    }
    assert missing == dict.fromkeys(missing, [])
    answer = client.get(f"/api/v1/listings/{listing.pk}/").json()
    told = answer["land_terms"] or answer["building_spec"]
    assert stated(attributes.typed(kind)) - set(told) == set()


@pytest.mark.parametrize("kind", EVERY)
def test_every_fact_that_can_be_asked_is_drawn_counted_and_missed(client, site, kind):
    listing = factories.ListingFactory(region=site.region, kind=kind)
    terms_model(kind).objects.create(listing=listing)
    asked = [row for row in ASKED if kind in row.asked_of and row.holder is not Holder.LISTING]
    facets = client.get(f"/golmud/listings/?kind={kind}").context["results"].facets
    drawn = {part.name for group in facets.groups for part in (*group.figures, *group.flags)}
    drawn |= {facet.name for group in facets.groups for facet in group.facets}
    unknown = {name for name, need in FACTS.items() if is_lacking(listing, need)}
    names = {row.criterion.name for row in asked}
    assert (names - drawn, names - unknown) == (set(), set())


def test_deposit_of_an_auction_is_read_shown_and_asked_of_sales(client, superuser, site):
    client.force_login(superuser)
    plot = factories.LandFactory(region=site.region)
    header = read_header(["编号", "保证金（万元）"])
    LandTerms.objects.create(
        listing=plot, auction_deposit_wan=header.columns[1].column.converter.parse("163.7万元")
    )
    shown = faces(client, plot)
    pages = {face: "163.7" in shown[face] for face in ("page", "sheet", "comparison", "form")}
    assert pages == dict.fromkeys(pages, True)
    lease = factories.LandFactory(region=site.region, offer="lease")
    sale = factories.LandFactory(region=site.region)
    missing = [{item.name for item in one.missing_facts()} for one in (lease, sale)]
    assert missing[1] - missing[0] == {"auction_deposit_wan"}


def test_air_conditioning_of_an_office_is_read_shown_asked_for_and_filled_in(client, site, staff):
    client.force_login(staff("editor", site.region))
    with_it, without, unknown = (
        factories.ListingFactory(region=site.region, kind="office") for _ in range(3)
    )
    column = read_header(["编号", "中央空调"]).columns[1].column
    for office, word in ((with_it, "有"), (without, "无")):
        BuildingSpec.objects.create(
            listing=office, has_air_conditioning=column.converter.parse(word)
        )
    figures = {str(one): one.general_facts() for one in (with_it, without, unknown)}
    assert [f.value for facts in figures.values() for f in facts if f.label == "空调"] == [
        "是",
        "否",
        "未知",
    ]
    results = client.get("/golmud/offices/?air_conditioning=1").context["results"]
    assert [(card.pk, [str(fit.word) for fit in card.fits]) for card in results.cards] == [
        (with_it.pk, ["满足"]),
        (unknown.pk, ["未知"]),
    ]
    flags = [flag for group in results.facets.groups for flag in group.flags]
    assert [f.count for f in flags if f.label == "有空调"] == ["1"]
    filled = {"listing": unknown.pk, "has_air_conditioning": "true"}
    client.post("/admin/worklists/unknown/air_conditioning/", filled)
    results = client.get("/golmud/offices/?air_conditioning=1").context["results"]
    assert {card.pk for card in results.cards} == {with_it.pk, unknown.pk}
    assert results.total == results.tally.known == 2
