"""A room above adds to an enquiry what it says here, and nothing of it is known below."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from leads import actions, extensions
from leads.actions.transitions import set_owner
from leads.default_stages import GATES, ensure_gates
from leads.gates import missing_for
from leads.models import Outbox, StageGate
from leads.notifications import outbox
from leads.notifications.digests import due_of
from leads.notifications.mails import compose
from leads.retention import erase


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
