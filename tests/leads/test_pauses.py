"""Clocks of the office: begun by stages, counted by the calendar, halted by pauses."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from leads import actions
from leads.actions.visitors import due_at
from leads.models import CalendarPeriod, Clock, ClockRule, FollowUp, LostReason, Pause, Topic
from tests.leads.factories import LeadFactory

DAY = datetime.timedelta(days=1)


def at(*parts):
    return datetime.datetime(*parts, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def officer(staff, site):
    return staff("officer", site.region)


@pytest.fixture
def assessed(site, officer):
    """assessed(now) → a lead whose assessment began then."""

    def make(now, stage="assessing"):
        lead = LeadFactory(site=site, received_at=now - DAY)
        return actions.move(lead=lead, by=officer, to_stage=stage, stage_was="new", now=now)

    return make


def due(lead):
    return {clock.kind: timezone.localtime(clock.due_at) for clock in lead.clocks.running()}


def enter(first, last=None, *, is_working=False):
    values = {"first_on": first, "last_on": last or first, "is_working": is_working}
    CalendarPeriod.objects.create(name="元旦", **values)


# ---- By the calendar ----


@pytest.mark.parametrize(("is_entered", "feedback"), [(False, 12), (True, 11)])
def test_new_year_with_and_without_its_calendar(assessed, is_entered, feedback):
    if is_entered:
        enter(datetime.date(2027, 1, 1), datetime.date(2027, 1, 3))
        enter(datetime.date(2027, 1, 9), is_working=True)
    lead = assessed(at(2026, 12, 31, 10))
    assert due(lead) == {"assess": at(2027, 1, 6, 18), "feedback": at(2027, 1, feedback, 18)}
    assert due(assessed(at(2026, 12, 31, 10), "in_talks")) == {"report": at(2027, 1, 14, 18)}


@pytest.mark.parametrize(
    ("resumed_at", "until"),
    [
        (None, at(2026, 10, 13, 15)),  # 6 + 9 + 9 hours are left, a Saturday is worked
        (at(2026, 10, 8, 9), at(2026, 10, 10, 15)),
        (at(2026, 10, 3, 9), at(2026, 10, 10, 15)),  # nobody works on that day
    ],
)
def test_pause_over_the_national_day_shifts_what_is_owed(assessed, officer, resumed_at, until):
    lead = assessed(at(2026, 9, 29, 10))
    assert due(lead)["assess"] == at(2026, 10, 9, 18)
    promised = lead.due_at
    noon = at(2026, 9, 30, 12)
    words = {"reason": "对方等总部批复", "last_on": datetime.date(2026, 10, 9)}
    actions.pause(lead=lead, by=officer, now=noon, **words)
    if resumed_at:
        actions.resume(lead=lead, by=officer, now=resumed_at)
    assert due(lead)["assess"] == until
    assert Pause.objects.current(at(2026, 10, 8)).count() == (resumed_at is None)
    assert Pause.objects.current(at(2026, 10, 10)).count() == 0  # over by itself
    lead.refresh_from_db()
    assert lead.due_at == promised


@pytest.mark.parametrize("jump", [DAY, -DAY])
def test_machine_whose_clock_jumps_keeps_moments_in_order(assessed, officer, jump):
    now = at(2026, 11, 24, 10)
    lead = assessed(now)
    words = {"by": officer, "to_stage": "in_talks", "stage_was": "assessing"}
    actions.move(lead=lead, now=now + jump, **words)
    stopped = lead.clocks.get(kind="assess")
    assert stopped.stopped_at == max(now, now + jump)
    assert due(lead).keys() == {"feedback", "report"}
    late = {clock.kind: clock.due_at < at(2026, 12, 12) for clock in lead.clocks.running()}
    assert late == {"feedback": True, "report": True}


# ---- By stages and acts ----


def test_answer_and_end_stop_the_clocks(assessed, officer):
    lead = assessed(at(2026, 11, 23, 10))
    actions.answer(lead=lead, by=officer, body="结论", nonce="n", now=at(2026, 11, 24, 10))
    assert due(lead).keys() == {"assess"}
    reason = LostReason.objects.first()
    words = {"to_stage": "lost", "stage_was": "assessing", "lost_reason": reason}
    actions.move(lead=lead, by=officer, now=at(2026, 11, 25, 10), **words)
    assert due(lead) == {}


def test_report_is_owed_anew_when_it_is_given(assessed, officer):
    lead = assessed(at(2026, 11, 2, 10), "in_talks")
    assert due(lead) == {"report": at(2026, 11, 16, 18)}
    actions.report(lead=lead, by=officer, body="在谈用电", now=at(2026, 11, 16, 10))
    assert due(lead) == {"report": at(2026, 11, 30, 18)}
    assert FollowUp.objects.get().body == "进展汇报：在谈用电"
    with pytest.raises(actions.LeadConflict, match="不用定期汇报"):
        actions.report(lead=assessed(at(2026, 11, 2, 10)), by=officer, body="无")


def test_rules_touch_only_what_comes_in_later(send, site, officer):
    send()
    lead = site.leads.get()
    ClockRule.objects.filter(kind="assess").update(days=1)
    ClockRule.objects.create(site=site, kind="feedback", days=2)
    assert dict(lead.clocks.values_list("kind", "days")) == {
        "assess": 3,
        "feedback": 7,
        "report": 14,
    }
    topic = Topic.objects.get(slug="space")
    terms = {"assess": 1, "feedback": 2, "report": 14, "call_back": 1}
    assert ClockRule.objects.terms_for(site, topic) == terms
    ClockRule.objects.create(topic=topic, kind="feedback", days=5)  # the site outranks it
    ClockRule.objects.create(site=site, topic=topic, kind="report", days=7)
    assert ClockRule.objects.terms_for(site, topic) == terms | {"report": 7}


@pytest.mark.parametrize(("days", "day"), [(1, 24), (9, 25)])
def test_topic_may_be_stricter_than_the_promise_never_laxer(site, days, day):
    site.reply_working_days = 2
    ClockRule.objects.create(kind="reply", days=days)
    terms = ClockRule.objects.terms_for(site, None)
    assert due_at(site, at(2026, 11, 23, 10), terms) == at(2026, 11, day, 18)


# ---- Refusals ----


def test_form_of_a_pause_says_what_is_wrong(client, assessed, officer):
    lead = assessed(timezone.now())
    client.force_login(officer)
    url = reverse("admin:leads_lead_step", args=[lead.pk, "pause"])
    today = timezone.localdate()
    for values, errors in (
        ({}, {"reason": ["请写明为什么暂停"], "last_on": ["请填暂停到哪天"]}),
        ({"reason": "等", "last_on": today - DAY}, {"last_on": ["这一天已经过去，请填今天或以后"]}),
        (
            {"reason": "等", "last_on": today + 91 * DAY},
            {"last_on": ["一次最多暂停 90 天，到时可以再暂停"]},
        ),
    ):
        page = client.post(url, values)
        assert (page.status_code, page.context["steps"]["pause"].errors) == (400, errors)
    client.post(url, {"reason": "等总部批复", "last_on": today + DAY})
    page = client.get(reverse("admin:leads_lead_change", args=[lead.pk])).content.decode()
    assert "<b>暂停中</b>" in page
    with pytest.raises(actions.LeadConflict, match="已经暂停"):
        actions.pause(lead=lead, by=officer, reason="再停", last_on=today + DAY)


def test_database_guards_clocks(site, superuser):
    lead, now = LeadFactory(site=site), timezone.now()
    begun = {"started_at": now, "due_at": now}
    pause = {"lead": lead, "by": superuser, "reason": "等", "resumes_at": now + DAY}
    Clock.objects.create(lead=lead, kind="report", days=3)
    broken = {
        "leads_clock_once": lambda: Clock.objects.create(lead=lead, kind="report", days=1),
        "leads_clock_known_kind": lambda: Clock.objects.create(lead=lead, kind="reply", days=1),
        "leads_clock_due_once_started": lambda: Clock.objects.create(
            lead=lead, kind="assess", days=1, due_at=now
        ),
        "leads_clock_times_in_order": lambda: Clock.objects.create(
            lead=lead, kind="assess", days=1, **begun | {"due_at": now - DAY}
        ),
        "leads_clockrule_once": lambda: ClockRule.objects.create(kind="report", days=3),
        "leads_clockrule_days": lambda: ClockRule.objects.create(kind="reply", days=99),
        "leads_clockrule_known_kind": lambda: ClockRule.objects.create(kind="other", days=9),
        "leads_pause_has_a_reason": lambda: Pause.objects.create(**pause | {"reason": ""}),
        "leads_pause_has_an_end": lambda: Pause.objects.create(
            **pause | {"resumes_at": now + 93 * DAY}
        ),
        "leads_pause_times_in_order": lambda: Pause.objects.create(**pause, ended_at=now - DAY),
    }
    for name, act in broken.items():
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            act()
