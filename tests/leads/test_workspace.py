"""The page where one enquiry is worked on: its queue, its story, its places, its neighbours."""

import datetime
from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils import timezone

from leads import actions
from leads.admin.timeline import Entry, folded
from leads.deadlines import in_words
from leads.models import FollowUp, Lead
from tests.factories import ListingFactory
from tests.leads.factories import LeadFactory, MessageFactory

MINUTE = datetime.timedelta(minutes=1)
MINE = "?_changelist_filters=box%3Dmine"


@pytest.fixture
def officer(staff, site):
    return staff("officer", site.region, first_name="小李")


@pytest.fixture
def desk(client, officer):
    """desk(lead, query) → the page as the officer sees it."""
    client.force_login(officer)

    def get(lead, query=""):
        return client.get(reverse("admin:leads_lead_change", args=[lead.pk]) + query)

    return get


def test_reminders_of_one_kind_stand_once():
    first = datetime.datetime(2026, 11, 23, 9, 0, tzinfo=datetime.UTC)
    mail = Entry(first, "系统", "邮件已发出：过了期限", "li***@example.cn", is_routine=True)
    later = [replace(mail, at=first + days * 60 * 24 * MINUTE) for days in (7, 3)]
    later[1] = replace(later[1], body="zhao***@example.cn")
    answer = Entry(first + 60 * 24 * MINUTE, "小李", "答复访客", "有一处合适的")
    again = replace(answer, at=answer.at + MINUTE)
    latest, *others = folded([*later, again, answer, mail])
    assert others == [again, answer]
    assert (latest.at, latest.body) == (later[0].at, "li***@example.cn、zhao***@example.cn")
    assert latest.times_words == f"，共 3 封，第一次是 {in_words(first)}"
    assert folded([mail, mail])[0].times_words == "，共 2 封"
    assert answer.times_words == ""


def take(client, lead, step, query="", **data):
    address = reverse("admin:leads_lead_step", args=[lead.pk, step])
    return client.post(address + query, data)


def test_queue_is_the_tray_that_one_came_from(desk, officer, site, other_site):
    now = timezone.now()
    late, soon, mine = (
        LeadFactory(site=site, due_at=now + MINUTE * n, owner=owner)
        for n, owner in ((-30, None), (30, officer), (60, officer))
    )
    LeadFactory(site=other_site)
    LeadFactory(site=site, is_quarantined=True)
    everything = desk(soon).context["queue"]
    assert (everything.title, everything.rows) == ("收件箱", [late, soon, mine])
    assert (everything.previous, everything.next) == (late, mine)
    page = desk(soon, MINE)
    queue = page.context["queue"]
    assert (queue.title, queue.rows) == ("我的", [soon, mine])
    assert (queue.previous, queue.next, queue.suffix) == (None, mine, MINE)
    assert f'href="/admin/leads/lead/{mine.pk}/change/{MINE}"' in page.text
    assert desk(late, MINE).context["queue"].next == soon
    assert desk(soon, "?_changelist_filters=q%3D13800001234").context["queue"].title == "收件箱"


def test_answering_goes_on_to_the_next_of_the_queue(client, desk, officer, site):
    first, second = (
        LeadFactory(site=site, owner=officer, due_at=timezone.now() + MINUTE * n) for n in (1, 2)
    )
    desk(first)
    words = {"body": "您好，可以整租。", "nonce": "n"}
    assert take(client, first, "answer", MINE, **words, _next="").url == (
        reverse("admin:leads_lead_change", args=[second.pk]) + MINE
    )
    stays = take(client, second, "answer", MINE, **words | {"nonce": "m"})
    assert stays.url == reverse("admin:leads_lead_change", args=[second.pk]) + MINE


def test_story_is_read_in_parts_and_in_either_order(desk, officer, site):
    lead = LeadFactory(site=site, submission="第一句话")
    for count in range(32):
        FollowUp.objects.create(lead=lead, by=officer, body=f"备注{count}")
    MessageFactory(lead=lead, by=officer, body="我们的答复")
    page = desk(lead)
    story = page.context["story"]
    assert [(part.label, part.count) for part in story.parts] == [
        ("全部", 34),
        ("来往", 2),
        ("电话", 0),
        ("承诺", 0),
        ("内部", 32),
        ("办理记录", 0),
        ("方案", 0),
        ("评价", 0),
        ("踏勘", 0),
    ]
    assert (story.folded, story.entries[-1].body) == (4, "我们的答复")
    assert "看更早的 4 条" in page.text
    assert [entry.body for entry in desk(lead, "?part=talk").context["story"].entries] == [
        "第一句话",
        "我们的答复",
    ]
    newest = desk(lead, "?order=newest&all=1").context["story"].entries
    assert (newest[0].body, newest[-1].body, len(newest)) == ("我们的答复", "第一句话", 34)
    assert len(desk(lead, "?part=%00nonsense").context["story"].entries) == 30


def test_places_show_what_decides_about_them(desk, site):
    lead = LeadFactory(site=site)
    held = ListingFactory(region=site.region, status_of_offer="negotiating")
    held.hold(timezone.localdate() + datetime.timedelta(days=9), "示例公司在谈")
    lead.lead_listings.create(listing=held, label="昆仑 2 号", position=1)
    lead.lead_listings.create(listing=None, label="旧 1 号", position=2)
    page = desk(lead).text
    assert f'<a href="/admin/parks/listing/{held.pk}/change/">昆仑 2 号</a>' in page
    assert "：示例公司在谈</p>" in page
    assert "旧 1 号（已删除）" in page
    assert f"未知 {len(held.missing_facts())} 项：" in page


def test_two_in_one_file_see_each_other(client, desk, officer, staff, site):
    lead = LeadFactory(site=site)
    client.force_login(staff("auditor", site.region, first_name="审计"))
    client.get(reverse("admin:leads_lead_change", args=[lead.pk]))
    client.force_login(staff("officer", site.region, first_name="小王"))
    client.get(reverse("admin:leads_lead_change", args=[lead.pk]))
    client.force_login(officer)
    page = desk(lead)
    assert [one.user.first_name for one in page.context["also_open"]] == ["小王"]
    assert "打开了这条咨询，可能正在处理" in page.text


def test_answer_that_can_no_longer_be_sent_stays_to_be_copied(client, desk, site):
    lead = LeadFactory(site=site)
    desk(lead)
    Lead.objects.update(is_quarantined=True, verdict="quarantine", quarantine_reasons=["links"])
    page = take(client, lead, "answer", body="写了半小时的答复", nonce="n")
    assert page.status_code == 409
    assert "写了半小时的答复" in page.text
    assert lead.messages.count() == 0


def test_whoever_is_second_keeps_the_words_and_sees_the_new_facts(client, desk, staff, site):
    lead = LeadFactory(site=site)
    desk(lead)
    seen = {"step_was": ""}
    colleague = staff("officer", site.region)
    day = timezone.localdate() + datetime.timedelta(days=2)
    step = actions.plan_step(
        lead=lead, by=colleague, kind="call", what="", due_on=day, step_was=None
    )
    words = {"kind": "visit", "what": "看 4 号厂房", "due_on": day.isoformat(), "outcome": "通了"}
    page = take(client, lead, "next", **words, **seen)
    assert (page.status_code, [str(m) for m in page.context["messages"]]) == (
        409,
        ["下一步刚刚有变动，请看一下再安排。"],
    )
    form = page.context["steps"]["next"]
    assert (form["what"].value(), form["step_was"].value()) == ("看 4 号厂房", step.pk)
    again = {name: form[name].value() for name in ("kind", "what", "due_on", "step_was")}
    assert take(client, lead, "next", **again, outcome="通了").status_code == 302
    assert lead.next_steps.open().get().what == "看 4 号厂房"
