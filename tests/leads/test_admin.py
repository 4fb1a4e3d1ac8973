"""The officers' desk: who sees what, who may do what, and what is put on record."""

import datetime
import re

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from leads import actions
from leads.models import (
    ContactView,
    FollowUp,
    Lead,
    LostReason,
    Message,
    Outbox,
    OwnerChange,
    StageChange,
)
from leads.parties import join
from leads.tokens import new_nonce
from tests.factories import ListingFactory
from tests.leads.factories import LeadFactory, MailFactory, MessageFactory
from tests.rewritten import rewritten

INBOX = reverse("admin:leads_lead_changelist")
OUTBOX = reverse("admin:leads_outbox_changelist")


@pytest.fixture
def officer(staff, site):
    return staff("officer", site.region, first_name="小李", email="li@example.com")


@pytest.fixture
def lead(site):
    return LeadFactory(site=site, email="zhao@example.com")


def desk(lead):
    return reverse("admin:leads_lead_change", args=[lead.pk])


@pytest.fixture
def take(client, officer):
    """take(lead, "note", body=…) as the officer, following to the page afterwards."""
    client.force_login(officer)

    def post(lead, step, **data):
        return client.post(
            reverse("admin:leads_lead_step", args=[lead.pk, step]), data, follow=True
        )

    return post


def said(response):
    return [str(message) for message in response.context["messages"]]


def rows(response):
    return list(response.context["cl"].result_list)


# ---- Who sees what ----


def test_inbox_shows_own_region_only(client, officer, lead, other_site):
    foreign = LeadFactory(site=other_site, contact_name="canary乌兰", phone="13911112222")
    client.force_login(officer)
    for address in (INBOX, f"{INBOX}?q=canary", f"{INBOX}?q={foreign.phone}", f"{INBOX}?box=new"):
        assert "canary乌兰" not in client.get(address).content.decode()
    assert rows(client.get(INBOX)) == [lead]
    history = reverse("admin:leads_lead_history", args=[foreign.pk])
    for address in (desk(foreign), history):
        assert client.get(address, follow=True).status_code in {302, 404} or (
            "canary" not in client.get(address, follow=True).content.decode()
        )
    assert client.get(desk(foreign)).status_code == 404


NAMES = ("阿依古丽·买买提", "阿依古丽•买买提", "阿依古丽．买买提", "𠮷田先生", "王\U000e0100经理")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        *((f"阿依古丽{dot}买买提", NAMES[:3]) for dot in "·•．.‧・･∙⋅ "),
        ("阿依古丽买买提", NAMES[:3]),
        ("買買提", ()),
        ("王经理", NAMES[4:]),
        ("王\U000e0101经理", NAMES[4:]),
        ("𠮷田", NAMES[3:4]),
        ("ＡＢＣ（格尔木）", NAMES[3:4]),
        ("abc格尔木有限", NAMES[3:4]),
        ("王 𠮷", ()),
        ("·", ()),
    ],
)
def test_inbox_finds_names_and_firms_in_any_spelling(client, officer, site, typed, found):
    for name in NAMES:
        company = "ABC(格尔木)有限公司" if name == NAMES[3] else ""
        LeadFactory(site=site, contact_name=name, company=company)
    client.force_login(officer)
    names = [lead.contact_name for lead in rows(client.get(INBOX, {"q": typed}))]
    assert sorted(names) == sorted(found)


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("0979-8412345", 2),
        ("（0979）841 2345", 2),
        ("0979-8412345转801", 1),
        ("0979-84123", 0),
        ("8412345", 0),
    ],
)
def test_inbox_finds_a_whole_number_in_any_spelling(client, officer, site, typed, count):
    for phone in ("0979-8412345", "0979-8412345-801", "0979-8412346"):
        LeadFactory(site=site, phone=phone)
    client.force_login(officer)
    assert len(rows(client.get(INBOX, {"q": typed}))) == count


@pytest.mark.parametrize(
    ("role", "code"),
    [("editor", 403), ("reviewer", 403), ("officer", 200), ("manager", 200), ("auditor", 200)],
)
def test_only_officers_managers_and_auditors_open_the_inbox(client, staff, lead, role, code):
    client.force_login(staff(role, lead.site.region))
    assert client.get(INBOX).status_code == code
    assert client.get(desk(lead)).status_code == (200 if code == 200 else 404)


def test_phone_and_mail_are_masked_everywhere(client, officer, lead):
    client.force_login(officer)
    MailFactory(lead=lead, recipient="zhao@example.com")
    mail = reverse("admin:leads_outbox_change", args=[lead.mails.get().pk])
    for address in (INBOX, desk(lead), OUTBOX, mail):
        html = client.get(address).content.decode()
        assert "13800001234" not in html
        assert "zhao@example.com" not in html
    assert "138****1234" in client.get(INBOX).content.decode()


def test_free_lookups_are_no_oracle(client, officer, lead):
    client.force_login(officer)
    MailFactory(lead=lead)
    for query in ("phone__startswith=138", "email__contains=zhao", "submission__ip=192.0.2.7"):
        response = client.get(f"{INBOX}?{query}")
        assert response.status_code in {302, 400}
    assert client.get(f"{OUTBOX}?recipient__startswith=o").status_code in {302, 400}


def test_trays_hold_the_right_leads(client, officer, site, lead):
    old = timezone.now() - datetime.timedelta(days=5)
    late = LeadFactory(site=site, received_at=old, stage="contacted", owner=officer)
    doubtful = LeadFactory(site=site, received_at=old, is_quarantined=True)
    client.force_login(officer)
    trays = {box: rows(client.get(f"{INBOX}?box={box}")) for box in ("new", "mine", "overdue")}
    assert trays == {"new": [lead], "mine": [late], "overdue": [late]}
    assert rows(client.get(f"{INBOX}?box=quarantine")) == [doubtful]
    assert rows(client.get(INBOX)) == [late, lead]


def test_inbox_begins_with_what_is_owed_and_ends_with_what_is_over(client, officer, site):
    now, day = timezone.now(), datetime.timedelta(days=1)
    old = {"site": site, "received_at": now - 9 * day}
    answered = {**old, "first_reply_at": now - 8 * day, "stage": "answered"}
    ended = LeadFactory(**old, stage="closed", closed_at=now)
    theirs = LeadFactory(**answered)
    soon = LeadFactory(**old, due_at=now + day)
    late = LeadFactory(**old, due_at=now - day)
    asked_again = LeadFactory(**answered, follow_up_due_at=now - 2 * day)
    client.force_login(officer)
    assert rows(client.get(INBOX)) == [asked_again, late, soon, theirs, ended]


def test_inbox_tells_how_the_last_words_begin(client, officer, site, lead):
    for days, words in ((2, "早的话"), (1, "  层高\n够 9 m 吗？" + "长" * 60), (0, "撤销的话")):
        MessageFactory(
            lead=lead,
            direction="in",
            body=words,
            is_visible=words != "撤销的话",
            sent_at=timezone.now() - datetime.timedelta(days=days),
        )
    MessageFactory(lead=lead, body="我们的答复")
    plain = LeadFactory(site=site, message="")
    client.force_login(officer)
    page = client.get(INBOX)
    told = {row.pk: row.last_words for row in rows(page)}
    assert told == {lead.pk: ("  层高\n够 9 m 吗？" + "长" * 60)[:61], plain.pk: ""}
    assert "<p>“层高 够 9 m 吗？" + "长" * 48 + "…”</p>" in page.text
    assert [word in page.text for word in ("撤销的话", "早的话", "我们的答复")] == [False] * 3


def test_clock_of_the_quarantine_is_red_when_nobody_looked(client, officer, site):
    late = LeadFactory(site=site, is_quarantined=True, due_at=timezone.now())
    soon = LeadFactory(site=site, is_quarantined=True)
    client.force_login(officer)
    page = client.get(f"{INBOX}?box=quarantine").text
    assert "隔离区，逾期 1\u00a0分钟没有看</span>" in page
    assert page.count('class="clock clock--late"') == 1
    for lead in (late, soon):
        actions.mark_as_spam(lead=lead, by=officer)
    assert rows(client.get(f"{INBOX}?box=quarantine")) == []
    assert rows(client.get(f"{INBOX}?box=spam")) == [soon, late]


@pytest.mark.parametrize(
    ("action", "box", "title"),
    [("mark_as_spam", "spam", "判为垃圾信息"), ("release", "new", "移出隔离区")],
)
def test_many_of_a_flood_are_sorted_at_once(client, officer, site, other_site, action, box, title):
    leads = [LeadFactory(site=site, is_quarantined=True) for _ in range(3)]
    foreign = LeadFactory(site=other_site, is_quarantined=True)
    client.force_login(officer)
    chosen = [lead.pk for lead in (*leads, foreign)]
    data = {"action": action, ACTION_CHECKBOX_NAME: chosen}
    page = client.post(f"{INBOX}?box=quarantine", data, follow=True)
    assert said(page) == [f"{title}：3 条。"]
    assert {lead.pk for lead in rows(client.get(f"{INBOX}?box={box}"))} == {*chosen} - {foreign.pk}
    assert [*Lead.objects.unchecked()] == [foreign]
    assert LogEntry.objects.filter(change_message=title).count() == 3


def test_many_are_sorted_in_the_quarantine_and_by_officers_alone(client, staff, site, officer):
    lead = LeadFactory(site=site, is_quarantined=True)
    data = {"action": "release", ACTION_CHECKBOX_NAME: [lead.pk]}
    client.force_login(officer)
    client.post(INBOX, data)
    client.force_login(staff("auditor", site.region))
    client.post(f"{INBOX}?box=quarantine", data)
    assert [*Lead.objects.unchecked()] == [lead]


def test_inbox_costs_the_same_queries_with_one_and_three_leads(
    client, officer, site, lead, django_assert_num_queries
):
    client.force_login(officer)
    client.get(INBOX)
    with django_assert_num_queries(12):
        client.get(INBOX)
    for _ in range(2):
        LeadFactory(site=site, owner=officer)
    with django_assert_num_queries(12):
        client.get(INBOX)


def test_nothing_is_deleted_or_edited_freely(client, superuser, lead):
    client.force_login(superuser)
    assert client.get(reverse("admin:leads_lead_delete", args=[lead.pk])).status_code == 403
    assert client.post(desk(lead), {"phone": "13900000000", "stage": "signed"}).status_code == 405
    assert client.post(INBOX, {"action": "delete_selected", "_selected_action": lead.pk})
    lead.refresh_from_db()
    assert (lead.phone, lead.stage) == ("13800001234", "new")


def test_auditor_reads_masked_and_changes_nothing(client, staff, lead):
    client.force_login(staff("auditor", lead.site.region))
    html = client.get(desk(lead)).content.decode()
    assert "想租带行车的厂房" in html
    assert "/step/" not in html
    for step in ("reveal", "claim", "note", "answer", "stage", "assign", "release"):
        address = reverse("admin:leads_lead_step", args=[lead.pk, step])
        assert client.post(address, {"body": "x"}).status_code == 403
    assert not ContactView.objects.exists()


def test_steps_need_post_a_known_name_and_the_own_region(client, officer, lead, other_site):
    client.force_login(officer)
    foreign = LeadFactory(site=other_site)
    step = reverse("admin:leads_lead_step", args=[lead.pk, "reveal"])
    assert client.get(step).status_code == 405
    assert client.post(step.replace("reveal", "explode")).status_code == 404
    assert client.post(step.replace(f"/{lead.pk}/", f"/{foreign.pk}/")).status_code == 404
    client.logout()
    assert client.post(step).status_code == 302  # to the login
    assert not ContactView.objects.exists()


ACTIONS = {
    "claim": {},
    "answer": {"body": "x", "nonce": "n"},
    "move": {"to_stage": "lost", "stage_was": "new"},
    "add_note": {"body": "x"},
    "reveal_contact": {},
    "release": {},
    "throw_out": {},
}


@pytest.mark.parametrize("name", ACTIONS)
@pytest.mark.parametrize("role", ["officer", "editor", "auditor"])
def test_actions_check_the_region_themselves(staff, lead, other_site, name, role):
    region = other_site.region if role == "officer" else lead.site.region
    with pytest.raises(PermissionDenied):
        getattr(actions, name)(lead=lead, by=staff(role, region), **ACTIONS[name])


# ---- Steps ----


def test_shown_phone_dials_its_extension_after_a_pause(take, lead):
    lead.phone = "0979-8412345-801"
    lead.save()
    assert '<a href="tel:09798412345,801">0979-8412345-801</a>' in take(lead, "reveal").text


def test_story_tells_why_a_mail_could_not_be_sent(client, officer, lead):
    MailFactory(lead=lead, given_up_at=timezone.now(), last_error="SMTPRecipientsRefused 550")
    client.force_login(officer)
    page = client.get(desk(lead)).text
    words = "邮件服务器不认这个收件邮箱：请核对地址是否写对、邮箱是否还在用"
    assert f"{words}（SMTPRecipientsRefused 550）" in page


def test_shown_phone_is_on_record_and_hides_again(take, client, officer, lead, staff):
    response = take(lead, "reveal")
    assert "13800001234" in response.content.decode()
    assert list(ContactView.objects.values_list("lead", "by")) == [(lead.pk, officer.pk)]
    assert list(LogEntry.objects.values_list("user", "change_message")) == [
        (officer.pk, "查看联系方式")
    ]
    with rewritten(ContactView) as views:
        views.update(viewed_at=timezone.now() - datetime.timedelta(minutes=11))
    assert "13800001234" not in client.get(desk(lead)).content.decode()
    take(lead, "reveal")
    client.force_login(staff("officer", lead.site.region))
    assert "13800001234" not in client.get(desk(lead)).content.decode()  # each for themselves


def test_first_to_claim_wins_and_the_other_is_told(take, client, officer, lead, staff):
    assert said(take(lead, "claim")) == ["这条线索现在由您负责。"]
    client.force_login(staff("officer", lead.site.region))
    address = reverse("admin:leads_lead_step", args=[lead.pk, "claim"])
    assert said(client.post(address, follow=True)) == ["这条线索已由小李负责。"]
    lead.refresh_from_db()
    assert lead.owner == officer
    assert OwnerChange.objects.count() == 1


def test_assigning_offers_and_takes_officers_of_the_region_only(
    take, client, officer, lead, staff, other_site
):
    colleague = staff("manager", lead.site.region)
    outsiders = [staff("officer", other_site.region), staff("editor", lead.site.region)]
    offered = client.get(desk(lead)).context["steps"]["assign"].fields["to"].queryset
    assert list(offered) == sorted([officer, colleague], key=lambda user: user.username)
    for outsider in outsiders:
        page = take(lead, "assign", to=outsider.pk)
        assert page.status_code == 400
        assert "请选择一位招商专员" in page.content.decode()
    take(lead, "assign", to=colleague.pk)
    lead.refresh_from_db()
    assert lead.owner == colleague
    stale = take(lead, "assign", to=officer.pk)  # owner_was is still nobody
    assert said(stale) == ["负责人刚刚有变动，请看一下再指派。"]


def test_answer_reaches_the_visitor_once(take, client, officer, lead):
    nonce = new_nonce()
    for _ in range(2):
        page = take(lead, "answer", body="您好，可以整租。", nonce=nonce)
    assert said(page)[0].startswith("答复已保存")
    lead.refresh_from_db()
    assert (lead.stage, lead.owner, lead.first_reply_at is not None) == ("answered", officer, True)
    assert list(Message.objects.values_list("direction", "by", "body")) == [
        ("out", officer.pk, "您好，可以整租。")
    ]
    assert list(Outbox.objects.values_list("kind", "recipient")) == [
        ("answered", "zhao@example.com")
    ]
    assert list(StageChange.objects.values_list("from_stage", "to_stage", "by")) == [
        ("new", "answered", officer.pk)
    ]
    status = reverse("lead_status", args=[lead.site.slug])
    seen = client.post(status, {"reference": lead.reference, "proof": lead.phone})
    assert "您好，可以整租。" in seen.content.decode()


def test_answer_of_nothing_but_the_greeting_is_refused(take, lead):
    greeting = "您好，感谢咨询格尔木招商网。"
    for body, sentence in [(greeting, "请在问候语后面写上答复内容"), ("", "请写上答复内容")]:
        page = take(lead, "answer", body=body, nonce="n")
        assert page.status_code == 400
        assert sentence in page.content.decode()
    assert not Message.objects.exists()


def test_answer_clears_what_a_further_question_owed(take, site):
    lead = LeadFactory(
        site=site,
        first_reply_at=timezone.now(),
        stage="visiting",
        follow_up_due_at=timezone.now() - datetime.timedelta(hours=1),
    )
    take(lead, "answer", body="电价见附件。", nonce="n")
    lead.refresh_from_db()
    assert (lead.follow_up_due_at, lead.stage) == (None, "visiting")


def test_stage_moves_with_history_and_notices_a_colleague(take, officer, lead):
    take(lead, "stage", to_stage="visiting", stage_was="new")
    stale = take(lead, "stage", to_stage="lost", stage_was="new")
    assert said(stale) == ["阶段刚刚被改为“考察”，请看一下再改。"]
    reason = LostReason.objects.get(name="选了别的地方")
    take(lead, "stage", to_stage="lost", stage_was="visiting", lost_reason=reason.pk)
    lead.refresh_from_db()
    assert (lead.stage, lead.closed_at is not None) == ("lost", True)
    assert (lead.ended_in, lead.status, lead.lost_reason) == ("visiting", "lost", reason)
    assert list(StageChange.objects.order_by("pk").values_list("from_stage", "to_stage")) == [
        ("new", "visiting"),
        ("visiting", "lost"),
    ]


def test_unknown_stage_is_refused(take, lead):
    assert take(lead, "stage", to_stage="sold", stage_was="new").status_code == 400


def test_note_stays_inside(take, officer, lead):
    take(lead, "note", body="已电话沟通，周三踏勘。")
    assert list(FollowUp.objects.values_list("by", "body")) == [
        (officer.pk, "已电话沟通，周三踏勘。")
    ]


def test_release_brings_a_quarantined_lead_into_the_inbox_with_its_mails(take, site):
    lead = LeadFactory(site=site, is_quarantined=True)
    page = take(lead, "answer", body="您好，可以。", nonce="n")
    assert said(page) == ["请先点“不是垃圾信息”，再处理。"]
    take(lead, "release")
    lead.refresh_from_db()
    assert (lead.is_quarantined, lead.quarantine_reasons) == (False, ["trap"])
    assert list(Outbox.objects.values_list("kind", "recipient")) == [("new_lead", "li@example.com")]
    assert said(take(lead, "release")) == ["这条线索已经不在隔离区。"]
    assert Outbox.objects.count() == 1


def test_timeline_tells_everything_newest_first(take, client, lead):
    take(lead, "claim")
    take(lead, "answer", body="您好，可以整租。", nonce="n")
    take(lead, "note", body="周三踏勘。")
    take(lead, "reveal")
    actions.ask_again(lead=lead, body="电价多少？", nonce="m")
    entries = client.get(desk(lead)).context["entries"]
    assert [entry.what for entry in entries] == [
        "来信",
        "查看了联系方式",
        "内部备注",
        "答复访客",
        "阶段：新线索 → 已答复",
        "认领",
        "提交咨询",
    ]


def test_desk_costs_the_same_queries_however_long_the_story(
    client, officer, lead, django_assert_num_queries
):
    client.force_login(officer)
    client.get(desk(lead))
    for count in (1, 2):
        for _ in range(count):
            MessageFactory(lead=lead)
            lead.follow_ups.create(body="x", by=officer)
        with django_assert_num_queries(23):
            client.get(desk(lead))
    lead.company = "示例盐化有限公司"
    lead.save()
    join(lead)
    lead.needs.create(name="height_min", value="9")
    lead.lead_listings.create(listing=ListingFactory(), label="一号厂房", position=1)
    # Two of them the savepoint of the session, one asks who was first with the company (ADR 85).
    with django_assert_num_queries(27):
        assert "示例盐化有限公司" in client.get(desk(lead)).text


def test_erased_lead_is_out_of_reach(take, site):
    lead = LeadFactory(site=site)
    Lead.objects.filter(pk=lead.pk).update(
        erased_at=timezone.now(), phone="", contact_name="", company="", email=""
    )
    assert said(take(lead, "note", body="x")) == ["这条线索的个人信息已删除，不能再处理。"]


def test_desk_escapes_what_visitors_write(client, officer, site):
    marker = "\"'><x7>"
    lead = LeadFactory(
        site=site, contact_name=marker, company=marker, subject_label=marker, submission=marker
    )
    MessageFactory(lead=lead, body=marker, direction="in")
    client.force_login(officer)
    for address in (INBOX, desk(lead)):
        assert "<x7>" not in client.get(address).content.decode()
    status = reverse("lead_status", args=[site.slug])
    page = client.post(status, {"reference": lead.reference, "proof": lead.phone})
    assert "<x7>" not in page.content.decode()


# ---- Mails and topics ----


def test_given_up_mail_is_queued_again_in_the_own_region_only(client, officer, lead, other_site):
    now = timezone.now()
    mine = MailFactory(lead=lead, given_up_at=now)
    foreign = MailFactory(lead=LeadFactory(site=other_site), given_up_at=now)
    client.force_login(officer)
    assert rows(client.get(f"{OUTBOX}?state=given_up")) == [mine]
    client.post(OUTBOX, {"action": "retry", "_selected_action": [mine.pk, foreign.pk]})
    assert list(Outbox.objects.given_up()) == [foreign]


def test_mail_states_sort_into_their_trays(client, officer, lead):
    waiting = MailFactory(lead=lead)
    nobody = MailFactory(lead=lead, recipient="")
    sent = MailFactory(lead=lead, sent_at=timezone.now())
    client.force_login(officer)
    trays = {s: rows(client.get(f"{OUTBOX}?state={s}")) for s in ("waiting", "nobody", "sent")}
    assert trays == {"waiting": [nobody, waiting], "nobody": [nobody], "sent": [sent]}
    assert "无收件人" in client.get(f"{OUTBOX}?state=nobody").content.decode()


def test_topics_are_the_system_administrators(client, officer, superuser):
    address = reverse("admin:leads_topic_add")
    client.force_login(officer)
    assert client.get(address).status_code == 403
    client.force_login(superuser)
    assert client.get(address).status_code == 200


# ---- What will be erased ----


@pytest.fixture
def announced(site):
    due = timezone.now() + datetime.timedelta(days=3)
    return LeadFactory(site=site, erase_due_at=due)


def announcement(response):
    found = re.search(r"保存期限已满[^<]*", response.content.decode())
    return found and " ".join(found[0].split())


def test_desk_says_when_a_lead_will_be_erased(client, staff, site, lead, announced):
    day = timezone.localtime(announced.erase_due_at).strftime("%Y-%m-%d %H:%M")
    words = f"保存期限已满，个人信息将于 {day} 删除，只留阶段和时间供统计。"
    advice = "仍须保留的，请本地区负责人写明原因并暂缓。"
    for role, expected in (("manager", words), ("officer", words + advice)):
        client.force_login(staff(role, site.region))
        assert announcement(client.get(desk(announced))) == expected
    assert announcement(client.get(desk(lead))) is None
    assert rows(client.get(INBOX, {"box": "erasure"})) == [announced]


def test_manager_puts_erasing_off_with_a_reason(client, staff, site, announced):
    client.force_login(staff("manager", site.region))
    step = reverse("admin:leads_lead_step", args=[announced.pk, "postpone"])
    reply = client.post(step, {"reason": " "})
    assert (reply.status_code, "请写明为什么还必须保留" in reply.content.decode()) == (400, True)
    reply = client.post(step, {"reason": "诉讼尚未结束"}, follow=True)
    assert said(reply) == ["已暂缓 30 天，原因记入内部备注。"]
    assert Lead.objects.get().erase_due_at > announced.erase_due_at


def test_officer_cannot_put_erasing_off(take, announced):
    assert take(announced, "postpone", reason="再留一阵").status_code == 403
    announced_then = announced.erase_due_at
    announced.refresh_from_db()
    assert announced.erase_due_at == announced_then


def test_inbox_finds_its_sites_before_their_leads(client, officer, lead, other_site):
    """So that PostgreSQL walks the index of the inbox: at 100,000 enquiries 2 s otherwise."""
    LeadFactory(site=other_site)
    client.force_login(officer)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(INBOX)
    assert list(page.context["cl"].result_list) == [lead]
    (rows,) = [query["sql"] for query in queries if "ORDER BY CASE" in query["sql"]]
    assert "= ANY(ARRAY(SELECT" in rows
