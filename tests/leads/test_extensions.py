"""A room above adds to an enquiry what it says here, and nothing of it is known below."""

import datetime
import re

import pytest
from django.core.exceptions import ValidationError
from django.db.models import F
from django.template import Template
from django.urls import reverse
from django.utils import timezone

from leads import actions, extensions
from leads.actions.transitions import set_owner
from leads.default_stages import GATES, ensure_gates
from leads.gates import missing_for
from leads.models import Outbox, Promise, StageGate
from leads.notifications import outbox
from leads.notifications.breaches import tell_of_breaches
from leads.notifications.digests import due_of
from leads.notifications.mails import compose
from leads.retention import erase
from tests.leads.factories import LeadFactory, PromiseFactory

MINUTE, DAY = datetime.timedelta(minutes=1), datetime.timedelta(days=1)


class Probe(extensions.Extension):
    name = "probe"
    requirements = {
        "probed": extensions.Requirement("已经探过", "case-probe", lambda lead: False, "building")
    }
    mails = {
        "probe_in": extensions.MailKind("探（致专员）", "探 {reference}", "{url} {code}|"),
        "probe_out": extensions.MailKind(
            *("探（致访客）", "探 {reference}", "{url} {code}| {count} 次"),
            path=lambda mail: "/probe/",
            words=lambda mail: {"count": 3},
            is_to_visitor=True,
        ),
    }

    def __init__(self):
        self.told = []

    def follow_stage(self, lead, *, by, now):
        self.told.append(("stage", lead.stage, by))

    def follow_owner(self, lead, *, was, now):
        self.told.append(("owner", was, lead.owner))

    def erase(self, lead):
        self.told.append(("erase", lead))

    def panel(self, lead, *, now):
        return extensions.Panel(Template("探到 {{ panel.count }} 次"), {"count": 3})

    def late(self, since):
        """Any rows of somebody's: here promises that are not late themselves."""
        return Promise.objects.annotate(due_at=F("created_at")).filter(due_at__lt=since)

    def due_of(self, user, now):
        return {"还没有探": StageGate.objects.all()}


@pytest.fixture
def probe():
    probe = Probe()
    extensions.register(probe)
    yield probe
    extensions.forget(probe)


def test_room_is_told_of_stage_owner_and_erasure(probe, lead, staff, site):
    officer = staff("officer", site.region)
    lead = actions.answer(lead=lead, by=officer, body="您好", nonce="n", is_told=True)
    set_owner(lead, None, by=officer, now=timezone.now())
    erase(lead=lead, now=timezone.now())
    assert probe.told == [
        ("owner", None, officer),
        ("stage", lead.Stage.ANSWERED, officer),
        ("owner", officer, None),
        ("erase", lead),
    ]


def test_stage_asks_for_what_a_room_above_requires(probe, lead):
    StageGate.objects.all().delete()
    ensure_gates()
    asked = [each for each in extensions.requirements().values() if each.stage]
    assert StageGate.objects.count() == len(GATES) + len(asked)
    gate = StageGate.objects.get(requirement="probed")
    assert str(gate) == "开工：已经探过"
    gate.clean_fields()
    assert "已经探过" in missing_for(lead, "building")
    gate.requirement = "no such"
    with pytest.raises(ValidationError):
        gate.clean_fields()


def test_mails_of_a_room_above_go_to_the_office_and_to_the_visitor(probe, lead):
    for kind in ("probe_in", "probe_out"):
        outbox.owe(lead, kind, "x", ["li@example.com"])
    to_staff, to_visitor = Outbox.objects.filter(kind__startswith="probe").order_by("kind")
    url = reverse("admin:leads_lead_change", args=[lead.pk])
    told = compose(to_staff)
    assert told.subject.endswith(f"探 {lead.reference}")
    assert told.body.endswith(f"{url} |")
    assert (to_staff.get_kind_display(), to_staff.is_to_visitor) == ("探（致专员）", False)
    told = compose(to_visitor).body
    assert re.search(r"/probe/ \S+\| 3 次\Z", told)  # with the code of the receipt


def test_digest_counts_what_waits_in_a_room_above(probe, staff, site):
    StageGate.objects.create(stage="building", requirement="probed")
    officer, now = staff("officer", site.region), timezone.now()
    assert due_of(officer, now) == {"还没有探": StageGate.objects.count()}


def test_desk_shows_the_panel_of_a_room_above(probe, lead, client, staff, site):
    client.force_login(staff("officer", site.region))
    assert "探到 3 次" in client.get(reverse("admin:leads_lead_change", args=[lead.pk])).text


@pytest.mark.parametrize("is_owned", [True, False])
def test_what_is_late_in_a_room_above_is_told_once_to_whose_it_is(probe, staff, site, is_owned):
    """Else to who has the enquiry, and to all officers of one that nobody has."""
    now = timezone.now()
    hers = staff("officer", site.region, email="li@example.com")
    his = staff("officer", site.region, email="wang@example.com")
    lead = LeadFactory(site=site, owner=his if is_owned else None, first_reply_at=now)
    row = {"lead": lead, "due_on": timezone.localdate(now) + 9 * DAY, "created_at": now - MINUTE}
    PromiseFactory(**row, owner=hers if is_owned else staff("auditor", site.region))
    for _ in range(2):
        tell_of_breaches(now=now)
    told = sorted(Outbox.objects.values_list("recipient", flat=True))
    assert told == ["li@example.com", "wang@example.com"][: 1 if is_owned else 2]
