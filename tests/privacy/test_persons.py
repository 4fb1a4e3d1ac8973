"""One person planted through every way in, then erased: no table, file or cache holds him."""

import datetime
import io
import json
import re

import pytest
from django.apps import apps
from django.core.cache import cache
from django.core.files.storage import FileSystemStorage
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from landing.models import LandingDocument, LandingNode
from leads import actions, tokens
from leads.consent import consent_mark, consent_text
from leads.models import AnswerFile, ContactView, Lead, Message, Submission, Topic
from parks.models import ImportJob
from privacy.models import ErasureRequest
from privacy.personal_traces import Trace, pattern_of, traces_of
from privacy.persons import NobodyNamed, erase_person, leads_of, person_of
from tests.leads.factories import LeadFactory, PromiseFactory
from tests.leads.marks import BROWSER, aged
from tests.leads.test_lead_lists import DEFAULTS, HEADER, csv_of
from tests.world import picture
from visits.models import Visit, VisitEvent

PHONE, MAIL, WORD = "13900776655", "kanarie@example.com", "kanarievogel"
SAID = f"{WORD}，请打 139 0077-6655 或写 {MAIL}"
OTHERS = "13700001111"


@pytest.fixture
def stored_in(tmp_path):
    """The private storages, each in a folder of its own."""
    replaced = {}
    for name, field in (
        ("imports", ImportJob._meta.get_field("file")),
        ("answers", AnswerFile._meta.get_field("file")),
    ):
        folder = tmp_path / name
        folder.mkdir()
        field.storage.replace(FileSystemStorage(location=folder))
        replaced[name] = field.storage
    yield tmp_path
    for storage in replaced.values():
        storage.restore()


@pytest.fixture
def officer(staff, site):
    return staff("officer", site.region)


def ask(client, site, url_name="consult", **changes):
    token = tokens.new_form_token(site_pk=site.pk, browser=BROWSER)
    sent = {
        "form_token": aged(token, tokens.FORM, datetime.timedelta(seconds=10)),
        "consent_mark": consent_mark(site, consent_text(site)),
        "topic": "space",
        "contact_name": WORD,
        "phone": PHONE,
        "email": MAIL,
        "company": f"{WORD}公司",
        "message": SAID,
        "has_consented": "on",
    }
    return client.post(reverse(url_name, args=[site.slug]), sent | changes)


def entered(site, officer):
    told = {
        "topic": Topic.objects.get(slug="space"),
        "channel": "phone",
        "channel_note": WORD,
        "contact_name": WORD,
        "company": "",
        "phone": PHONE,
        "email": "",
        "area_wanted": "",
        "timing_wanted": "",
        "message": SAID,
        "subject_query": "",
        "came_in_at": timezone.now(),
        "is_mine": True,
        "spoken_answer": "",
    }
    return actions.enter(site=site, by=officer, data=told, subject=None, nonce="n")


def imported(client, site, officer, *, is_confirmed):
    client.force_login(officer)
    rows = [
        [WORD, "", PHONE, MAIL, SAID],
        ["别人", "", OTHERS, "", "别人的话"],
        [WORD, "", "x", "", SAID],
    ]
    file = io.BytesIO(csv_of(rows, HEADER))
    file.name = "名单.csv"
    url = reverse("admin:leads_lead_import")
    address = client.post(url, {"site": site.pk, "file": file} | DEFAULTS)["Location"]
    if is_confirmed:
        client.post(address, {"confirm": ""})


@pytest.fixture
def planted(client, site, officer, stored_in, django_capture_on_commit_callbacks):
    """The person in every table that can hold somebody, by the ways that lead there."""
    now = timezone.now()
    assert ask(client, site).status_code == 302
    lead = Lead.objects.get()
    call = {"call_at": "soon", "message": "", "email": ""}
    assert ask(client, site, "callback", **call).status_code == 302
    actions.ask_again(lead=lead, body=SAID, nonce="again", proof="code")
    entered(site, officer)
    with django_capture_on_commit_callbacks(execute=True):  # files go when their rows have gone
        imported(client, site, officer, is_confirmed=True)
        imported(client, site, officer, is_confirmed=False)
    actions.claim(lead=lead, by=officer) if lead.owner_id is None else None
    actions.answer(lead=lead, by=officer, body=SAID, nonce="out")
    actions.add_note(lead=lead, by=officer, body=SAID)
    lead.calls.create(by=officer, outcome="reached", body=SAID)
    lead.next_steps.create(by=officer, kind="call", what=SAID, due_on=timezone.localdate())
    PromiseFactory(lead=lead, words=SAID, owner=officer, by=officer)
    lead.pauses.create(
        by=officer, reason=SAID, started_at=now, resumes_at=now + datetime.timedelta(9)
    )
    visit = Visit.objects.create(
        lead=lead, by=officer, state="asked", meeting_point=SAID, guide="王"
    )
    VisitEvent.objects.create(visit=visit, kind="declined", words=SAID, proof="code")
    due = {"due_at": now, "owner": officer}
    node = LandingNode.objects.create(lead=lead, name=WORD, note=SAID, **due)
    file = {"by": officer, "kind": "png", "name": f"{MAIL}.png", "size_bytes": 3, "created_at": now}
    LandingDocument.objects.create(node=node, file=picture(), **file)
    AnswerFile.objects.create(lead=lead, file=picture(), **file)
    ask(client, site, message=f"{SAID} http://spam.example http://spam.example/2")
    return lead


def hits(folder):
    """Every table as text, every file, the cache: how many hold the person, by where."""
    pattern = re.compile(rf"{PHONE}|139 0077-6655|{MAIL}|{WORD}", re.IGNORECASE)
    found = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT whole::text FROM "{table}" AS whole')  # noqa: S608 -- a test
            found[table] = sum(bool(pattern.search(row)) for (row,) in cursor.fetchall())
    for model in apps.get_models(include_auto_created=True):  # as read: sealed words are opened
        table, rows = model._meta.db_table, model._base_manager.values_list()
        found[table] = found.get(table, 0) + sum(bool(pattern.search(str(row))) for row in rows)
    for path in folder.rglob("*"):
        if path.is_file():
            texts = (str(path), path.read_bytes().decode("utf-8", "replace"))
            found[path.name] = any(map(pattern.search, texts))
    found["cache"] = any(
        pattern.search(repr(entry)) for entry in getattr(cache, "_cache", {}).items()
    )
    return {where for where, count in found.items() if count}


def test_nothing_is_left_of_who_was_planted_everywhere(
    planted, stored_in, capsys, django_capture_on_commit_callbacks
):
    before = hits(stored_in)
    assert {
        *("leads_lead", "leads_submission", "leads_message", "leads_followup", "leads_call"),
        *("leads_promise", "leads_pause", "leads_outbox", "leads_party", "leads_partyidentifier"),
        *("visits_visit", "visits_visitevent", "landing_landingnode", "landing_landingdocument"),
        *("leads_answerfile", "leads_nextstep"),
    } <= before
    assert any(name.endswith(".rows") for name in before)
    others = Lead.objects.get(phone=OTHERS)
    call_command("erase_person", PHONE)
    first = capsys.readouterr().out
    assert "什么也没有删" in first
    assert hits(stored_in) == before
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(person_of(PHONE), way="command")
    call_command("erase_person", PHONE, confirm=True)
    assert hits(stored_in) == set()
    assert "各表、文件里都没有了" in capsys.readouterr().out
    assert ErasureRequest.objects.filter(way="command").count() >= 4
    assert Lead.objects.get(pk=others.pk).message == "别人的话"


def test_what_others_wrote_is_told_and_left_to_them(site, officer, lead, capsys):
    other = LeadFactory(site=site, phone=OTHERS)
    message = Message.objects.create(
        lead=other, direction="in", body="请打 138 0000 1234", nonce="n"
    )
    with pytest.raises(CommandError, match="还有 1 处"):
        call_command("erase_person", lead.phone, confirm=True)
    assert f"还在 leads.Message {message.pk}" in capsys.readouterr().out
    assert Submission.objects.filter(lead=other).exists()


def test_copy_of_a_person_holds_all_sites_and_is_on_record(site, other_site, lead, capsys):
    LeadFactory(site=other_site, phone=lead.phone, message="另一处问的")
    LeadFactory(site=site, phone=OTHERS, message="别人的话")
    call_command("export_person", "138 0000 1234")
    out = capsys.readouterr().out
    assert [each["site"] for each in json.loads(out)["enquiries"]] == [site.name, other_site.name]
    assert "另一处问的" in out
    assert "别人的话" not in out
    assert ContactView.objects.filter(by=None).count() == 2


def test_person_is_named_by_number_address_or_reference(site, lead):
    mailed = LeadFactory(site=site, phone="", email="Zhao@example.com")
    again = LeadFactory(site=site, phone=lead.phone)
    assert list(leads_of(person_of("zhao@EXAMPLE.com"))) == [mailed]
    assert {*leads_of(person_of(lead.reference))} == {lead, again}
    for typed in ("赵女士", "1380000", "7K3Q-9XMD-0000"):
        with pytest.raises(NobodyNamed):
            person_of(typed)


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("138-0000 1234", True),
        ("１３８００００１２３４", False),  # stored texts are half-width where it matters
        ("2138000012345", False),
        ("电话13800001234。", True),
    ],
)
def test_numbers_are_found_as_people_write_them(text, is_found):
    assert bool(re.search(pattern_of(["13800001234"]), text)) is is_found


def test_database_and_program_find_the_same(lead):
    lead.follow_ups.create(body="写 A.B+c@Example.com 或 aa.b+c@example.com.cn")
    lead.follow_ups.create(body="写 xa.b+c@example.com")
    number = lead.follow_ups.order_by("pk").first().pk
    assert traces_of(["a.b+c@example.com"]) == [Trace("leads.FollowUp", str(number))]
    assert traces_of([]) == []
