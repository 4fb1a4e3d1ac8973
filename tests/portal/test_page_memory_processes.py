"""Kept pages on real servers: what is gone is gone everywhere, and outages are not noticed."""

import contextlib
import datetime
import time
from http.client import HTTPConnection

import psycopg2
import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.leads.processes import Process
from tests.loopback import free_port, is_open, wait_until
from tests.nginx import HOST, needs_nginx, portal_behind_nginx

pytestmark = pytest.mark.crash
MEMORY = {"CRASH_PAGE_MEMORY_BYTES": "8000000"}
ON_THIS_MACHINE, ON_OTHERS = 1.0, 5.0  # seconds until a change is seen
HERE = {"Host": "localhost", "X-Forwarded-For": "192.0.2.1"}


def ask(port, path, host="localhost", method="GET"):
    """(status, text)"""
    http = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        http.request(method, path, headers=HERE | {"Host": host})
        response = http.getresponse()
        return response.status, response.read().decode(errors="replace")
    finally:
        http.close()


@pytest.fixture
def ports(transactional_db):
    """Two servers of one process each, on the test's database."""
    servers, ports = [], [free_port(), free_port()]
    for port in ports:
        options = ("--config", "deploy/gunicorn.conf.py", "--bind", f"127.0.0.1:{port}")
        command = ("-m", "gunicorn", "portal.wsgi", *options, "--no-control-socket", "-w", "1")
        servers.append(Process(*command, smtp_port=1, environment=MEMORY))
    for port in ports:
        wait_until(lambda port=port: is_open(port))
    yield ports
    for server in servers:
        server.kill()


@pytest.fixture
def article(site):
    return factories.ArticleFactory(column__site=site)


def drawn(path):
    return Client(HTTP_HOST="localhost").get(path).content.decode()


def test_what_is_withdrawn_is_gone_a_second_later_in_every_process(ports, article):
    path, news = article.get_absolute_url(), "/golmud/news/"
    for port in ports:
        for _ in range(2):
            assert ask(port, path)[0] == 200
            assert path in ask(port, news)[1]
    article.withdraw()
    time.sleep(ON_THIS_MACHINE)
    answers = [(ask(port, path)[0], path in ask(port, news)[1]) for port in ports]
    assert answers == [(404, False)] * 2


def test_what_is_due_later_appears_then_and_not_before(ports, article):
    due = timezone.now() + datetime.timedelta(seconds=15)
    later = factories.ArticleFactory(column=article.column, publish_at=due).get_absolute_url()
    seen = []
    while timezone.now() < due - datetime.timedelta(seconds=0.3):
        seen += [later in ask(port, "/golmud/news/")[1] for port in ports]
        if timezone.now() >= due:
            seen.pop()
        time.sleep(0.2)
    assert (set(seen), len(seen) >= 4) == ({False}, True)
    while timezone.now() < due + datetime.timedelta(seconds=ON_THIS_MACHINE):
        time.sleep(0.1)
    assert [later in ask(port, "/golmud/news/")[1] for port in ports] == [True, True]


def test_both_processes_keep_what_is_drawn_anew_byte_for_byte(ports, site, article):
    paths = ["/golmud/", "/golmud/news/", article.get_absolute_url(), "/golmud/site-map/", "/"]
    for change in (lambda: None, lambda: rename(article), lambda: recolour(site)):
        change()
        time.sleep(ON_THIS_MACHINE)
        for path in paths:
            fresh = drawn(path)
            assert [ask(port, path)[1] for port in ports * 2] == [fresh] * 4


def rename(article):
    article.title = "改过的标题"
    article.save()


def recolour(site):
    site.short_name = "新名字"
    site.save()


def shut(*, is_shut):
    """Nobody gets at the database of the test but who is in it already: this test."""
    name = connection.settings_dict["NAME"]
    beside = psycopg2.connect(**connection.get_connection_params() | {"dbname": "postgres"})
    beside.autocommit = True
    with contextlib.closing(beside), beside.cursor() as cursor:
        cursor.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS {not is_shut}')
    if is_shut:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture
def database(transactional_db):
    """database(is_shut=True): away for the servers, until it is back."""
    yield shut
    shut(is_shut=False)


def test_kept_pages_go_on_while_the_database_is_away(ports, article, database):
    port, path = ports[0], article.get_absolute_url()
    pages = {each: ask(port, each)[1] for each in ("/golmud/", path, "/golmud/feed/")}
    database(is_shut=True)
    until = time.monotonic() + 4
    while time.monotonic() < until:
        assert {each: ask(port, each)[1] for each in pages} == pages
        time.sleep(0.3)
    assert [ask(port, f"/golmud/{each}")[0] for each in ("parks/", "consult/")] == [503, 503]
    database(is_shut=False)
    article.withdraw()
    started = time.monotonic()
    wait_until(lambda: ask(port, path)[0] == 404)
    assert time.monotonic() - started < 2 * ON_OTHERS  # nothing is tried for five seconds


@needs_nginx
def test_behind_nginx_readers_go_on_whatever_is_down(tmp_path, article, database):
    path = article.get_absolute_url()
    with portal_behind_nginx(tmp_path, environment=MEMORY) as front:

        def get(each):
            return ask(front.port, each, HOST)

        pages = {each: get(each) for each in ("/golmud/", path, "/golmud/news/")}
        assert {status for status, _ in pages.values()} == {200}
        other = "/golmud/parks/"
        database(is_shut=True)
        time.sleep(3)
        assert {each: get(each) for each in pages} == pages
        assert get(other)[0] == 503
        form = get("/golmud/consult/")
        assert (form[0], "电话" in form[1]) == (503, True)
        database(is_shut=False)
        rename(article)
        started = time.monotonic()
        wait_until(lambda: "改过的标题" in get(path)[1])
        assert time.monotonic() - started < 2 * ON_OTHERS
        article.withdraw()
        time.sleep(ON_OTHERS)
        assert get(path)[0] == 404
        home = get("/golmud/")
        front.web.kill()
        time.sleep(3)
        assert [get("/golmud/"), get(path)[0]] == [home, 404]
        for down in ("/golmud/consult/", "/admin/"):
            status, text = get(down)
            assert (status, "网站正在维护" in text) == (502, True)
