"""What documents and index rows hold of other rows is declared, and each change of it is told."""

import re

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from parks.models import Industry, Listing, Park, TransportLink, Utility
from regions.models import Site
from search.copies import Source
from search.following import copies, searchable_models
from search.models import ReindexRequest
from tests import factories

# A new value for each column that is copied, and how a row of it comes about.
NEW_VALUES = {
    "regions.Region": {"path": "999999/632801/"},
    "regions.Site": {"slug": "other", "region_id": lambda: factories.RegionFactory().pk},
    "parks.Park": {
        "name": "新名",
        "status": "withdrawn",
        "publish_at": "2020-01-01T00:00Z",
        "expire_at": "2099-01-01T00:00Z",
        "latitude": "36.5",
        "longitude": "95.5",
    },
    "parks.Industry": {
        "is_active": False,
        "parent_id": lambda: factories.IndustryFactory().pk,
    },
    "parks.Utility": {
        "voltage_kv": None,
        "kind": "gas",
        "is_supplied": False,
        "state": "planned",
    },
    "parks.TransportLink": {"kind": "highway", "distance_km": 8, "state": "planned"},
    "policies.PolicyCategory": {"name": "新类", "slug": "other"},
    "news.Column": {"name": "新栏", "slug": "other", "site_id": lambda: factories.SiteFactory().pk},
    "news.KindTag": {"name": "签约"},
}


def sources():
    return {source for copy in copies() for source in copy.sources}


def row_of(source, site):
    """A row of the source's table, and the number by which copies find it."""
    park = factories.ParkFactory(region=site.region)
    made = {
        "regions.Region": lambda: site.region,
        "regions.Site": lambda: site,
        "parks.Park": lambda: park,
        "parks.Industry": factories.IndustryFactory,
        "parks.Utility": lambda: Utility.objects.create(
            park=park, kind="power", is_supplied=True, voltage_kv=110
        ),
        "parks.TransportLink": lambda: TransportLink.objects.create(
            park=park, kind="rail_freight", name="货场", distance_km=6
        ),
        "policies.PolicyCategory": factories.PolicyCategoryFactory,
        "news.Column": lambda: factories.ColumnFactory(site=site),
        "news.KindTag": factories.KindTagFactory,
    }
    return made[source.label]()


def test_values_are_given_for_all_that_is_copied():
    declared = {}
    for source in sources():
        declared.setdefault(source.label, set()).update(source.columns)
    assert declared == {label: set(values) for label, values in NEW_VALUES.items()}


@pytest.mark.parametrize("label", NEW_VALUES)
def test_each_copied_column_tells_of_its_change(site, label):
    """Also of a change by QuerySet.update(), which no method of a model sees."""
    source = next(source for source in sources() if source.label == label)
    row = row_of(source, site)
    key = getattr(row, source.key)
    for column, value in NEW_VALUES[label].items():
        ReindexRequest.objects.all().delete()
        value = value() if callable(value) else value
        type(row).objects.filter(pk=row.pk).update(**{column: value})
        told = ReindexRequest.objects.filter(due_at=None).values_list("label", "object_id")
        assert (column, list(told)) == (column, [(label, key)])


def test_a_change_of_anything_else_tells_nothing(site):
    row_of(Source.at(Listing, "park", ()), site)
    ReindexRequest.objects.all().delete()
    Park.objects.update(summary="新的介绍", boundary={})
    Site.objects.update(slogan="新标语")
    assert list(ReindexRequest.objects.all()) == []


def test_a_supply_tells_when_it_comes_goes_and_moves(site):
    parks = factories.ParkFactory.create_batch(2, region=site.region)
    utility = Utility.objects.create(park=parks[0], kind="heat")
    utility.park = parks[1]
    utility.save()
    utility.delete()
    told = ReindexRequest.objects.filter(label="parks.Utility").order_by("pk", "object_id")
    a, b = (park.pk for park in parks)
    assert sorted(told.values_list("object_id", flat=True)) == [a, a, b, b]


def test_a_change_undone_is_not_told(site):
    park = factories.ParkFactory(region=site.region)
    with transaction.atomic():
        Park.objects.update(name="新名")
        transaction.set_rollback(True)
    assert list(ReindexRequest.objects.filter(object_id=park.pk)) == []


def make(model, site):
    park = factories.ParkFactory(region=site.region)
    column = factories.ColumnFactory(site=site)
    made = {
        "parks.Park": lambda: park,
        "parks.Listing": lambda: factories.ListingFactory(region=site.region, park=park),
        "policies.Policy": lambda: factories.PolicyFactory(region=site.region),
        "news.Article": lambda: factories.ArticleFactory(
            column=column, kind_tag=factories.KindTagFactory()
        ),
        "news.SitePage": lambda: factories.SitePageFactory(site=site),
    }
    return made[model._meta.label]()


@pytest.mark.parametrize("model", searchable_models(), ids=lambda model: model.__name__)
def test_documents_read_nothing_that_is_not_declared(site, model, django_assert_num_queries):
    """With exactly the declared columns at hand a document needs no query."""
    made = make(model, site)
    names = [field.name for field in model._meta.concrete_fields]
    for path, columns in model.search_sources.items():
        names += [path, *(f"{path}__{column}" for column in columns)]
    row = model.with_sources().only(*names).get(pk=made.pk)
    with django_assert_num_queries(0):
        document = row.search_document()
        row.entry_facts(document)
    assert document.title in str(made)


def test_index_rows_read_no_table_that_is_not_declared(site):
    """The statement that writes them names its tables."""
    listing = factories.ListingFactory(region=site.region)
    with CaptureQueriesContext(connection) as captured:
        Listing.write_index_rows([listing.pk])
    (sql,) = [q["sql"] for q in captured if q["sql"].startswith("INSERT INTO parks_listingdigest")]
    own = {"parks_listing", "parks_landterms", "parks_buildingspec", "parks_listing_industries"}
    copied = (Park, Utility, TransportLink, Industry)
    followed = {model._meta.db_table for model in copied}
    read = set(re.findall(r'(?:FROM|JOIN) "(\w+)"', sql))
    assert read == own | followed
    (copy,) = Listing.other_copies()
    declared = {source.label for source in copy.sources}
    assert declared == {model._meta.label for model in copied}
