"""A thousand phones and mailboxes go through every way in, and no log, cache or file keeps one.

Row P4 of docs/security-targets.md, at a whole portal: nginx, gunicorn, worker, PostgreSQL, Redis
and a mail server that repeats addresses in what it refuses.
"""

import http.client
import itertools
import re
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import psycopg2
import pytest
import redis
from aiosmtpd.controller import Controller
from django.conf import settings
from django.db import connection
from django.urls import reverse

from accounts.models import DeskSession as Session
from leads.models import Lead, Outbox, Submission
from tests.leads.processes import FORM, Process, Visitor
from tests.loopback import free_port, redis_server, wait_until
from tests.nginx import HOST, needs_nginx, portal_behind_nginx

pytestmark = [needs_nginx, pytest.mark.crash, pytest.mark.django_db(transaction=True)]

PEOPLE = 500  # each a phone and a mailbox
CANARY = re.compile(rb"1390077\d{4}|kanarie\d{4}")
ANSWERED = {200, 302, 400, 403, 404, 429, 503}  # 503: too many at once
CONTROL = "no-such-page"
REFUSING = """
    CREATE FUNCTION {0}_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'refused %', NEW.phone USING DETAIL = NEW::text; END $$;
    CREATE TRIGGER {0}_refuses BEFORE INSERT ON {0} FOR EACH ROW EXECUTE FUNCTION {0}_refuses();
"""
numbers = itertools.count(1)


class RefusingMailServer:
    """Repeats the address in its refusal, as many do."""

    def __init__(self):
        self.refused = []

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 -- aiosmtpd's name
        self.refused.append(address)
        return f"550 5.1.1 <{address}>: no such user here"


@pytest.fixture
def mail_server():
    handler, port = RefusingMailServer(), free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    handler.port = port
    yield handler
    controller.stop()


@pytest.fixture
def portal(site, tmp_path, mail_server):
    """The front of a portal whose processes write to tmp_path alone, a cache among them."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with redis_server(tmp_path) as cache_port:
        environment = {
            "PORTAL_CACHE_URL": f"redis://127.0.0.1:{cache_port}/0",
            "TMPDIR": str(temporary),
        }
        kwargs = {"smtp_port": mail_server.port, "environment": environment}
        with (
            (tmp_path / "worker.log").open("w") as log,
            portal_behind_nginx(tmp_path, **kwargs) as front,
        ):
            worker = Process("manage.py", "worker", "--interval", "0.2", output=log, **kwargs)
            cache = redis.Redis(port=cache_port)
            cache.config_set("appendonly", "yes")
            cache.set(CONTROL, "")
            yield front
            worker.kill()


class Person:
    """Somebody with a phone and a mailbox of their own, who comes from an address of their own."""

    def __init__(self, number):
        self.phone, self.word = f"1390077{number:04}", f"kanarie{number:04}"
        self.mail = f"{self.word}@example.com"
        self.address = f"127.0.{2 + number // 250}.{1 + number % 250}"

    def words(self):
        return {
            "contact_name": self.word,
            "phone": self.phone,
            "email": self.mail,
            "company": self.word,
            "message": f"{self.word} {self.phone}",
        }


def ask(port, method, path, sender, *, data=None, headers=None):
    """The status of nginx's answer; None where it lets go of the connection."""
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=60, source_address=(sender, 0))
    try:
        body = urlencode(data) if data is not None else None
        client.request(
            method, path, body, {"Host": HOST} | (FORM if data else {}) | (headers or {})
        )
        reply = client.getresponse()
        reply.read()
        return reply.status
    finally:
        client.close()


@pytest.fixture
def ways(portal, site, staff, enquiry, client):
    """{name: a way in that somebody's phone and mailbox may take}, each a function of a person."""
    officer = staff("officer", site.region, email="officer@example.com")
    client.force_login(officer)
    session = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={client.session.session_key}"}
    consult = reverse("consult", args=[site.slug])
    status = reverse("lead_status", args=[site.slug])
    visitor = Visitor(portal.port, consult)
    visitor.sender = lambda address: {"Host": HOST}
    visitor.open_form()
    mark = {"csrfmiddlewaretoken": visitor.mark}
    cookie = {"Cookie": visitor.cookie}
    inbox = reverse("admin:leads_lead_changelist")

    def get(path, headers=None):
        def act(person):
            found = urlencode({"q": person.phone, "message": f"{person.word} {person.mail}"})
            told = {"Referer": f"http://{HOST}/?{found}", "User-Agent": person.mail}
            address = f"{path}?{found}"
            return ask(portal.port, "GET", address, person.address, headers=told | (headers or {}))

        return act

    def post(path, words, headers=cookie):
        def act(person):
            return ask(
                portal.port, "POST", path, person.address, data=words(person), headers=headers
            )

        return act

    def filled(**changes):
        return lambda person: enquiry(**person.words()) | mark | changes

    return {
        "enquiry": post(consult, filled()),
        "no consent": post(consult, filled(has_consented="")),
        "mail without end": post(consult, lambda p: filled()(p) | {"email": f"{p.word}@kanarie"}),
        "no mark": post(consult, filled(csrfmiddlewaretoken="x")),
        "stolen token": post(consult, lambda p: filled()(p) | {"form_token": p.mail}),
        "status": post(status, lambda p: mark | {"reference": "7K3Q-9XMD-PT4V", "proof": p.phone}),
        "status by words": post(status, lambda p: mark | {"reference": p.mail, "proof": p.word}),
        "login": post("/admin/login/", lambda p: mark | {"username": p.mail, "password": p.phone}),
        "search": get(f"/{site.slug}/search/"),
        "listings": get(f"/{site.slug}/listings/"),
        "lost page": get(f"/{site.slug}/{CONTROL}/"),
        "prefilled": get(consult),
        "api": get("/api/v1/listings/"),
        "broken header": get(consult, {"Cookie": "consult=kanarie0000; display=kanarie0000"}),
        "inbox": get(inbox, session),
    }


def all_of(way, people):
    with ThreadPoolExecutor(8) as pool:
        return {*pool.map(way, people)}


def refused_by_database(way, people):
    """What they hear while the database refuses each row and quotes it."""
    table = Lead._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(REFUSING.format(table))
        try:
            return all_of(way, people)
        finally:
            cursor.execute(f"DROP FUNCTION {table}_refuses CASCADE")


def held_up(way, people):
    """What they hear while somebody holds the table."""
    other = psycopg2.connect(**connection.get_connection_params())
    try:
        other.cursor().execute(f'LOCK TABLE "{Lead._meta.db_table}" IN EXCLUSIVE MODE')
        return all_of(way, people)
    finally:
        other.close()


def written_to_cache(folder):
    """All that was ever written to it."""
    return b"".join(path.read_bytes() for path in (folder / "appendonlydir").iterdir())


def test_thousand_canaries_leave_no_trace_but_in_the_tables(
    portal, ways, mail_server, postgres_log, tmp_path
):
    people = [Person(number) for number in range(PEOPLE)]
    some = people[: len(ways) * 2]
    turns = itertools.cycle(ways.values())
    with ThreadPoolExecutor(8) as pool:
        told = [*pool.map(lambda way, person: way(person), turns, people)]
    by_way = {name: {*told[number :: len(ways)]} for number, name in enumerate(ways)}
    assert {name: codes for name, codes in by_way.items() if not codes <= ANSWERED} == {}
    assert 302 in by_way["enquiry"]
    assert refused_by_database(ways["enquiry"], some) == {500}
    assert held_up(ways["enquiry"], some[:8]) == {503}
    flooded = [ways["status"](some[0]) for _ in range(100)]
    assert flooded[-1] == 429
    wait_until(lambda: len(mail_server.refused) > 10)
    portal.web.kill()
    others = some[1:]  # the first is still one too many for nginx
    assert all_of(ways["search"], others) | all_of(ways["enquiry"], others) == {502}

    logs = {path.name: path.read_bytes() for path in tmp_path.glob("*.log")}
    assert set(logs) == {"web.log", "worker.log", "access.log", "error.log"}
    found = {name: CANARY.findall(text) for name, text in logs.items()}
    found["postgres"] = CANARY.findall(postgres_log().encode())
    found["cache"] = CANARY.findall(written_to_cache(tmp_path))
    sessions = repr([session.get_decoded() for session in Session.objects.all()])
    found["sessions"] = CANARY.findall(sessions.encode())
    files = [path for path in tmp_path.rglob("*") if path.is_file() and path.suffix != ".log"]
    found["files"] = [hit for path in files for hit in CANARY.findall(path.read_bytes())]
    assert {name: hits for name, hits in found.items() if hits} == {}

    # The controls: they went through, failures were told, and the logs do tell what happened.
    assert CANARY.search(repr([*Submission.objects.values_list("payload", flat=True)]).encode())
    to = Outbox.objects.values_list("recipient", flat=True)
    assert sum(address.startswith("kanarie") for address in to) > 10
    assert b"Internal Server Error" in logs["web.log"]
    assert [name for name in ("web.log", "access.log") if CONTROL.encode() not in logs[name]] == []
    assert b"mail" in logs["worker.log"]
    assert CONTROL.encode() in written_to_cache(tmp_path)
    assert "_auth_user_id" in sessions
