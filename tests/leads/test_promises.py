"""承诺台账 and calls: what was promised is on record, told to the investor, and closed once."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from leads import actions
from leads.models import Call, Promise
from leads.proofs import code_of
from leads.retention import erase
from tests.factories import PolicyFactory
from tests.leads.factories import LeadFactory, PromiseFactory

DAY = datetime.timedelta(days=1)
WORDS = "11 月底前书面答复 630 kVA 接电时间"


@pytest.fixture
def officer(staff, site):
    return staff("officer", site.region, first_name="小李")


@pytest.fixture
def take(client, officer):
    client.force_login(officer)

    def post(lead, step, **data):
        address = reverse("admin:leads_lead_step", args=[lead.pk, step])
        return client.post(address, data, follow=True)

    return post


def promise(lead, by, **changes):
    due_on = timezone.localdate() + 5 * DAY
    return actions.promise(lead=lead, by=by, **{"words": WORDS, "due_on": due_on} | changes)


def test_promise_is_read_by_reference_with_what_came_of_it(take, client, officer, site, lead):
    policy = PolicyFactory(region=site.region, document_number="示例〔2026〕12号", title="补助办法")
    day = timezone.localdate() + 5 * DAY
    words = {"words": WORDS, "due_on": day.isoformat(), "waits_for": "供电单位"}
    page = take(lead, "promise", **words, policy_number="示例[2026]12号")
    assert f"<p>“{WORDS}”</p>" in page.text
    row = Promise.objects.get()
    began = policy.begins_on.isoformat()
    assert (row.policy_label, row.policy_version) == (
        f"《补助办法》示例〔2026〕12号，{began} 起施行",
        policy.history.latest().history_id,
    )
    assert (row.by, row.owner, row.outcome_word) == (officer, officer, "")
    status = reverse("lead_status", args=[site.slug])
    pair = {"reference": lead.reference, "proof": code_of(lead.reference)}
    told = client.post(status, pair).text
    assert (WORDS in told, f"正在办，最迟 {day}" in told, "供电单位" in told) == (True, True, False)
    Promise.objects.update(due_on=timezone.localdate() - DAY)
    assert "还没有办完，我们会向您说明" in client.post(status, pair).text
    take(lead, "settle", promise=row.pk, is_kept="yes", outcome="见第 6 封答复")
    told = client.post(status, pair).text
    assert f"已兑现（{timezone.localdate()}）：见第 6 封答复" in told
    again = take(lead, "settle", promise=row.pk, is_kept="no", outcome="改期")
    assert [str(m) for m in again.context["messages"]] == ["这条承诺刚刚有人办结，请看一下。"]
    assert [entry.what for entry in again.context["entries"] if entry.kind == "promise"] == [
        f"承诺已兑现：{WORDS}",
        "承诺",
    ]


def test_promise_is_founded_on_nothing_that_has_ended(take, site, lead):
    over = PolicyFactory(
        region=site.region,
        document_number="示例〔2023〕8号",
        effective_on=None,
        expires_on=timezone.localdate() - DAY,
    )
    words = {"words": WORDS, "due_on": timezone.localdate().isoformat()}
    page = take(lead, "promise", **words, policy_number="示例〔2023〕8号")
    sentence = f"《{over.title}》已于 {over.ends_on} 失效，不能再作依据。"
    assert [str(message) for message in page.context["messages"]] == [sentence]
    assert page.context["steps"]["promise"]["words"].value() == WORDS
    page = take(lead, "promise", **words, policy_number="没有〔2020〕1号")
    assert (page.status_code, "没有这个文号的公开政策，请核对" in page.text) == (400, True)
    assert not Promise.objects.exists()


@pytest.mark.parametrize(
    ("step", "data", "sentence"),
    [
        ("promise", {"words": " ", "due_on": "2999-01-01"}, "请写上承诺的原话"),
        ("promise", {"words": "字" * 201, "due_on": "2020-01-01"}, "请填今天起三年以内的一天"),
        ("promise", {"words": WORDS, "due_on": "", "policy_number": "\0"}, "请填最迟哪天"),
        ("settle", {"promise": "9" * 30, "is_kept": "yes", "outcome": ""}, "承诺台账"),
        ("settle", {"promise": "1", "is_kept": "maybe", "outcome": "x"}, "承诺台账"),
        ("call", {"outcome": "reached", "minutes": "5"}, "通了的，请写上说了什么"),
        ("call", {"outcome": "busy", "minutes": "5"}, "没有通的，不用填时长"),
        ("call", {"outcome": "reached", "minutes": "0", "body": "x"}, "至少 1 分钟"),
        ("call", {"outcome": "sold"}, "请从列表里选择"),
    ],
)
def test_bad_input_comes_back_filled_and_stores_nothing(take, officer, lead, step, data, sentence):
    promise(lead, officer)
    page = take(lead, step, **data)
    assert (page.status_code, sentence in page.text) == (400, True)
    assert (Promise.objects.open().count(), Call.objects.count()) == (1, 0)
    typed = page.context["steps"][step].data
    assert {name: typed[name] for name in data} == data


def test_call_stands_in_the_story(take, lead):
    page = take(lead, "call", outcome="reached", minutes="12", body="要 630 kVA")
    entry = page.context["entries"][0]
    assert (entry.kind, entry.who, entry.what, entry.body) == (
        *("call", "小李"),
        *("电话通了，12\u00a0分钟", "要 630 kVA"),
    )
    take(lead, "call", outcome="no_answer")
    assert [call.words for call in Call.objects.order_by("pk")] == [entry.what, "电话没人接"]


def test_late_is_what_nobody_closed_by_its_day(officer, lead):
    today = timezone.localdate()
    rows = [promise(lead, officer, due_on=today + n * DAY) for n in (-1, 0, 3)]
    actions.settle(lead=lead, by=officer, promise=rows[1].pk, is_kept=False, outcome="改期")
    assert list(Promise.objects.late(today)) == rows[:1]
    assert list(Promise.objects.due(today + 3 * DAY).order_by("pk")) == [rows[0], rows[2]]
    assert rows[0].is_late(today)


def test_ledger_lists_by_trays_what_is_due_first(client, officer, staff, site, other_site):
    today, lead = timezone.localdate(), LeadFactory(site=site, company="示例光伏公司")
    over = PolicyFactory(title="旧办法", effective_on=None, expires_on=today - DAY)
    later, late, now = (
        PromiseFactory(lead=lead, owner=officer, words=words, due_on=today + number * DAY)
        for words, number in (("后天交地", 9), ("昨天修路", -1), ("今天答复", 0))
    )
    Promise.objects.filter(pk=late.pk).update(policy=over, policy_label="《旧办法》")
    kept = PromiseFactory(lead=lead, words="早已办好")
    actions.settle(lead=lead, by=officer, promise=kept.pk, is_kept=True, outcome="见 12 号函")
    PromiseFactory(lead__site=other_site, words="别处的话")
    client.force_login(officer)
    page = reverse("admin:leads_promise_changelist")
    trays = {"": [late, now, later], "late": [late], "today": [now], "kept": [kept]}
    trays |= {"mine": [late, now, later], "given_up": []}
    for box, rows in trays.items():
        shown = client.get(page, {"box": box} if box else {})
        assert list(shown.context["cl"].result_list) == rows
        assert "别处的话" not in shown.text
    told = client.get(page).text
    for words in ("“昨天修路”", "逾期 1\xa0天", "今天到期", "还剩 9\xa0天", "对示例光伏公司"):
        assert words in told
    assert ("《旧办法》<p>已失效；按当时的版本算" in told, "没有文件" in told) == (True, True)


def test_ledger_is_searched_by_what_was_said(client, officer, staff, site, other_site, lead):
    other = staff("officer", other_site.region)
    said = promise(lead, officer, words="三天内书面答复接电时间")
    promise(lead, officer, words="下周带去看仓库")
    promise(LeadFactory(site=other_site), other, words="接电时间")
    client.force_login(officer)
    page = reverse("admin:leads_promise_changelist")

    def found(q):
        return [row.pk for row in client.get(page, {"q": q}).context["cl"].result_list]

    assert found("接电") == [said.pk]
    assert found("接电 书面") == [said.pk]
    assert found("接电 仓库") == []
    assert len(found(lead.reference)) == 2


def test_promise_goes_with_the_enquiry_to_its_next_owner(officer, staff, site, lead):
    row, heir = promise(lead, officer), staff("officer", site.region)
    actions.assign(lead=lead, by=heir, to=heir, owner_was=None)
    row.refresh_from_db()
    assert row.owner == heir


def test_ended_and_quarantined_take_no_promise(officer, site):
    for lead in (LeadFactory(site=site, is_quarantined=True), LeadFactory(site=site)):
        if not lead.is_quarantined:
            actions.move(lead=lead, by=officer, to_stage="closed", stage_was="new")
        with pytest.raises(actions.LeadConflict):
            promise(lead, officer)


def test_erasing_takes_words_along(officer, lead):
    promise(lead, officer)
    actions.record_call(lead=lead, by=officer, outcome="reached", body="电话里说的")
    erase(lead=lead, now=timezone.now())
    assert (Promise.objects.count(), Call.objects.count()) == (0, 0)


SAID, CLOSED = "leads_promise_says_something", "leads_promise_closed_with_outcome"
KNOWN, TELLS = "leads_call_known_outcome", "leads_call_tells_what_was_said"


@pytest.mark.parametrize(
    ("changes", "rule"),
    [({"words": ""}, SAID), ({"is_kept": True}, CLOSED), ({"outcome": "x"}, CLOSED)],
)
def test_promise_says_something_and_closes_with_an_outcome(officer, lead, changes, rule):
    row = promise(lead, officer)
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        Promise.objects.filter(pk=row.pk).update(**changes)


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"outcome": "sold", "minutes": None}, KNOWN),
        ({"body": ""}, TELLS),
        ({"outcome": "busy"}, TELLS),
        ({"minutes": 601}, "leads_call_of_a_day"),
    ],
)
def test_call_tells_what_was_said(officer, lead, changes, rule):
    call = actions.record_call(lead=lead, by=officer, outcome="reached", minutes=2, body="x")
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        Call.objects.filter(pk=call.pk).update(**changes)
