"""The demo shows a living office: every stage, late and in time, doubles and quarantine."""

import datetime
import json
import re

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from leads.deadlines import is_working_day
from leads.models import Lead, NextStep
from portal.seeding.demo_enquiries import invented_phone, load_enquiries
from portal.seeding.run import SEEDS, load_seeds
from portal.seeding.staff import create_demo_staff

# A week of work without days off: whatever day it is, the same enquiries are late.
NOW = timezone.make_aware(datetime.datetime(2026, 11, 27, 10, 0))


@pytest.fixture(scope="module")
def demo(kept):
    """How many enquiries were loaded on top of the seeds."""
    load_seeds()
    create_demo_staff()
    return load_enquiries(now=NOW)


def test_enquiries_of_every_stage_are_there_once(demo, db):
    assert demo == 25
    assert {*Lead.objects.accepted().values_list("stage", flat=True)} == {*Lead.Stage.values}
    assert Lead.objects.quarantined().count() == 2
    assert {*Lead.objects.values_list("channel", flat=True)} == {*Lead.Channel.values}
    assert NextStep.objects.open().count() >= 6
    assert Lead.objects.overdue(NOW).count() >= 3
    assert load_enquiries() == 0


def test_whoever_answered_did_so_in_time_or_late_by_real_clocks(demo, db):
    for lead in Lead.objects.filter(first_reply_at__isnull=False):
        assert lead.received_at <= lead.first_reply_at
        assert is_working_day(timezone.localdate(lead.due_at))


def test_numbers_and_mailboxes_are_invented():
    rows = json.loads((SEEDS / "enquiries.json").read_text(encoding="utf-8"))
    phones = {invented_phone(number) for number, _ in enumerate(rows, start=1)}
    assert len(phones) == len(rows)
    assert all(re.fullmatch(r"1380000\d{4}", phone) for phone in phones)
    for row in rows:
        assert row.get("email", "@example.com").endswith("@example.com")
        assert "示例" in row["contact_name"]


def test_command_is_of_the_demo_alone(settings, db):
    settings.LOCAL = False
    with pytest.raises(CommandError, match="只用于本机演示"):
        call_command("load_demo_enquiries")
