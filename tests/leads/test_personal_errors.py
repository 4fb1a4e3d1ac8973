"""No error of the database brings what it refused into a log, whatever table and rule.

Each rule of each table that holds personal data is broken for real, in the middle of the request
that writes to the table: first the statement that breaks it is found, then it takes the place of
the view's own.
"""

import io
import itertools
import json
import logging
import re

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from core.error_frames import FramesFormatter
from leads.models import Lead, Submission
from tests.factories import UserFactory
from tests.leads.factories import CalendarPeriodFactory, LeadFactory, MailFactory, MessageFactory
from tests.leads.marks import in_browser
from tests.leads.test_privacy import documented

CANARY, CANARY_PHONE = "canary", "13912345678"
RULES = """
    SELECT conname, contype::text, array_agg(attname::text) FROM pg_constraint
    JOIN pg_attribute ON attrelid = conrelid AND attnum = ANY (conkey)
    WHERE conrelid = %s::regclass AND contype IN ('c', 'u', 'p', 'f', 'x') GROUP BY 1, 2
"""
COLUMNS = """
    SELECT attname, format_type(atttypid, atttypmod), attnotnull FROM pg_attribute
    WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
"""
# Sessions hold a signed text of ours; django-axes keeps its log of failures only when told to.
NOT_WRITTEN = {"sessions.Session", "axes.AccessFailureLog"}
# What a rule may refuse, by the type of the column.
TRIED = {
    "character": ["", CANARY, "new", "closed", "in", "out"],
    "text": ["", CANARY],
    "timestamp": ["1900-01-01T00:00:00Z", "2100-01-01T00:00:00Z", None],
    "date": ["1900-01-01", "2100-01-01"],
    "boolean": [True, False],
    "bigint": [-1, 0],
    "integer": [-1, 0],
    "smallint": [-1, 0],
}


@pytest.fixture
def app_log():
    """Everything that is logged, in the form of LOGGING."""
    kept = io.StringIO()
    handler = logging.StreamHandler(kept)
    handler.setFormatter(FramesFormatter())
    root = logging.getLogger()
    root.addHandler(handler)
    yield kept.getvalue
    root.removeHandler(handler)


@pytest.fixture
def requests(client, site, staff, enquiry, superuser, places):
    """{name: a request that writes}, by visitors and staff; the rows they write next to exist."""
    manager = staff("manager", site.region, email="canary-officer@example.com")
    lead = LeadFactory(
        site=site, contact_name=CANARY, phone=CANARY_PHONE, email="canary@example.com", owner=None
    )
    MessageFactory(lead=lead, body=CANARY)
    MailFactory(lead=lead, recipient="canary@example.com")
    lead.lead_listings.create(label=CANARY, position=1)
    view = lead.contact_views.create(by=manager)
    lead.follow_ups.create(body=CANARY, contact_view=view)
    lead.stage_changes.create(by=manager, from_stage="new", to_stage="contacted")
    lead.owner_changes.create(by=manager, to_owner=manager)
    LogEntry.objects.create(user=manager, object_repr=CANARY, action_flag=CHANGE)
    CalendarPeriodFactory()
    form = {"contact_name": CANARY, "phone": CANARY_PHONE, "email": "canary@example.com"}
    form["listing"] = places[0].pk
    steps = {
        "claim": {},
        "note": {"body": CANARY},
        "stage": {"to_stage": "visiting", "stage_was": lead.stage},
        "reveal": {},
        "answer": {"body": CANARY, "nonce": "n"},
    }

    consult = reverse("consult", args=[site.slug])

    def search():
        client.force_login(manager)
        return client.get(reverse("admin:leads_lead_changelist"), {"q": CANARY_PHONE})

    def step(name):
        client.force_login(manager)
        return client.post(reverse("admin:leads_lead_step", args=[lead.pk, name]), steps[name])

    def add(model, data):
        client.force_login(superuser)
        return client.post(reverse(f"admin:{model}_add"), data)

    words = {"username": "canary-user", "usable_password": "true"}
    words |= {"password1": "canary-Zx81!", "password2": "canary-Zx81!"}
    period = {"first_on": "2031-05-01", "last_on": "2031-05-03", "name": CANARY}
    member = {"user": manager.pk, "region": site.region.pk, "role": "editor"}
    known = UserFactory(username="canary-known", password="canary-Zx81!", is_staff=True)
    known.set_password("canary-Zx81!")
    known.save()

    def sign_in(password):
        client.cookies.clear()
        data = {"username": "canary-known", "password": password}
        return client.post(reverse("admin:login"), data)

    return {
        # First, for the test's client writes to the log of logins, too, without a request.
        "login": lambda: sign_in("canary-Zx81!"),
        "wrong login": lambda: sign_in("canary-wrong"),
        "consult": lambda: in_browser(client).post(consult, enquiry(**form)),
        "search": search,
        **{name: (lambda name=name: step(name)) for name in steps},
        "calendar": lambda: add("leads_calendarperiod", period),
        "user": lambda: add("auth_user", words),
        "member": lambda: add("regions_membership", member),
    }


def written_by(request):
    """The tables that a request writes to; what it wrote is gone afterwards."""
    seen = set()

    def watch(execute, sql, params, many, context):
        seen.add(table_written_by(sql))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch), transaction.atomic():
        request()
        transaction.set_rollback(True)
    return seen - {None}


def table_written_by(sql):
    """None for what only reads, and for the time of signing in, which the test's client writes."""
    found = re.match(r'\s*(?:INSERT INTO|UPDATE) "?(\w+)', sql)
    return found[1] if found and 'SET "last_login"' not in sql else None


def rows(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def refusal(statement):
    """(SQLSTATE, constraint) of the database's answer; None where it takes the statement."""
    sql, params = statement
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, params)
            transaction.set_rollback(True)
    except DatabaseError as error:
        diag = error.__cause__.diag
        return error.__cause__.pgcode, diag.constraint_name
    return None


class Table:
    """One table, and statements that break its rules."""

    def __init__(self, model):
        self.name, self.key = model._meta.db_table, model._meta.pk.column
        self.columns = {name: (kind, must) for name, kind, must in rows(COLUMNS, self.name)}
        self.rules = rows(RULES, self.name)

    def copy(self, **changes):
        """A statement: the newest row once more, changed."""
        sql = (
            "SET CONSTRAINTS ALL IMMEDIATE; INSERT INTO {0} SELECT (jsonb_populate_record("
            "NULL::{0}, to_jsonb(r) || %s::jsonb)).* FROM (SELECT * FROM {0} ORDER BY {1} DESC"
            " LIMIT 1) r"
        )
        return sql.format(self.name, self.key), [json.dumps(changes)]

    def breaking(self):
        """(what is broken, the statement), each once."""
        for column, (kind, must_be) in self.columns.items():
            if must_be:
                yield f"{column} is null", self.copy(**{column: None})
            if "(" in kind and kind.startswith("character"):
                yield f"{column} is too long", self.copy(**{column: CANARY * 200})
        for kind, column in {kind: name for name, (kind, _) in self.columns.items()}.items():
            if not kind.startswith(("character", "text")):
                sql = "UPDATE {} SET {} = %s".format(self.name, column)  # noqa: S608, UP032 -- names of the catalogue
                yield f"{column} is no {kind}", (sql, [CANARY])
        for rule, kind, columns in self.rules:
            statements = self._tries(kind, columns)
            broken = (one for one in statements if (refusal(one) or ("", ""))[1] == rule)
            statement = next(broken, None)
            assert statement, f"no statement breaks {rule}"
            yield f"{rule} ({kind})", statement

    def _tries(self, kind, columns):
        """The newest row again with other keys, but for what the rule is about."""
        keys = {name for _, kind, names in self.rules if kind in "up" for name in names}
        fresh = {name: self._other_value(name) for name in keys}
        if kind in "up":
            yield self.copy(**{name: fresh[name] for name in keys - {*columns}})
        elif kind == "f":
            foreign = {name for _, kind, names in self.rules if kind == "f" for name in names}
            own = {name: fresh[name] for name in keys - foreign}
            yield self.copy(**(own | dict.fromkeys(columns, -1)))
        else:
            yield self.copy(**fresh)
            wrong = [{name: value} for name in columns for value in self._wrong_values(name)]
            for one, other in itertools.combinations_with_replacement(wrong, 2):
                yield self.copy(**(fresh | one | other))

    def _wrong_values(self, name):
        kind = self.columns[name][0]
        return [[]] if kind.endswith("[]") else TRIED[re.match(r"\w+", kind)[0]]

    def _other_value(self, name):
        kind = self.columns[name][0]
        if kind.startswith(("character", "text")):
            return "7K3Q-9XMD-PT4V" if name == "reference" else "canary-2"
        others = {"timestamp": "2026-01-01T00:00:00Z", "inet": "203.0.113.9"}
        return others.get(kind.split(" ")[0], 30_000)


def in_place_of(table, statement, done):
    """A wrapper: the first statement that writes to the table is that one instead."""

    def replace(execute, sql, params, many, context):
        if not done and table_written_by(sql) == table:
            done.append(table)
            return execute(*statement, None, context)
        return execute(sql, params, many, context)

    return replace


def personal_models():
    """Those that a request of ours writes, whose rows somebody's words may stand in."""
    return [apps.get_model(label) for label in documented() if label not in NOT_WRITTEN]


@pytest.mark.django_db
def test_every_rule_of_every_personal_table_is_broken_and_no_log_repeats_it(
    client, requests, app_log, postgres_log, capfd
):
    client.raise_request_exception = False
    for request in ("consult", "search", "login", "wrong login"):  # rows to copy
        requests[request]()
    assert Lead.objects.count() == Submission.objects.count() == 2
    writers = {}
    for request in requests.values():
        for table in written_by(request):
            writers.setdefault(table, request)
    tables = {model._meta.db_table for model in personal_models()}
    assert tables - set(writers) == set()
    told = set()
    for model in personal_models():
        table = Table(model)
        for what, statement in table.breaking():
            done = []
            wrapper = in_place_of(table.name, statement, done)
            with connection.execute_wrapper(wrapper), transaction.atomic():
                writers[table.name]()
                transaction.set_rollback(True)
            assert done, f"nothing was written to {table.name}: {what}"
            told.add((table.name, what))
    assert len(told) > 150
    logged = app_log()
    assert logged.count("Internal Server Error") > 100  # the control: they were failures, and told
    assert len(set(re.findall(r"Violation \d{5} (\w+)", logged))) > 20
    printed = capfd.readouterr()
    for secret in (CANARY, CANARY_PHONE):
        for log in (logged, postgres_log(), printed.out, printed.err):
            assert secret not in log
