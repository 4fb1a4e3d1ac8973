"""The key is changed while people ask and the office looks them up: all is read, all is found."""

import io
import itertools
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import call_command
from django.db import connection

from core.sealed_rows import keys_in_use
from core.sealing import data_keys
from leads.models import Lead, PartyIdentifier
from leads.parties import join
from tests.leads.factories import LeadFactory, TopicFactory

pytestmark = pytest.mark.django_db(transaction=True)

OLD, NEW = "old-" + "o" * 40, "new-" + "n" * 40
STORED, WRITERS = 600, 3


@pytest.fixture
def people(site, settings):
    """Stored under the old key."""
    settings.DATA_KEYS = [OLD]
    TopicFactory()
    return [write(site, number) for number in range(STORED)]


def write(site, number):
    told = {"phone": f"139{number:08}", "email": f"p{number}@example.com"}
    lead = LeadFactory(site=site, contact_name=f"某{number:06}人", **told)
    join(lead)
    return lead.pk


def looked_up(number, pk):
    """What the office finds of somebody, by each way; all of it read."""
    found = [
        Lead.objects.with_phone(f"139{number:08}"),
        Lead.objects.with_mail(f"P{number}@Example.com"),
        Lead.objects.named(f"{number:06}"),
        Lead.objects.filter(contact_name=f"某{number:06}人"),
    ]
    rows = [[(row.pk, row.message[:1], row.phone) for row in leads] for leads in found]
    told = PartyIdentifier.objects.filter(value=f"139{number:08}").count()
    return (rows, told) == ([[(pk, "想", f"139{number:08}")]] * len(found), 1)


def test_key_is_changed_under_way(people, site, settings):
    numbers, is_over, known = itertools.count(STORED), threading.Event(), dict(enumerate(people))

    def work(_):
        wrong = turns = 0
        try:
            while not is_over.is_set():
                number = next(numbers)
                known[number] = write(site, number)
                asked = [number, (number * 7) % STORED, (number * 13) % STORED]
                wrong += sum(not looked_up(one, known[one]) for one in asked)
                turns += 1
        finally:
            connection.close()
        return wrong, turns

    with ThreadPoolExecutor(WRITERS) as pool:
        working = pool.map(work, range(WRITERS))
        settings.DATA_KEYS = [OLD, NEW]  # first everybody can open the new one
        settings.DATA_KEYS = [NEW, OLD]
        call_command("rotate_data_keys", stdout=io.StringIO())
        is_over.set()
        told = [*working]
    assert [wrong for wrong, _ in told] == [0] * WRITERS
    assert all(turns for _, turns in told)
    call_command("rotate_data_keys", stdout=io.StringIO())
    settings.DATA_KEYS = [NEW]
    assert {*keys_in_use()} == {data_keys().key_ids[0]}
    some = [*range(0, STORED, 50), *range(STORED, next(numbers))]
    assert [number for number in some if not looked_up(number, known[number])] == []
