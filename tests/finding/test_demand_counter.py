"""What readers ask and where they meet 未知 is counted; robots, staff and repetitions are not."""

import datetime
import re

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from finding.demand_counter import ALWAYS_KNOWN, _digest, count_question
from parks.attributes import BY_NAME
from parks.models import CountedDemand, NeedDemand, UnknownDemand
from tests import factories

READER = {"User-Agent": "Mozilla/5.0 (Linux; Android 14)"}
PATH = "/golmud/factories/?height_min=9&load_min=3"
OF_PATH = ("height_min", "load_min")
DAY = datetime.timedelta(days=1)


@pytest.fixture
def place(site):
    """净高 is known, 承重 is not."""
    return factories.BuildingSpecFactory(
        listing__region=site.region, clear_height_m=10, load_t_per_sqm=None
    ).listing


def asked():
    return sorted(NeedDemand.objects.values_list("need", "times"))


def unknown():
    return sorted(UnknownDemand.objects.values_list("listing", "need", "times"))


def test_needs_and_unknown_facts_are_counted(client, site, place):
    for network in ("192.0.2.1", "192.0.2.2"):
        response = client.get(PATH, headers=READER, REMOTE_ADDR=network)
        assert response.status_code == 200
    assert asked() == [("height_min", 2), ("load_min", 2)]
    assert unknown() == [(place.pk, "load_min", 2)]
    row = NeedDemand.objects.get(need="load_min")
    assert (row.site, row.asked_on) == (site, timezone.localdate())
    assert UnknownDemand.objects.get().last_on == timezone.localdate()


def test_every_fact_can_be_asked_for_and_what_is_always_known_counts_as_no_question(
    rf, site, place
):
    for fact in BY_NAME:
        count_question(rf.get("/", {"fact": fact}, headers=READER), site, place)
    names = {name for _, name, _ in unknown()}
    assert "load_min" in names
    assert not names & {"height_min", *ALWAYS_KNOWN}


def test_a_network_counts_once_a_day_for_each_need_of_a_site(client, site, other_site, place):
    for _ in range(3):
        client.get(PATH, headers=READER, REMOTE_ADDR="192.0.2.1")
    assert asked() == [("height_min", 1), ("load_min", 1)]
    assert unknown() == [(place.pk, "load_min", 1)]
    client.get(f"{PATH}&eia=1", headers=READER, REMOTE_ADDR="192.0.2.1")
    assert asked() == [("eia", 1), ("height_min", 1), ("load_min", 1)]
    client.get("/wulan/factories/?eia=1", headers=READER, REMOTE_ADDR="192.0.2.1")
    assert asked() == [("eia", 1), ("eia", 1), ("height_min", 1), ("load_min", 1)]
    CountedDemand.objects.update(asked_on=timezone.localdate() - DAY)
    client.get("/golmud/factories/?eia=1", headers=READER, REMOTE_ADDR="192.0.2.1")
    assert asked() == [("eia", 1), ("eia", 2), ("height_min", 1), ("load_min", 1)]


def test_one_ipv6_connection_is_one_network(client, place):
    for host in ("1", "2", "ffff"):
        client.get(PATH, headers=READER, REMOTE_ADDR=f"2001:db8::{host}")
    client.get(PATH, headers=READER, REMOTE_ADDR="2001:db8:0:1::1")
    assert asked() == [("height_min", 2), ("load_min", 2)]


def test_nothing_tells_which_network_it_was(client, place):
    """Neither the address itself nor anything that is the same on another day."""
    client.get(PATH, headers=READER, REMOTE_ADDR="192.0.2.1")
    today = set(CountedDemand.objects.values_list("digest", flat=True))
    assert {re.fullmatch("[0-9a-f]{64}", digest) is not None for digest in today} == {True}
    tomorrow = timezone.localdate() + DAY
    other_day = {_digest("192.0.2.1/32", place.region.site, n, tomorrow) for n in OF_PATH}
    same_day = {_digest("192.0.2.1/32", place.region.site, n, tomorrow - DAY) for n in OF_PATH}
    assert (today == same_day, today & other_day) == (True, set())


@pytest.mark.parametrize(
    "headers",
    [
        {"User-Agent": "Mozilla/5.0 (compatible; Baiduspider/2.0)"},
        {"User-Agent": "curl/8.5.0"},
        {"User-Agent": ""},
        READER | {"Sec-Purpose": "prefetch;prerender"},
        READER | {"Purpose": "prefetch"},
    ],
)
def test_programs_are_not_counted(client, place, headers):
    assert client.get(PATH, headers=headers).status_code == 200
    assert (asked(), unknown()) == ([], [])


def test_staff_heads_mistakes_and_later_pages_are_not_counted(client, site, place, staff):
    client.head(PATH, headers=READER)
    client.get(f"{PATH}&area_min=x", headers=READER)
    client.get(f"{PATH}&after=x", headers=READER)
    client.get("/golmud/factories/?q=厂&sort=area", headers=READER)
    client.force_login(staff("editor", site.region))
    client.get(PATH, headers=READER)
    assert (asked(), unknown()) == ([], [])


def test_a_need_is_counted_once_while_the_list_changes_in_place(client, place):
    before = "http://testserver/golmud/factories/?height_min=9"
    headers = READER | {"HX-Request": "true", "HX-Current-URL": before}
    client.get(PATH, headers=headers)
    assert asked() == [("load_min", 1)]
    client.get(PATH, headers=headers | {"HX-Current-URL": f"http://testserver{PATH}"})
    assert asked() == [("load_min", 1)]


@pytest.mark.parametrize("before", ["http://[x", "%00", "http://h\\@[::1"])
def test_a_header_that_is_no_address_is_no_matter(client, site, place, before):
    headers = READER | {"HX-Request": "true", "HX-Current-URL": before}
    assert client.get(PATH, headers=headers).status_code == 200
    assert asked() == [("height_min", 1), ("load_min", 1)]


@pytest.mark.django_db(transaction=True)
def test_a_database_that_takes_no_writes_still_shows_the_page(site, place):
    with connection.cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = on")
    try:
        response = Client().get(PATH, headers=READER)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET default_transaction_read_only = off")
    assert (response.status_code, asked()) == (200, [])
