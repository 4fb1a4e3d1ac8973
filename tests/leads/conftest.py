"""The enquiry form, filled in by a person who took their time."""

import datetime
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse

from leads import tokens
from leads.consent import consent_mark, consent_text
from leads.default_clocks import ensure_clock_rules
from leads.default_stages import ensure_lost_reasons
from leads.default_topics import ensure_topics
from leads.models import Submission
from tests.leads.marks import BROWSER, aged, in_browser
from tests.leads.webhook_server import WebhookServer
from tools.management.commands.db import is_embedded

UNHURRIED = datetime.timedelta(seconds=10)


@pytest.fixture(autouse=True)
def topics(db):
    """The migration's rows; a test with real transactions empties all tables afterwards."""
    ensure_topics()
    ensure_lost_reasons()
    ensure_clock_rules()


@pytest.fixture
def webhook(db, settings):
    """A chat on this machine, the only one that notices may be posted to."""
    server = WebhookServer()
    settings.NOTICE_HOSTS = [server.host]
    yield server
    server.close()


@pytest.fixture
def client(client):
    """The browser that opened the form."""
    return in_browser(client)


@pytest.fixture
def form_token(site):
    """form_token(age) → the token of a form that was drawn that long ago."""

    def make(age=UNHURRIED, browser=BROWSER):
        return aged(tokens.new_form_token(site_pk=site.pk, browser=browser), tokens.FORM, age)

    return make


@pytest.fixture
def enquiry(form_token, site):
    """enquiry(**changes) → the POST data of a valid form."""

    def make(**changes):
        return {
            "form_token": form_token(),
            "consent_mark": consent_mark(site, consent_text(site)),
            "topic": "space",
            "contact_name": "赵女士",
            "phone": "13800001234",
            "message": "想租带行车的厂房。",
            "has_consented": "on",
        } | changes

    return make


@pytest.fixture
def send(client, site, enquiry):
    """send(**changes) → the reply to a filled-in form."""

    def post(**changes):
        return client.post(reverse("consult", args=[site.slug]), enquiry(**changes))

    return post


@pytest.fixture
def broken_outbox(db):
    """Every mail that is owed raises, repeating personal data as PostgreSQL's details do."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            CREATE FUNCTION leads_outbox_breaks() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION 'forced' USING DETAIL = 'Failing row contains (canary).';
            END
            $$;
            CREATE TRIGGER leads_outbox_breaks BEFORE INSERT ON leads_outbox
                FOR EACH ROW EXECUTE FUNCTION leads_outbox_breaks();
            """
        )


@pytest.fixture
def errors_of():
    """The sentences of the error summary, in order."""

    def read(response):
        html = response.content.decode()
        summary = re.search(r'<div class="errors.*?</div>', html, re.DOTALL)
        if summary is None:
            return []
        return re.findall(r"<li>(?:<a [^>]*>)?([^<]+)", summary[0])

    return read


@pytest.fixture
def stored():
    """The frozen words of all submissions, oldest first."""
    return lambda: [row.payload for row in Submission.objects.order_by("pk")]


@pytest.fixture
def postgres_log():
    """What the embedded server has written since; "" where the database is somebody else's."""
    file = Path(settings.VAR_DIR) / "postgres.log"
    if not (is_embedded() and file.exists()):
        return lambda: ""
    begun = file.stat().st_size

    def read():
        with file.open("rb") as log:
            log.seek(begun)
            return log.read().decode()

    return read
