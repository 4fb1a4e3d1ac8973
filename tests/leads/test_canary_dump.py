"""People come in by every way, and a dump of the whole database names none of them."""

import datetime
import itertools
import re

import pytest
from django.db import connection
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from core.sealed_rows import PLAIN, keys_in_use
from leads import actions
from leads.models import Contact, Lead, Message, Outbox, Throttle
from leads.notifications.delivery import deliver_due
from leads.proofs import code_of
from leads.tokens import new_nonce
from tests.factories import ListingFactory
from tests.floods import is_asked_for
from tests.leads.factories import LeadFactory
from tests.leads.test_callbacks import ask, url  # noqa: F401 -- fixtures
from tests.leads.test_lead_lists import bring, store, upload  # noqa: F401 -- fixtures
from tools.management.commands.db import run_client
from visits.actions import arrange_visit, cancel_visit
from visits.default_refusals import ensure_refusal_reasons
from visits.models import VisitStop

pytestmark = pytest.mark.django_db(transaction=True)

HOUR = datetime.timedelta(hours=1)
PEOPLE = 1000 if is_asked_for() else 200
CANARY = re.compile(r"1390077\d{4}|kanarie|金丝\d|jinsi\d{4}que")
FIRM = "示例盐湖公司"
PLAINLY = """
    UPDATE leads_lead SET contact_name = '金丝0000雀' WHERE id = (SELECT max(id) FROM leads_lead)
"""


class Person:
    """Somebody with a name, a phone, a mailbox and words of their own."""

    def __init__(self, number):
        self.number = number
        self.name, self.phone = f"金丝{number:04}雀", f"1390077{number:04}"
        self.mail, self.words = f"kanarie{number}@example.com", f"金丝{number:04}的话，想租厂房"

    @property
    def form(self):
        told = {"contact_name": self.name, "phone": self.phone, "email": self.mail}
        return told | {"company": FIRM, "message": self.words}


@pytest.fixture
def officer(staff, site):
    ensure_refusal_reasons()
    return staff("officer", site.region, email="officer@example.com")


@pytest.fixture
def ways(client, site, officer, send, ask, bring, store):  # noqa: F811 -- the fixtures
    """Each a function of a person, who is known to the office afterwards."""
    place = ListingFactory(region=site.region)
    tomorrow = timezone.now() + datetime.timedelta(days=1)

    def consult(person):
        assert send(**person.form).status_code == 302

    def call_back(person):
        assert ask(contact_name=person.name, phone=person.phone).status_code == 302

    def write(person):
        lead = LeadFactory(site=site, submission=person.words, **person.form)
        actions.ask_again(lead=lead, body=person.words, nonce=new_nonce(), proof="code")
        status = reverse("lead_status", args=[site.slug])
        for proof in (code_of(lead.reference), person.phone, person.mail, person.name):
            client.post(status, {"reference": lead.reference, "proof": proof})

    def work(person):
        lead = LeadFactory(site=site, submission=person.words, **person.form)
        by = {"lead": lead, "by": officer}
        actions.claim(**by)
        actions.add_note(**by, body=person.words)
        actions.record_call(**by, outcome="no_answer", body=person.words)
        actions.answer(**by, body=person.words, nonce=new_nonce())
        actions.pause(**by, reason=person.words, last_on=tomorrow.date())
        actions.promise(**by, words=person.words, due_on=tomorrow.date())
        seen = {"mark": actions.contact_mark(Lead.objects.get(pk=lead.pk))}
        actions.correct_contact(**by, values={"contact_name": f"{person.name}二"}, **seen)

    def visit(person):
        lead = LeadFactory(site=site, submission=person.words, **person.form)
        by = {"lead": lead, "by": officer}
        stops = [VisitStop(listing=place, label="甲", questions=person.words)]
        where = {"meeting_point": "南广场", "guide": "李科长", "guests": 2}
        arrange_visit(**by, times=[tomorrow], stops=stops, version_was=None, **where)
        cancel_visit(**by, reason=person.words, version_was=0)

    def enter(person):
        client.force_login(officer)
        form = person.form | {"channel": "phone", "site": site.pk, "topic": "space"}
        latest = Lead.objects.order_by("-pk").values_list("pk", flat=True)[:100]
        known = {"seen": [*latest], "has_consented": "on"}
        page = client.post(reverse("admin:leads_lead_add"), form | known)
        assert page.status_code == 302

    def bring_in(person):
        client.force_login(officer)
        bring([[person.name, FIRM, person.phone, person.mail, person.words]])

    return [consult, call_back, write, work, visit, enter, bring_in]


def an_hour_passes():
    """So many from one place within an hour would be asked whether they are people."""
    Throttle.objects.all().delete()
    Lead.objects.update(received_at=F("received_at") - 2 * HOUR)


def dumped(tmp_path):
    """The whole database, as a backup has it."""
    file = tmp_path / "dump.sql"
    run_client("pg_dump", "--no-owner", f"--file={file}")
    return file.read_text()


def test_dump_names_nobody(ways, tmp_path):
    people = [Person(number) for number in range(PEOPLE)]
    for way, person in zip(itertools.cycle(ways), people, strict=False):
        if person.number % 100 == 0:
            an_hour_passes()
        way(person)
    deliver_due(limit=20)
    assert Lead.objects.count() >= PEOPLE * 0.9
    assert min(Message.objects.count(), Outbox.objects.count(), Contact.objects.count()) > 10
    text = dumped(tmp_path)
    assert CANARY.findall(text) == []
    assert keys_in_use()[PLAIN] == 0

    # The controls: firms are named, and so is whoever is stored without being sealed.
    assert FIRM in text
    with connection.cursor() as cursor:
        cursor.execute(PLAINLY)
    assert CANARY.findall(dumped(tmp_path)) == ["金丝0"]
