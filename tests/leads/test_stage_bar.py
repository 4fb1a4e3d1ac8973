"""The bar of eight stages: days behind, days here, what the next one asks for."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from leads import actions
from leads.admin.stage_bar import bar_of
from leads.models import LostReason, StageGate
from tests.leads.factories import LeadFactory


def at(day, hour=10):
    return datetime.datetime(2026, 11, day, hour, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def lead(site, staff):
    officer = staff("officer", site.region)
    lead = LeadFactory(site=site, received_at=at(2), company="示例公司")
    for stage, day in (("assessing", 3), ("in_talks", 7)):
        actions.move(lead=lead, by=officer, to_stage=stage, stage_was=lead.stage, now=at(day))
        lead.refresh_from_db()
    return lead


def told(bar):
    return [(mark.label, mark.words, mark.tone) for mark in bar.marks]


def test_bar_tells_days_and_what_comes_next(lead):
    for requirement in ("company", "visit"):
        StageGate.objects.create(stage="visiting", requirement=requirement)
    bar = bar_of(lead, at(15, 11))
    assert told(bar) == [
        ("咨询", "1 天", "done"),
        ("研判", "4 天", "done"),
        ("洽谈", "第 9 天", "here"),
        ("考察", "差 1 项", "next"),
        *((label, "", "") for label in ("签约", "开工", "投产", "达效")),
    ]
    assert (bar.next_label, [each.label for each in bar.missing]) == ("考察", ["踏勘、见面有记录"])


def test_ended_enquiry_keeps_the_stage_it_was_in(lead, staff):
    reason = LostReason.objects.active().first()
    chief = staff("manager", lead.site.region)
    actions.move(
        lead=lead, by=chief, to_stage="lost", stage_was="in_talks", lost_reason=reason, now=at(9)
    )
    lead.refresh_from_db()
    assert told(bar_of(lead, at(20)))[:4] == [
        ("咨询", "1 天", "done"),
        ("研判", "4 天", "done"),
        ("洽谈", "2 天", "done"),
        ("考察", "", ""),
    ]


def test_page_links_to_what_is_missing(client, lead, staff):
    StageGate.objects.create(stage="visiting", requirement="answered")
    client.force_login(staff("manager", lead.site.region))
    page = client.get(reverse("admin:leads_lead_change", args=[lead.pk])).content.decode()
    assert "进入“考察”还差 1 项" in page
    assert '<a href="#act-answer">已答复过访客</a>' in page
    assert 'id="act-answer"' in page
