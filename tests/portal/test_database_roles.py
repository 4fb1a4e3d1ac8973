"""The role of web and worker: everything the portal does works, and nothing beyond."""

import datetime

import psycopg2
import pytest
from django.contrib import admin
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse

from leads import actions, tokens
from leads.consent import consent_mark, consent_text
from leads.models import Lead
from parks.models import ExportLog
from portal.audit_seals import seal_new_rows
from portal.checks import TOO_MUCH_POWER, database_role_owns_nothing
from portal.database_roles import grant, own_powers, powers_of
from tests.leads.marks import BROWSER, aged, in_browser
from tests.portal import access_matrix as matrix
from tests.world import whole_world

ROLE, PASSWORD = "portal_web_test", "only-for-tests"  # noqa: S105 -- of a role that is dropped
REFUSED = (
    "CREATE TABLE planted (id int)",
    "ALTER TABLE leads_lead DROP COLUMN message",
    "DROP TABLE leads_contactview",
    "TRUNCATE leads_lead",
    "ALTER TABLE leads_contactview DISABLE TRIGGER USER",
    "CREATE FUNCTION planted() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "COPY leads_lead TO PROGRAM 'cat'",
    "COPY leads_lead TO '/tmp/planted'",
    "CREATE ROLE planted SUPERUSER",
    "DELETE FROM django_migrations",
    "DELETE FROM django_admin_log",
    "DELETE FROM leads_contactview",
    "DELETE FROM parks_exportlog",
    "DELETE FROM portal_auditseal",
    "UPDATE parks_exportlog SET rows = 0",
    "UPDATE portal_auditseal SET digest = ''",
)


@pytest.fixture
def role(db):
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {ROLE} LOGIN PASSWORD '{PASSWORD}'")
    grant(ROLE)
    return ROLE


@pytest.fixture
def as_role(role):
    """From here on the connection is the role's: rights are those of a login of its own."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"SET LOCAL SESSION AUTHORIZATION {ROLE}")
        yield cursor


@pytest.fixture
def told(role, site, other_site, superuser, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return whole_world(site, other_site)


def test_every_page_of_the_public_works(client, told, as_role):
    got = {}
    for name, row in matrix.PUBLIC.items():
        url = told.address(name, row.args)
        got[name] = client.get(f"{url}?{row.query}" if row.query else url).status_code
    assert [name for name, status in got.items() if status >= 500] == []
    assert got["listing_detail"] == 200


def test_an_enquiry_is_stored_and_answered_for(client, told, as_role, site):
    in_browser(client)
    token = tokens.new_form_token(site_pk=site.pk, browser=BROWSER)
    sent = {
        "form_token": aged(token, tokens.FORM, datetime.timedelta(seconds=10)),
        "consent_mark": consent_mark(site, consent_text(site)),
        "topic": "space",
        "contact_name": "赵女士",
        "phone": "13800001234",
        "message": "想租带行车的厂房。",
        "has_consented": "on",
    }
    answer = client.post(reverse("consult", args=[site.slug]), sent)
    assert answer.status_code == 302
    lead = Lead.objects.order_by("pk").last()
    assert (lead.phone, lead.mails.count()) == ("13800001234", 1)
    actions.reveal_contact(lead=lead, by=told.officer)
    seal_new_rows()
    assert lead.contact_views.count() == 1


def test_every_list_and_form_of_the_desk_works(client, told, superuser, as_role):
    client.force_login(superuser)
    got = {}
    for model in admin.site._registry:
        prefix = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        got[model._meta.label] = client.get(reverse(f"{prefix}_changelist")).status_code
        row = model._default_manager.first()
        if row is not None:
            url = reverse(f"{prefix}_change", args=[row.pk])
            got[f"{model._meta.label} {row.pk}"] = client.get(url).status_code
    assert {key: status for key, status in got.items() if status != 200} == {}


@pytest.mark.parametrize("statement", REFUSED)
def test_what_goes_beyond_rows_is_refused(as_role, statement):
    with pytest.raises(ProgrammingError) as denied, transaction.atomic():
        as_role.execute(statement)
    assert denied.value.__cause__.pgcode == "42501"  # insufficient_privilege


def test_records_are_added_and_rows_are_changed(as_role, site):
    ExportLog.objects.create(region=site.region, format="csv", rows=3)
    assert ExportLog.objects.count() == 1
    assert Lead.objects.update(stage="new") == 0


def test_listing_is_saved_and_moves_the_stamp_of_the_index(told, as_role):
    """What triggers do at the end of a transaction they may do, and the role itself may not."""
    stamp = "SELECT last_value FROM parks_digest_stamp"
    as_role.execute(stamp)
    before = as_role.fetchone()
    told.listing.title = "改了标题"
    told.listing.save()
    as_role.execute(stamp)
    assert as_role.fetchone() > before
    with pytest.raises(ProgrammingError), transaction.atomic():
        as_role.execute("SELECT setval('parks_digest_stamp', 1)")


def test_tables_of_later_migrations_can_be_used(role):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE planted (id bigint)")
        cursor.execute(f"SET LOCAL SESSION AUTHORIZATION {ROLE}")
        cursor.execute("INSERT INTO planted VALUES (1)")
        cursor.execute("SELECT count(*) FROM planted")
        assert cursor.fetchall() == [(1,)]


def test_who_owns_tables_is_no_role_for_the_web(role, settings):
    settings.DATABASE_URL = "postgres://named"
    assert database_role_owns_nothing(None) == [TOO_MUCH_POWER]
    assert not powers_of(ROLE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (owner,) = cursor.fetchone()
        cursor.execute(f"SET LOCAL SESSION AUTHORIZATION {ROLE}")
        assert database_role_owns_nothing(None) == []
        assert not own_powers()
        cursor.execute("RESET SESSION AUTHORIZATION")
    with pytest.raises(CommandError, match="不能给网站用"):
        call_command("grant_web_role", owner)
    with pytest.raises(CommandError, match="没有角色 nobody_of_that_name"):
        call_command("grant_web_role", "nobody_of_that_name")


@pytest.mark.django_db(transaction=True)
def test_a_login_of_its_own_is_refused_the_same():
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {ROLE} LOGIN PASSWORD '{PASSWORD}'")
    try:
        call_command("grant_web_role", ROLE)
        params = connection.get_connection_params()
        params = {key: params[key] for key in ("host", "port", "dbname") if key in params}
        login = psycopg2.connect(**params, user=ROLE, password=PASSWORD)
        try:
            with login, login.cursor() as cursor:
                cursor.execute("SELECT current_user, count(*) FROM leads_lead GROUP BY 1")
                cursor.execute("INSERT INTO django_session VALUES ('k', 'd', now())")
            for statement in REFUSED:
                with pytest.raises(psycopg2.errors.InsufficientPrivilege), login:
                    login.cursor().execute(statement)
        finally:
            login.close()
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_session WHERE session_key = 'k'")
            cursor.execute(f"DROP OWNED BY {ROLE}")
            cursor.execute(f"DROP ROLE {ROLE}")
