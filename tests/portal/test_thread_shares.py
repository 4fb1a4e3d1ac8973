"""Readers who hang hold up readers, never enquiries, the desk or health checks."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import psycopg2
import pytest
from django.db import connection
from django.urls import get_resolver, reverse

from parks.models import ListingIndex
from portal.thread_shares import HEAVY, OFFICE
from tests.leads.processes import Process, Visitor
from tests.loopback import free_port

LOCKED_FOR = 10  # seconds
OTHERS = ("/golmud/consult/", "/golmud/consult/status/", "/admin/login/", "/healthz", "/readyz")


def test_heavy_names_are_addresses_of_ours():
    def names(resolver):
        for entry in resolver.url_patterns:
            if hasattr(entry, "url_patterns"):
                yield from names(entry)
            else:
                yield entry.name

    assert HEAVY - {*names(get_resolver())} == set()


@pytest.mark.parametrize("name", ["consult", "lead_status"])
def test_enquiries_are_the_office_s(site, name):
    assert OFFICE.match(reverse(name, args=[site.slug]))
    assert not OFFICE.match(reverse("listing_list", args=[site.slug]))


@pytest.mark.parametrize("name", ["answer_list", "answer_solved"])
def test_answers_beside_an_enquiry_are_for_readers(site, name):
    assert not OFFICE.match(reverse(name, args=[site.slug]))


@pytest.fixture
def web_port(transactional_db):
    """A real server, as deploy/gunicorn.conf.py has it, on the test's database."""
    port = free_port()
    options = ("--config", "deploy/gunicorn.conf.py", "--bind", f"127.0.0.1:{port}")
    server = Process("-m", "gunicorn", "portal.wsgi", *options, "--no-control-socket", smtp_port=1)
    yield port
    server.kill()


def lock(table, seconds):
    """Nobody else reads the table meanwhile."""
    settings = connection.get_connection_params()
    other = psycopg2.connect(**settings)
    other.cursor().execute(f'LOCK TABLE "{table}" IN ACCESS EXCLUSIVE MODE')
    timer = threading.Timer(seconds, other.close)
    timer.start()
    return timer


@pytest.mark.crash
def test_lock_on_the_list_leaves_the_rest_alone(site, web_port):
    for path in ("/golmud/listings/", *OTHERS):
        Visitor(web_port, path).insist("GET", headers={"Host": "localhost"}, until=200)
    timer = lock(ListingIndex._meta.db_table, LOCKED_FOR)
    end = time.monotonic() + LOCKED_FOR - 4

    def read_list(n):
        answers = []
        while time.monotonic() < end:
            started = time.monotonic()
            response, text = Visitor(web_port, "/golmud/listings/").request(
                "GET", headers={"Host": "localhost"}
            )
            answers.append((response.status, time.monotonic() - started, text, response))
            time.sleep(0.1)
        return answers

    def read_others(path):
        waits = []
        while time.monotonic() < end:
            started = time.monotonic()
            response, _ = Visitor(web_port, path).request("GET", headers={"Host": "localhost"})
            waits.append((path, response.status, time.monotonic() - started))
            time.sleep(0.1)
        return waits

    with ThreadPoolExecutor(20) as pool:
        lists = [pool.submit(read_list, n) for n in range(10)]
        others = [pool.submit(read_others, path) for path in OTHERS]
        answers = [answer for each in lists for answer in each.result()]
        waits = [wait for each in others for wait in each.result()]
    timer.join()
    assert {status for status, *_ in answers} == {503}
    _, _, text, response = answers[-1]
    assert (response.headers["Retry-After"], "现在太忙" in text, site.hotline in text) == (
        "5",
        True,
        True,
    )
    assert {(path, status) for path, status, _ in waits} == {(path, 200) for path in OTHERS}
    assert max(seconds for *_, seconds in waits) < LOCKED_FOR / 2  # they hung until it was over
    Visitor(web_port, "/golmud/listings/").insist("GET", headers={"Host": "localhost"}, until=200)
