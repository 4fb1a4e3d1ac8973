"""留电话回拨: a number, a time, a promise with its own clock, and the call that keeps it."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from leads import actions
from leads.actions.callbacks import owe_call
from leads.callbacks import SOON, call_times
from leads.deadlines import OFFICE, Hours
from leads.entry_forms import EntryForm
from leads.models import Clock, ClockRule, Lead, OfficeHours, Submission
from leads.notifications.breaches import tell_of_breaches
from tests.leads.factories import LeadFactory
from tests.leads.marks import in_browser
from tests.nasty_values import NASTY

FRIDAY = (2026, 11, 27)
NOON_BREAK = Hours(datetime.time(9), datetime.time(18), (datetime.time(12), datetime.time(14, 30)))


def at(*parts):
    return datetime.datetime(*parts, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def url(site):
    return reverse("callback", args=[site.slug])


@pytest.fixture
def ask(client, url, enquiry):
    """ask(**changes) → the reply to a filled-in form."""

    def post(**changes):
        form = {name: word for name, word in enquiry().items() if name != "message"}
        return client.post(url, form | {"call_at": "soon"} | changes)

    return post


@pytest.fixture
def officer(staff, site):
    return staff("officer", site.region)


# ---- When ----


@pytest.mark.parametrize(
    ("now", "hours", "offered"),
    [
        (at(*FRIDAY, 10), OFFICE, ["27-am", "27-pm", "30-am", "30-pm", "01-am", "01-pm"]),
        (at(*FRIDAY, 11, 30), OFFICE, ["27-pm", "30-am", "30-pm", "01-am", "01-pm", "02-am"]),
        (at(*FRIDAY, 20), NOON_BREAK, ["30-am", "30-pm", "01-am", "01-pm", "02-am", "02-pm"]),
    ],
)
def test_half_days_that_are_worked_are_offered(now, hours, offered):
    times = call_times(now, {}, hours)
    assert [time.value[8:] for time in times[1:]] == offered
    assert times[0] == SOON


def test_half_days_follow_the_hours_and_what_was_entered():
    monday = datetime.date(2026, 11, 30)
    closed = {monday: False, datetime.date(2026, 12, 1): datetime.time(12)}
    first, second = call_times(at(*FRIDAY, 18), closed, NOON_BREAK)[1:3]
    assert (first.words, first.starts_at, first.ends_at) == (
        "12\u00a0月\u00a01\u00a0日（周二）上午",
        at(2026, 12, 1, 9),
        at(2026, 12, 1, 12),
    )
    assert second.value == "2026-12-02-am"


@pytest.mark.parametrize(
    ("asked_at", "due"),
    [
        (at(*FRIDAY, 10), at(*FRIDAY, 11)),
        (at(*FRIDAY, 17, 30), at(2026, 11, 30, 9, 30)),  # half an hour is left, the rest on Monday
        (at(2026, 11, 28, 3), at(2026, 11, 30, 10)),
    ],
)
def test_as_soon_as_possible_is_an_hour_of_work(site, asked_at, due):
    lead = LeadFactory(site=site, received_at=asked_at, first_reply_at=None)
    owe_call(lead, SOON, now=asked_at)
    clock = lead.clocks.get(kind="call_back")
    assert [timezone.localtime(moment) for moment in (clock.due_at, lead.due_at)] == [due, due]
    assert clock.call_words(asked_at).startswith("最迟")


def test_the_rule_of_a_site_counts_and_never_touches_what_runs(site):
    now = at(*FRIDAY, 10)
    lead, other = (LeadFactory(site=site, received_at=now, first_reply_at=None) for _ in range(2))
    owe_call(lead, SOON, now=now)
    ClockRule.objects.create(site=site, kind="call_back", days=2)
    owe_call(other, SOON, now=now)
    hours = list(Clock.objects.filter(kind="call_back").order_by("pk").values_list("days"))
    assert hours == [(1,), (2,)]
    assert other.due_at - lead.due_at == datetime.timedelta(hours=1)


# ---- The form ----


def test_callback_becomes_an_enquiry_with_a_call_to_make(ask, site, client):
    response = ask(contact_name="", phone="138 0000 1234")
    lead = Lead.objects.get()
    assert (lead.channel, lead.phone, lead.contact_name) == ("call_back", "13800001234", "")
    assert (lead.message, lead.is_quarantined) == ("请回拨，尽快", False)
    assert Submission.objects.get().payload["message"] == "请回拨，尽快"
    step = lead.next_steps.get()
    assert (step.kind, step.what, step.by) == ("call", "请回拨，尽快", None)
    assert step.due_on == timezone.localdate(lead.due_at)
    assert lead.consents.count() == 1
    receipt = client.get(response["Location"]).text
    assert lead.clocks.get(kind="call_back").call_words(timezone.now()) in receipt
    assert "已收到，我们会打给您" in receipt


def test_a_half_day_is_chosen_from_those_shown(ask, client, url):
    page = client.get(url)
    chosen = page.context["form"].times
    assert page.text.count('name="call_at"') == len(chosen) == 7
    value, time = list(chosen.items())[-1]
    ask(call_at=value)
    lead = Lead.objects.get()
    clock = lead.clocks.get(kind="call_back")
    assert (clock.started_at, clock.due_at) == (time.starts_at, time.ends_at)
    assert lead.message == f"请回拨，{time.words}"


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("phone", "", "请填写电话，我们才能打给您"),
        ("phone", "1380000", "手机号少了 4 位，应为 11 位数字"),
        ("phone", "13800001234 13800001235", "这里有 2 个号码，请只留一个"),
        ("phone", "+1 212 555 0100", "境外号码暂时不能回拨，请填内地的号码（手机 11 位）"),
        ("topic", "", "请选择咨询主题"),
        ("call_at", "", "请选择什么时候打给您"),
        ("call_at", "2026-11-02-am", "这个时间已经过了，请另选一个"),
        ("has_consented", "", "请勾选同意隐私说明"),
        ("contact_name", "长" * 41, "称呼太长了，最多 40 个字"),
    ],
)
def test_mistakes_are_said_and_nothing_is_lost(ask, errors_of, field, typed, said):
    response = ask(**{field: typed})
    assert (response.status_code, errors_of(response)) == (400, [said])
    assert "赵女士" in response.text or field == "contact_name"
    assert Lead.objects.count() == 0


@pytest.mark.parametrize("value", NASTY)
def test_nothing_typed_breaks_the_form(ask, value):
    words = dict.fromkeys(("contact_name", "phone", "call_at", "topic", "listing"), value)
    assert ask(**words).status_code == 400


def test_traps_of_the_enquiry_hold_here(ask, form_token):
    ask(leave_blank="https://spam.example/")
    ask(form_token=form_token(datetime.timedelta(seconds=1)), phone="13900001234")
    reasons = Lead.objects.order_by("pk").values_list("quarantine_reasons", flat=True)
    assert list(reasons) == [["trap"], ["hasty"]]
    assert ask(form_token="x").status_code == 400  # noqa: S106 -- no password


def test_sent_twice_is_one_call_and_a_changed_time_moves_it(ask, form_token, client, url):
    token, later = form_token(), list(client.get(url).context["form"].times)[-1]
    first = ask(form_token=token)
    assert ask(form_token=token)["Location"] == first["Location"]
    ask(form_token=token, call_at=later)
    lead = Lead.objects.get()
    assert (lead.clocks.filter(kind="call_back").count(), lead.next_steps.count()) == (1, 1)
    assert lead.next_steps.get().what == lead.message
    assert [m.body for m in lead.messages.all()] == [
        f"再次提交时有改动：\n想了解什么：{lead.message}"
    ]


def test_many_who_want_a_call_from_one_place_are_not_alike(ask, form_token):
    for number in range(31):
        ask(phone=f"138{number:08}", form_token=form_token())
    assert Lead.objects.filter(is_quarantined=True).count() == 0


# ---- The call ----


@pytest.fixture
def asked(site):
    """A lead that wants a call, in the middle of a working day."""
    now = at(*FRIDAY, 10)
    lead = LeadFactory(site=site, received_at=now, first_reply_at=None, stage="new", owner=None)
    owe_call(lead, SOON, now=now)
    return lead


def test_a_call_that_reaches_somebody_is_the_answer(asked, officer):
    now = at(*FRIDAY, 10, 40)
    actions.record_call(lead=asked, by=officer, outcome="reached", body="说了地价。", now=now)
    asked.refresh_from_db()
    assert (asked.stage, asked.first_reply_at, asked.owner) == ("answered", now, officer)
    assert asked.clocks.running().count() == asked.next_steps.open().count() == 0


def test_form_of_the_call_lies_on_top_until_it_was_made(asked, officer, client):
    client.force_login(officer)
    Lead.objects.filter(pk=asked.pk).update(channel="call_back")
    page = reverse("admin:leads_lead_change", args=[asked.pk])
    before = client.get(page)
    actions.record_call(lead=asked, by=officer, outcome="reached", body="说了地价。")
    assert [before.context["act"], client.get(page).context["act"]] == ["call", "answer"]
    assert 'class="btn btn--main" for="act-call"' in before.text


def test_a_call_that_reaches_nobody_is_tried_again(asked, officer, site):
    for minute in (30, 50):
        now = at(*FRIDAY, 10, minute)
        actions.record_call(lead=asked, by=officer, outcome="no_answer", now=now)
    asked.refresh_from_db()
    assert asked.clocks.get(kind="call_back").stopped_at == at(*FRIDAY, 10, 30)
    assert (asked.first_reply_at, asked.next_steps.open().get().what) == (None, "请回拨，尽快")
    assert timezone.localtime(asked.due_at) == at(2026, 11, 30, 18)
    actions.record_call(lead=asked, by=officer, outcome="reached", body="通了。", now=now)
    assert asked.next_steps.open().count() == 0


def test_a_pause_does_not_move_a_call(asked, officer):
    was = asked.due_at
    last_on = datetime.date(2026, 12, 4)
    actions.pause(lead=asked, by=officer, reason="等", last_on=last_on, now=at(*FRIDAY, 10, 5))
    assert asked.clocks.get(kind="call_back").due_at == was


def test_a_late_call_is_told_once(asked, officer):
    asked.owner = officer
    asked.save()
    assert tell_of_breaches(now=at(*FRIDAY, 11, 5)) == 1


def test_the_office_reads_when_to_call(ask, client, officer, site):
    OfficeHours.objects.create(site=site)
    ask()
    client.force_login(officer)
    lead = Lead.objects.get()
    for name, args in (("changelist", []), ("change", [lead.pk])):
        html = client.get(reverse(f"admin:leads_lead_{name}", args=args)).text
        assert "打电话：请回拨，尽快" in html
        assert "回拨，" in html


def test_without_its_mark_the_form_comes_back_filled(url, enquiry, site):
    strict = in_browser(Client(enforce_csrf_checks=True))
    response = strict.post(url, enquiry(call_at="soon"))
    assert (response.status_code, Lead.objects.count()) == (403, 0)
    assert "请再点一次“请打给我”" in response.text
    assert "赵女士" in response.text


def test_no_officer_enters_what_a_form_sends():
    offered = {value for value, _ in EntryForm.base_fields["channel"].choices}
    assert offered == {*Lead.Channel} - {Lead.Channel.WEB, Lead.Channel.CALL_BACK}
