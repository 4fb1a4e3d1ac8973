"""What stands above the course: six public stages, the promise clock, the next thing."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from leads import actions
from leads.deadlines import in_words
from leads.extensions import Section
from leads.models import Lead, Promise
from leads.proofs import code_of
from leads.visitor_page import (
    PUBLIC_STAGES,
    clock_of,
    headline_of,
    lamps_of,
    nearest,
    position_of,
    stages_of,
)
from leads.visitor_timeline import changes_of
from tests.leads.factories import LeadFactory, MessageFactory, PromiseFactory

HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)
NOON = datetime.datetime(2026, 11, 26, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def officer(staff, site):
    return staff("officer", site.region)


@pytest.fixture
def look_up(client, site):
    def post(lead):
        pair = {"reference": lead.reference, "proof": code_of(lead.reference)}
        return client.post(reverse("lead_status", args=[site.slug]), pair)

    return post


def test_every_stage_on_the_road_is_one_of_six_words_in_its_order():
    road = [*Lead.CONSULTING, *Lead.ROAD]
    places = [position_of(stage) for stage in road]
    assert places == sorted(places)
    assert {*places} == {*range(len(PUBLIC_STAGES))}


def test_bar_says_what_is_done_and_since_when(site, officer):
    lead = LeadFactory(site=site, received_at=NOON - 9 * DAY, due_at=NOON)
    words = {"lead": lead, "by": officer}
    actions.answer(body="可以。", nonce="a", now=NOON - 8 * DAY, **words)
    move = {"stage_was": "answered", "to_stage": "visiting", "now": NOON - 5 * DAY}
    actions.move(**words, **move)
    lead.refresh_from_db()
    bar = stages_of(lead, changes_of(lead), NOON)
    assert [(stage.name, stage.when, stage.is_done) for stage in bar] == [
        ("收到", "11-17", True),
        ("沟通需求", "11-18", True),
        ("商谈条件", "", True),
        ("看地选址", "现在", False),
        ("签约", "", False),
        ("落地建设", "", False),
    ]
    lead.stage, lead.ended_in, lead.closed_at = "lost", "visiting", NOON
    bar = stages_of(lead, changes_of(lead), NOON + 60 * DAY)
    assert [stage.is_current for stage in bar] == [False] * 6
    assert (bar[3].is_done, bar[3].when) == (True, "2026-11-21")


@pytest.mark.parametrize(
    ("hours", "number", "unit", "tone", "gap"),
    [
        (23, "23:00", "小时", "", 7),
        (2.4, "2:24", "小时", "warn", 147),
        (0.2, "12", "分钟", "warn", 162),
        (-3, "3:00", "小时", "bad", 0),
        (-72, "3", "天", "bad", 0),
    ],
)
def test_clock_runs_out_and_says_when_it_is_late(site, hours, number, unit, tone, gap):
    due_at = NOON + hours * HOUR
    received_at = due_at - DAY
    lead = LeadFactory(site=site, received_at=received_at, due_at=due_at)
    clock = clock_of(lead, received_at, NOON)
    assert (clock.number, clock.unit, clock.tone, clock.gap) == (number, unit, tone, gap)
    assert ("已经晚了" in clock.words) is (tone == "bad")
    assert clock.label == f"{'已晚' if tone == 'bad' else '还剩'} {number} {unit}"


def test_clock_of_what_was_answered_says_how_fast(site):
    words = {"received_at": NOON - 3 * HOUR, "due_at": NOON - HOUR, "stage": "answered"}
    lead = LeadFactory(site=site, first_reply_at=NOON - 2 * HOUR, **words)
    assert clock_of(lead, NOON, NOON).note.endswith("在承诺时间内")
    lead.first_reply_at = NOON
    assert clock_of(lead, NOON, NOON).note.endswith("比承诺晚 1\u00a0小时\u00a00\u00a0分")
    lead.stage = Lead.Stage.CLOSED
    assert clock_of(lead, NOON, NOON) is None


def test_clock_of_a_void_promise_says_nothing(site):
    lead = LeadFactory(site=site, received_at=NOON, due_at=NOON + 99 * DAY)
    assert clock_of(lead, NOON, NOON) is None


def test_headline_is_the_next_thing(site):
    lead = LeadFactory(site=site, received_at=NOON, due_at=NOON + DAY)
    assert headline_of(lead, [], NOON) == f"收到：{in_words(lead.due_at)} 前答复您"
    assert headline_of(lead, [], NOON + 2 * DAY) == "收到：答复晚了，正在催办"
    lead.stage, lead.first_reply_at = "in_talks", NOON
    assert headline_of(lead, [], NOON) == "商谈条件：已答复，等您看"
    later, sooner = (Section("x", {}, headline=f"{n} 天后", at=NOON + n * DAY) for n in (3, 2))
    timeless = Section("x", {}, headline="选时间")
    told = [Section("x", {}), timeless, later, sooner]
    assert headline_of(lead, told, NOON) == "商谈条件：2 天后"
    assert (nearest([timeless]), nearest([Section("x", {})])) == (timeless, None)
    lead.stage, lead.ended_in = "closed", "in_talks"
    assert headline_of(lead, told, NOON) == "这件办完了"


def test_promises_say_by_sign_word_and_day_how_they_stand(site):
    today = timezone.localdate(NOON)
    kept = Promise(due_on=today, is_kept=True, outcome="见附件", closed_at=NOON)
    given_up = Promise(due_on=today, is_kept=False, outcome="改期", closed_at=NOON)
    late = Promise(due_on=today - 2 * DAY)
    running = Promise(due_on=today + DAY)
    lamps = lamps_of([kept, given_up, late, running], today)
    assert [(lamp.tone, lamp.when) for lamp in lamps] == [
        ("ok", "已办 11-26"),
        ("warn", "取消 11-26"),
        ("bad", "已晚 2 天"),
        ("on", "11-27 前"),
    ]
    assert [lamp.note for lamp in lamps[:2]] == [
        "已兑现（2026-11-26）：见附件",
        "已取消（2026-11-26）：改期",
    ]


def test_page_holds_the_bar_the_clock_and_both_voices(look_up, site, officer):
    lead = LeadFactory(site=site, submission="想租厂房。")
    actions.answer(lead=lead, by=officer, body="可以整租。", nonce="a")
    MessageFactory(lead=lead, direction="in", body="电价多少？")
    page = look_up(lead)
    assert page.text.count("<h1") == 1
    assert "<h1>沟通需求：已答复，等您看</h1>" in page.text
    assert page.text.count('class="say say--me"') == 2
    assert "研判" not in page.text
    assert [stage.name for stage in page.context["stages"]] == [name for name, _ in PUBLIC_STAGES]


def test_page_costs_the_same_queries_however_much_happened(look_up, site, officer):
    lead = LeadFactory(site=site, owner=officer)
    counts = []
    for _ in range(2):
        for number in range(3):
            MessageFactory(lead=lead, direction=("in", "out")[number % 2])
            PromiseFactory(lead=lead)
        with CaptureQueriesContext(connection) as asked:
            look_up(lead)
        counts.append(len([q for q in asked if "SAVEPOINT" not in q["sql"]]))
    assert counts[0] == counts[1]
    assert counts[0] <= 16  # two of them look the enquiry up, each room above adds its own
