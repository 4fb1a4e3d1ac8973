"""What is compiled once answers as if it were built anew, for whatever is asked."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.prepared_queries import OneOf, prepared
from parks.models import Industry, Park
from regions.models import Region
from tests import factories


@prepared
def _parks(now, path):
    return Park.objects.published(now).in_region(Region(path=path)).order_by("name", "pk")


@prepared
def _parks_of(keys):
    return Park.objects.filter(OneOf("pk", keys)).select_related("region").order_by("pk")


@prepared
def _names_but(name):
    return Industry.objects.exclude(name=name).order_by("pk").values_list("name", flat=True)[:2]


@prepared
def _marked(mark):
    return Industry.objects.annotate(mark=F("pk") + mark).order_by("pk")


def test_answers_as_the_queryset_would(site, other_site):
    here, there = factories.ParkFactory(region=site.region), factories.ParkFactory()
    factories.ParkFactory(region=site.region, status="draft")
    now = timezone.now()
    answers = [_parks(now=now, path=path) for path in (site.region.path, "", there.region.path)]
    assert answers[0] == [here]
    assert answers == [
        list(Park.objects.published(now).in_region(Region(path=path)).order_by("name", "pk"))
        for path in (site.region.path, "", there.region.path)
    ]


def test_what_is_selected_along_needs_no_query(site):
    parks = factories.ParkFactory.create_batch(3, region=site.region)
    with CaptureQueriesContext(connection) as asked:
        found = [(park, park.region) for park in _parks_of(keys=[parks[0].pk, parks[2].pk])]
    assert found == [(parks[0], site.region), (parks[2], site.region)]
    assert len(asked) == 1


def test_no_key_finds_nothing(site):
    factories.ParkFactory(region=site.region)
    assert _parks_of(keys=[]) == []


def test_values_and_slices_stay(db):
    for name in ("光伏", "锂电", "盐湖化工"):
        factories.IndustryFactory(name=name)
    assert [_names_but(name=name) for name in ("光伏", "锂电' OR 1=1 --")] == [
        ["锂电", "盐湖化工"],
        ["光伏", "锂电"],
    ]


def test_a_value_may_be_selected(db):
    industry = factories.IndustryFactory()
    assert [(row.pk, row.mark) for mark in (3, 4) for row in _marked(mark=mark)] == [
        (industry.pk, industry.pk + 3),
        (industry.pk, industry.pk + 4),
    ]
    assert _marked.annotations == {"mark"}
    assert _marked.model is Industry


def test_a_moment_that_is_no_slot_is_refused(site):
    """Else the pages of a process would be those of its start for ever."""

    @prepared
    def parks(path):
        return Park.objects.published().in_region(Region(path=path))

    with pytest.raises(ValueError, match=r"parks would always ask for 20\d\d-"):
        parks(path="")


def test_a_value_too_few_or_too_many_is_refused(db):
    with pytest.raises(TypeError, match="path"):
        _parks(now=timezone.now())
    with pytest.raises(TypeError, match="pk"):
        _parks(now=timezone.now(), path="", pk=1)


@pytest.mark.django_db(transaction=True)
def test_threads_ask_over_their_own_connections(site):
    parks = factories.ParkFactory.create_batch(4, region=site.region)

    def ask(park):
        try:
            found = [_parks_of(keys=[park.pk]) for _ in range(5)]
            return found, connection.connection.info.backend_pid
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(ask, parks))
    assert [found for found, _ in answers] == [[[park]] * 5 for park in parks]


@pytest.mark.django_db(transaction=True)
def test_threads_that_begin_together_have_it_made_once(site):
    """As the first readers after a start do: one query compiled by two threads is a broken one."""
    parks = factories.ParkFactory.create_batch(4, region=site.region)
    begun, making = [], threading.Barrier(len(parks))

    @prepared
    def parks_of(keys):
        begun.append(keys)
        time.sleep(0.05)  # time enough for the others to come in
        return Park.objects.filter(OneOf("pk", keys)).select_related("region__parent")

    def ask(park):
        try:
            making.wait()
            return parks_of(keys=[park.pk])
        finally:
            connection.close()

    with ThreadPoolExecutor(len(parks)) as pool:
        assert list(pool.map(ask, parks)) == [[park] for park in parks]
    assert len(begun) == 1
