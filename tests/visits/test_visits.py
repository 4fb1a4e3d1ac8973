"""踏勘: planned by an officer, chosen by the investor, told to all, and what came of each place."""

import datetime
import io

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from pypdf import PdfReader

from leads.actions import LeadConflict, close_by_visitor, move, record_call
from leads.deadlines import in_words
from leads.gates import missing_for
from leads.models import Lead, Message, NextStep, Outbox, StageGate
from leads.notifications.digests import due_of
from leads.notifications.mails import compose
from leads.proofs import code_of
from leads.retention import erase
from parks.datasheet.pdf import PRESSES
from tests.factories import ListingFactory
from tests.leads.factories import LeadFactory
from visits import actions
from visits.models import Refusal, RefusalReason, Visit, VisitEvent, VisitStop
from visits.views import visit_steps

DAY = datetime.timedelta(days=1)
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def officer(staff, site):
    return staff("officer", site.region, first_name="小李", email="li@example.com")


@pytest.fixture
def asked(site, places):
    """An enquiry about 甲 and 乙 by somebody with a mailbox."""
    lead = LeadFactory(site=site, email="zhao@example.com", has_code=True)
    for number, place in enumerate(places[:2], start=1):
        label = f"{place.title}（{place.code}）"
        lead.lead_listings.create(listing=place, label=label, position=number)
    return lead


@pytest.fixture
def desk(client, officer):
    """desk(lead, act, **data) → the reply to a form of the visit's page."""

    def post(lead, act, **data):
        client.force_login(officer)
        address = reverse("visit_plan", args=[lead.pk])
        return client.post(address, {"act": act} | data, follow=True)

    return post


@pytest.fixture
def arrange(officer, places):
    """arrange(lead, *times) → a visit of 甲 and 乙 at one time, or with several on offer."""

    def plan(lead, *times, **changes):
        stops = [VisitStop(listing=place) for place in places[:2]]
        version = changes.pop("version_was", None)
        words = {"meeting_point": "火车站南广场", "guide": "李科长", "guests": 3} | changes
        return actions.arrange_visit(
            lead=lead,
            by=officer,
            times=list(times),
            stops=stops,
            **{"version_was": version, **words},
        )

    return plan


@pytest.fixture
def investor(client, site):
    """investor(lead, step, **data) → what the page of progress answers."""
    status = reverse("lead_status", args=[site.slug])

    def post(lead, step="", **data):
        client.logout()
        page = client.post(status, {"reference": lead.reference, "proof": code_of(lead.reference)})
        if not step:
            return page
        return client.post(status, {"ticket": page.context["ticket"], "step": step} | data)

    return post


def typed(lead, *times, codes=(), **changes):
    """What an officer's browser sends."""
    rows = {
        "stops-TOTAL_FORMS": len(codes),
        "stops-INITIAL_FORMS": 0,
        "meeting_point": "火车站南广场",
        "guide": "李科长",
        "guests": "3",
        "version_was": "",
    }
    for number, moment in enumerate(times, start=1):
        rows[f"time_{number}"] = f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}"
    for number, code in enumerate(codes):
        rows[f"stops-{number}-code"] = code
    return rows | changes


def at_nine(days=3):
    day = timezone.localdate() + days * DAY
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(9, 0)))


def kinds(lead):
    return list(lead.mails.order_by("pk").values_list("kind", flat=True))


# ---- The officer plans ----


def test_page_offers_the_places_asked_about_with_what_is_unknown(client, officer, asked):
    client.force_login(officer)
    page = client.get(reverse("visit_plan", args=[asked.pk]))
    rows = [form.initial for form in page.context["page"].stops]
    assert [row.get("code") for row in rows] == ["T-1", "T-2", None, None]
    assert rows[0]["questions"].startswith("核对：")
    assert page.context["page"].form.initial["guide"] == "小李"
    offered = [
        f'<option value="T-{number}">{name}</option>' for number, name in ((3, "丙"), (2, "乙"))
    ]
    assert "".join(offered) in page.text


def test_place_is_found_by_a_part_of_its_name(desk, asked, site):
    for number in (1, 2):
        ListingFactory(region=site.region, title=f"昆仑 {number} 号冷库", code=f"K-{number}")
    page = desk(asked, "plan", **typed(asked, at_nine(), codes=["昆仑"]))
    named = "不止一处叫这个名称，请填编号：昆仑 2 号冷库（K-2）、昆仑 1 号冷库（K-1）"
    assert (page.status_code, named in page.text) == (400, True)
    desk(asked, "plan", **typed(asked, at_nine(), codes=["昆仑 1"]))
    assert VisitStop.objects.get().listing.code == "K-1"


def test_one_time_is_agreed_on_and_told(desk, client, officer, asked):
    data = {"stops-0-drive_minutes": "25", "stops-0-position": "2", "stops-1-position": "1"}
    page = desk(asked, "plan", **typed(asked, at_nine(), codes=["t-1", "T-2"], **data))
    assert [str(m) for m in page.context["messages"]] == ["踏勘已安排，正在告诉投资人。"]
    visit = Visit.objects.get()
    assert (visit.state, visit.starts_at, visit.guests) == ("agreed", at_nine(), 3)
    stops = visit.stops.order_by("position").values_list("listing__code", "drive_minutes")
    assert list(stops) == [("T-2", None), ("T-1", 25)]
    assert kinds(asked) == ["visit_set"]
    step = asked.next_steps.get()
    assert (step.kind, step.due_on) == ("visit", timezone.localdate(at_nine()))
    asked.refresh_from_db()
    assert asked.owner == officer
    story = client.get(reverse("admin:leads_lead_change", args=[asked.pk])).context
    entry = next(entry for entry in story["entries"] if entry.kind == "visits")
    assert (entry.who, entry.what) == ("小李", "约好踏勘")
    assert entry.body.splitlines()[1:] == ["1. 乙（T-2）", "2. 甲（T-1）"]
    assert story["panels"][-1].words["when"] == in_words(at_nine())
    mail = compose(asked.mails.get())
    assert in_words(at_nine()) in mail.body
    assert "火车站南广场" in mail.body


BAD_PLANS = [
    ({"time_1": ""}, "请填一个时间；要请对方选的，填两到五个"),
    ({"time_1": "明天"}, "请填日期和时间"),
    ({"time_1": "2020-01-01T09:00"}, "请填现在起半年以内的时间"),
    ({"time_2": "2999-01-01T09:00"}, "请填日期，如 2027-03-01。"),
    ({"meeting_point": " "}, "请填在哪里集合"),
    ({"guide": "字" * 41}, "最多 40 字，现在有 41 字"),
    ({"guests": "201"}, "最多 200"),
    ({"stops-0-code": "X-9"}, "没有这个编号或名称的公开载体，请核对"),
    ({"stops-0-code": ""}, "请至少填一处的编号或名称。"),
    ({"stops-0-code": "T-2", "stops-1-code": "T-2"}, "有一处填了两次，请去掉一行。"),
    ({"stops-0-drive_minutes": "-1"}, "至少 0"),
    ({"stops-0-stay_minutes": "481"}, "最多 480"),
    ({"stops-TOTAL_FORMS": "x"}, "表单不完整，请重新打开这一页再填。"),
]


def test_bad_plan_comes_back_filled_and_stores_nothing(desk, asked):
    for changes, sentence in BAD_PLANS:
        data = typed(asked, at_nine(), codes=["T-1", ""], **changes)
        page = desk(asked, "plan", **data)
        assert (page.status_code, sentence in page.text) == (400, True), changes
        assert page.context["page"].form.data["meeting_point"] == data["meeting_point"]
    assert not Visit.objects.exists()


def test_hidden_places_and_those_of_elsewhere_are_not_planned(desk, asked, places, other_site):
    ListingFactory(region=other_site.region, code="FAR-1")
    type(places[2]).objects.filter(pk=places[2].pk).update(status="withdrawn")
    for code in ("FAR-1", places[2].code):
        page = desk(asked, "plan", **typed(asked, at_nine(), codes=[code]))
        assert "没有这个编号或名称的公开载体，请核对" in page.text


def test_second_to_save_is_told_and_keeps_what_was_typed(desk, arrange, asked):
    arrange(asked, at_nine())
    page = desk(asked, "plan", **typed(asked, at_nine(5), codes=["T-1"]))
    assert page.status_code == 409
    assert [str(m) for m in page.context["messages"]] == [
        "踏勘日程刚刚有变动，请看一下现在的再改。"
    ]
    assert Visit.objects.get().starts_at == at_nine()
    form = page.context["page"].form
    assert form["time_1"].value() == f"{timezone.localtime(at_nine(5)):%Y-%m-%dT%H:%M}"
    again = typed(asked, at_nine(5), codes=["T-1"], version_was=form["version_was"].value())
    assert desk(asked, "plan", **again).redirect_chain
    assert Visit.objects.get().starts_at == at_nine(5)
    page = desk(asked, "cancel", reason="道路施工", version_was="0")
    form = page.context["page"].cancel
    assert (page.status_code, form["reason"].value()) == (409, "道路施工")
    desk(asked, "cancel", reason="道路施工", version_was=form["version_was"].value())
    assert Visit.objects.get().state == "cancelled"


def test_postponed_and_called_off_are_told_by_mail(desk, arrange, client, investor, asked):
    arrange(asked, at_nine())
    desk(asked, "plan", **typed(asked, at_nine(5), codes=["T-1"], version_was="0"))
    assert kinds(asked) == ["visit_set", "visit_move"]
    moved = compose(asked.mails.get(kind="visit_move"))
    assert in_words(at_nine(5)) in moved.body
    assert asked.next_steps.get().due_on == timezone.localdate(at_nine(5))
    page = desk(asked, "cancel", reason="", version_was="1")
    assert page.status_code == 400
    desk(asked, "cancel", reason="道路施工", version_was="1")
    assert kinds(asked)[2:] == ["visit_off"]
    assert (Visit.objects.get().state, asked.next_steps.get().kind) == ("cancelled", "other")
    page = investor(asked)
    assert "这次踏勘取消了：道路施工" in page.text
    assert "下载行程单" not in page.text
    called_off = Calendar.from_ical(investor(asked, "visit-ics").content)
    assert (str(called_off["METHOD"]), called_off.walk("VEVENT")[0]["SEQUENCE"]) == ("CANCEL", 2)
    assert investor(asked, "visit-pdf").status_code == 409


def test_time_put_back_to_a_choice_is_revoked(arrange, client, investor, asked, officer):
    visit = arrange(asked, at_nine())
    arrange(asked, at_nine(4), at_nine(5), version_was=0)
    assert kinds(asked) == ["visit_set", "visit_back"]
    assert "原定时间作废" in compose(asked.mails.get(kind="visit_back")).body
    page = investor(asked)
    assert (f"原定 {in_words(at_nine())} 的时间作废" in page.text, "visit-pdf" in page.text) == (
        *(True, False),
    )
    arrange(asked, at_nine(4), at_nine(6), version_was=1)
    assert kinds(asked)[2:] == ["visit_ask"]
    actions.cancel_visit(lead=asked, by=officer, reason="道路施工", version_was=2)
    revoked = Calendar.from_ical(investor(asked, "visit-ics").content)
    event = revoked.walk("VEVENT")[0]
    assert (str(revoked["METHOD"]), event.start, event["SEQUENCE"]) == ("CANCEL", at_nine(), 3)
    client.force_login(officer)
    for name, status in (("visit_calendar", 200), ("visit_itinerary", 404)):
        assert client.get(reverse(name, args=[asked.pk, visit.pk])).status_code == status


def test_who_left_a_telephone_alone_is_to_be_called_and_then_to_be_shown(arrange, officer, lead):
    visit = arrange(lead, at_nine())
    assert lead.next_steps.open().get().kind == NextStep.Kind.CALL
    assert not lead.mails.exists()
    record_call(lead=lead, by=officer, outcome="reached", body="周三能来。")
    step = lead.next_steps.open().get()
    assert (step.kind, step.due_on) == ("visit", timezone.localdate(visit.starts_at))


def test_visit_that_was_over_before_the_call_has_to_be_told_of(arrange, officer, lead):
    visit = arrange(lead, at_nine())
    later = visit.starts_at + datetime.timedelta(days=2)
    record_call(lead=lead, by=officer, outcome="reached", body="已经看过。", now=later)
    step = lead.next_steps.open().get()
    assert (step.what, step.due_on) == ("记下踏勘结果", timezone.localdate(later))


def test_call_that_is_planned_is_made_earlier_and_says_what_is_new(desk, arrange, officer, lead):
    day = timezone.localdate() + 30 * DAY
    step = lead.next_steps.create(by=officer, kind="call", what="问清用电负荷", due_on=day)
    arrange(lead, at_nine())
    step.refresh_from_db()
    assert step.what == "把答复告诉对方：踏勘的安排；问清用电负荷"
    assert step.due_on < day
    page = desk(lead, "cancel", reason="道路施工", version_was="0")
    step.refresh_from_db()
    assert step.what == "把答复告诉对方：踏勘取消了；问清用电负荷"
    assert [str(m) for m in page.context["messages"]] == [
        "踏勘已取消，投资人没有留邮箱，请打电话告诉对方（见下一步）。"
    ]


def test_officers_hear_that_a_visit_ended_with_its_enquiry(arrange, officer, asked, lead):
    arrange(asked, at_nine())
    close_by_visitor(lead=asked, proof="code")
    assert kinds(asked) == ["visit_set", "visit_gone"]
    assert asked.mails.get(kind="visit_gone").recipient == officer.email
    assert "访客自己办结了咨询" in compose(asked.mails.get(kind="visit_gone")).body
    arrange(lead, at_nine())
    lead.refresh_from_db()
    move(lead=lead, by=officer, to_stage="closed", stage_was=lead.stage)
    assert kinds(lead) == ["visit_call"]


def test_end_of_the_enquiry_calls_the_visit_off(arrange, officer, asked):
    arrange(asked, at_nine())
    asked.refresh_from_db()
    move(lead=asked, by=officer, to_stage="closed", stage_was=asked.stage)
    assert Visit.objects.get().state == "cancelled"
    assert kinds(asked) == ["visit_set", "visit_off"]
    with pytest.raises(LeadConflict):
        arrange(asked, at_nine())


def test_auditor_reads_and_changes_nothing(client, staff, site, arrange, asked):
    visit = arrange(asked, at_nine())
    client.force_login(staff("auditor", site.region))
    address = reverse("visit_plan", args=[asked.pk])
    page = client.get(address)
    assert ("火车站南广场" in page.text, "保存并告诉投资人" in page.text) == (True, False)
    assert client.post(address, {"act": "cancel", "reason": "x"}).status_code == 403
    ics = reverse("visit_calendar", args=[asked.pk, visit.pk])
    assert client.get(ics).status_code == 200


def test_other_regions_and_unknown_acts_find_nothing(
    client, desk, staff, other_site, arrange, asked
):
    visit = arrange(asked, at_nine())
    assert desk(asked, "sell").status_code == 404
    client.force_login(staff("officer", other_site.region))
    addresses = [reverse("visit_plan", args=[asked.pk])]
    for name in ("visit_itinerary", "visit_calendar"):
        addresses.append(reverse(name, args=[asked.pk, visit.pk]))
    assert {client.get(address).status_code for address in addresses} == {404}


def test_schedule_tells_what_is_planned_in_the_own_region(
    client, staff, site, other_site, arrange, asked
):
    arrange(asked, at_nine())
    address = reverse("visit_list")
    client.force_login(staff("officer", site.region))
    Lead.objects.filter(pk=asked.pk).update(company="示例环保科技有限公司")
    page = client.get(address)
    rows = page.context["rows"]
    assert [(visit.lead, when) for visit, when, _ in rows] == [(asked, in_words(at_nine()))]
    assert f"示例环保科技有限公司，{asked.reference}，" in page.text
    client.force_login(staff("officer", other_site.region))
    assert client.get(address).context["rows"] == []
    client.force_login(staff("editor", site.region))
    assert client.get(address).status_code == 403


# ---- The investor chooses ----


def test_investor_chooses_and_the_officer_is_told(arrange, investor, asked):
    visit = arrange(asked, at_nine(3), at_nine(4), at_nine(5))
    page = investor(asked)
    assert [words for _, words in page.context["sections"][-1].words["slots"]] == [
        in_words(at_nine(n)) for n in (3, 4, 5)
    ]
    slot = page.context["sections"][-1].words["slots"][1][0]
    page = investor(asked, "visit-choose", slot=slot)
    assert "已选定，我们会收到通知" in page.text
    visit.refresh_from_db()
    assert (visit.state, visit.starts_at) == ("agreed", at_nine(4))
    assert kinds(asked) == ["visit_ask", "visit_said", "visit_set"]
    event = visit.events.get(kind="chosen")
    assert (event.by, event.proof) == (None, "code")
    # The first choice stands: sent twice it is said again, another is refused.
    assert visit_steps.CHOSEN in investor(asked, "visit-choose", slot=slot).text
    other = visit.slots.get(starts_at=at_nine(3)).pk
    page = investor(asked, "visit-choose", slot=other)
    assert (page.status_code, visit_steps.GONE in page.text) == (409, True)
    assert Outbox.objects.filter(kind="visit_said").count() == 1


def test_none_suits_is_a_question_to_the_office(arrange, investor, asked):
    arrange(asked, at_nine(3), at_nine(4))
    page = investor(asked, "visit-decline", visit_words=" ")
    assert (page.status_code, "请写上哪些时间可以" in page.text) == (400, True)
    page = investor(asked, "visit-decline", visit_words="下周都可以")
    assert "已告诉我们，会尽快给您新的时间。" in page.text
    assert Visit.objects.get().state == "declined"
    assert Message.objects.get().body == "踏勘时间都不行：下周都可以"
    assert kinds(asked) == ["visit_ask", "follow_up"]
    assert investor(asked, "visit-decline", visit_words="再说一次").status_code == 409


def test_words_of_a_step_that_was_refused_are_given_back(client, site):
    status = reverse("lead_status", args=[site.slug])
    data = {"step": "visit-decline", "ticket": "x", "visit_words": "下周都可以"}
    page = client.post(status, data)
    assert (page.status_code, page.context["kept"]) == (400, "下周都可以")
    client.handler.enforce_csrf_checks = True
    page = client.post(status, data)
    assert (page.status_code, page.context["kept"]) == (403, "下周都可以")


def test_nobody_chooses_what_is_not_on_offer(arrange, investor, asked, site):
    other = LeadFactory(site=site, email="other@example.com")
    foreign = arrange(other, at_nine(3), at_nine(4)).slots.first()
    arrange(asked, at_nine(3), at_nine(4))
    past = asked.visits.get().slots.create(starts_at=timezone.now() - HOUR)
    for slot, status in ((foreign.pk, 409), (past.pk, 409), ("", 400), ("9" * 30, 400)):
        assert investor(asked, "visit-choose", slot=slot).status_code == status
    assert set(Visit.objects.values_list("state", flat=True)) == {"asked"}


# ---- Files for all who come along ----


def test_investor_and_office_take_the_same_files_along(
    arrange, investor, client, officer, asked, places, settings
):
    visit = arrange(asked, at_nine(), guide="李科长😀")
    type(places[0]).objects.filter(pk=places[0].pk).update(status="withdrawn", address="密址")
    page = investor(asked)
    assert ("甲（T-1）" in page.text, "密址" in page.text) == (True, False)
    pdf = investor(asked, "visit-pdf")
    assert pdf["Content-Type"] == "application/pdf"
    itinerary, *sheets = [page.extract_text() for page in PdfReader(io.BytesIO(pdf.content)).pages]
    for words in ("甲（T-1）", "乙（T-2）", "火车站南广场", "现在不公开", asked.reference):
        assert words in itinerary
    assert [("T-1" in sheet, "T-2" in sheet) for sheet in sheets] == [(False, True)]
    event = Calendar.from_ical(investor(asked, "visit-ics").content).walk("VEVENT")[0]
    assert (event.start, event["SEQUENCE"]) == (at_nine(), 0)
    assert "甲（T-1）" in event["DESCRIPTION"]
    assert str(event["LOCATION"]) == "火车站南广场"
    client.force_login(officer)
    ics = reverse("visit_calendar", args=[asked.pk, visit.pk])
    own = Calendar.from_ical(client.get(ics).content).walk("VEVENT")[0]
    assert (own["UID"], own.start, own.end) == (event["UID"], event.start, event.end)
    for words in (event.to_ical().decode(), itinerary):
        assert ("赵女士" in words, "密址" in words) == (False, False)
    settings.SHEET_WAIT_SECONDS = 0
    with PRESSES, PRESSES:
        assert investor(asked, "visit-pdf").status_code == 503
        client.force_login(officer)
        address = reverse("visit_itinerary", args=[asked.pk, visit.pk])
        assert client.get(address).status_code == 302


# ---- What came of it ----


@pytest.fixture
def seen(arrange, asked):
    """A visit of yesterday."""
    visit = arrange(asked, at_nine())
    Visit.objects.filter(pk=visit.pk).update(starts_at=timezone.now() - DAY)
    visit.refresh_from_db()
    return visit


def test_results_feed_the_gaps_of_the_place(desk, seen, asked, places, officer):
    assert due_of(officer, timezone.now())["踏勘等着记结果"] == 1
    first, second = seen.stops.order_by("position")
    power = RefusalReason.objects.get(name="供电")
    data = {f"stop-{first.pk}-result": "good", f"stop-{second.pk}-result": "unsuitable"}
    data["version_was"] = 0
    page = desk(asked, "results", **data)
    assert (page.status_code, "不合适的，请至少选一个原因" in page.text) == (400, True)
    data |= {f"stop-{second.pk}-reasons": [power.pk], f"stop-{second.pk}-result_note": "差一半"}
    desk(asked, "results", **data)
    refusal = Refusal.objects.get()
    assert (refusal.listing, refusal.reason, refusal.refused_on) == (
        *(places[1], power),
        timezone.localdate(),
    )
    seen.refresh_from_db()
    assert (seen.state, asked.next_steps.get().outcome) == ("done", "已看过，结果见踏勘")
    assert seen.events.get(kind="results").words.splitlines() == [
        "1. 甲（T-1）：满意",
        "2. 乙（T-2）：不合适，供电，差一半",
    ]
    # Said again, it replaces what was said; words of the visit go with the enquiry, counts stay.
    assert desk(asked, "results", **data).status_code == 409  # somebody was quicker
    data["version_was"] = 1
    data[f"stop-{second.pk}-reasons"] = [RefusalReason.objects.get(name="层高").pk]
    desk(asked, "results", **data)
    assert [row.reason.name for row in Refusal.objects.all()] == ["层高"]
    erase(lead=asked, now=timezone.now())
    assert (Visit.objects.count(), Refusal.objects.get().stop) == (0, None)


def test_nothing_comes_of_a_visit_that_was_not_made(arrange, desk, officer, asked):
    visit = arrange(asked, at_nine())
    assert desk(asked, "results").status_code == 400
    results = {stop.pk: ("good", [], "") for stop in visit.stops.all()}
    for version in (0, 7):
        with pytest.raises(LeadConflict):
            actions.record_results(
                lead=asked,
                by=officer,
                visit=visit,
                results=results,
                version_was=version,
            )


def test_gate_asks_for_a_visit(arrange, seen, officer, asked, site):
    StageGate.objects.all().delete()
    StageGate.objects.create(stage="visiting", requirement="visit_set")
    StageGate.objects.create(stage="signed", requirement="visit")
    other = LeadFactory(site=site)
    assert missing_for(other, "visiting") == ["约好了踏勘"]
    assert missing_for(asked, "signed") == ["踏勘、见面有记录"]
    results = {stop.pk: ("good", [], "") for stop in seen.stops.all()}
    actions.record_results(lead=asked, by=officer, visit=seen, results=results, version_was=0)
    assert missing_for(asked, "signed") == []


# ---- Rules of the tables ----

V, S, E = "visits_visit_", "visits_visitstop_", "visits_visitevent_"


BROKEN = [
    (Visit, {"state": "sold"}, f"{V}time_with_state"),
    (Visit, {"starts_at": None}, f"{V}time_with_state"),
    (Visit, {"meeting_point": ""}, f"{V}says_where_and_who"),
    (Visit, {"guests": 201}, f"{V}number_of_guests"),
    (VisitStop, {"result": "sold"}, f"{S}known_result"),
    (VisitStop, {"drive_minutes": 601}, f"{S}drive_of_a_day"),
    (VisitStop, {"stay_minutes": 4}, f"{S}stay_of_a_day"),
    (VisitStop, {"position": 1}, f"{S}position_once"),
    (VisitEvent, {"kind": "sold"}, f"{E}known_kind"),
    (RefusalReason, {"name": ""}, "visits_refusalreason_says_something"),
]


def test_tables_refuse(arrange, asked):
    arrange(asked, at_nine())
    for model, changes, rule in BROKEN:
        row = model.objects.filter(pk=model.objects.latest("pk").pk)
        with pytest.raises(IntegrityError, match=rule), transaction.atomic():
            row.update(**changes)


def test_tables_refuse_twice(arrange, officer, asked, places):
    visit = arrange(asked, at_nine())
    stop, reason = visit.stops.first(), RefusalReason.objects.first()
    row = {"listing": places[0], "reason": reason, "refused_on": timezone.localdate()}
    Refusal.objects.create(stop=stop, **row)
    again = {"meeting_point": "x", "guide": "y", "state": "asked", "by": officer}
    visit.slots.create(starts_at=at_nine())
    twice = {
        "visits_visit_one_open": lambda: asked.visits.create(**again),
        "visits_visitslot_offered_once": lambda: visit.slots.create(starts_at=at_nine()),
        "visits_visitstop_listing_once": lambda: visit.stops.create(
            listing=places[0], label="x", position=9
        ),
        "visits_refusal_once_a_stop": lambda: Refusal.objects.create(stop=stop, **row),
        "visits_refusal_settled_by_somebody": lambda: Refusal.objects.create(
            **row, settled_on=timezone.localdate()
        ),
    }
    for rule, act in twice.items():
        with pytest.raises(IntegrityError, match=rule), transaction.atomic():
            act()
