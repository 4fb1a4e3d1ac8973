"""Four verdicts on what comes in; what the office says of a text holds for the next like it."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from leads import actions
from leads.models import Lead, Outbox
from leads.spam_signals import is_mostly_links, learned, verdict_of
from tests.leads.crowds import real_enquiry, spam
from tests.leads.factories import LeadFactory

SPAM = "专业代办贷款，额度 {} 万，当天放款，加微信 daikuan{} 咨询。"


@pytest.fixture
def officer(staff, site):
    return staff("officer", site.region)


def latest():
    return Lead.objects.latest("pk")


@pytest.mark.parametrize(
    ("doubts", "flags", "verdict"),
    [
        ([], [], "accepted"),
        ([], ["dense"], "flagged"),
        (["trap"], [], "quarantine"),  # a browser fills it in, too
        (["hasty"], [], "quarantine"),
        (["trap", "links"], [], "quarantine"),
        (["trap", "hasty"], [], "machine"),
        (["hasty", "taught"], ["dense"], "machine"),
        (["network", "hasty"], [], "quarantine"),  # an address is nothing against anybody
    ],
)
def test_verdict_is_one_of_four(doubts, flags, verdict):
    assert verdict_of(doubts, flags) == verdict


def test_machine_is_kept_in_its_tray_without_clock_or_mail(client, officer, send, form_token):
    send(form_token=form_token(datetime.timedelta(seconds=1)), leave_blank="x")
    lead = latest()
    assert (lead.verdict, lead.is_quarantined) == ("machine", True)
    assert not (Lead.objects.unchecked() | Lead.objects.spam()).exists()
    assert [*Lead.objects.machine_made()] == [lead]
    client.force_login(officer)
    inbox = reverse("admin:leads_lead_changelist")
    assert [*client.get(inbox, {"box": "machine"}).context["cl"].result_list] == [lead]
    assert "近 7 天判为机器提交的" in client.get(reverse("admin:index")).text
    client.post(
        f"{inbox}?box=machine", {"action": "release", "_selected_action": [lead.pk]}, follow=True
    )
    lead.refresh_from_db()
    assert (lead.is_quarantined, lead.is_taught_spam, lead.verdict) == (False, False, "machine")


def test_same_words_from_five_others_are_let_in_with_a_flag(client, officer, send, site):
    for number in range(5):
        send(message=SPAM.format(number, number), phone=f"1380000100{number}")
    assert latest().verdict == "accepted"
    send(message=SPAM.format(9, 9), phone="13800009999", email="zhao@example.com")
    lead = latest()
    assert (lead.verdict, lead.flags, lead.is_quarantined) == ("flagged", ["repeated"], False)
    assert Outbox.objects.filter(lead=lead).exists()
    client.force_login(officer)
    page = client.get(reverse("admin:leads_lead_change", args=[lead.pk])).text
    assert "收下了，但有可疑之处：一周内从别的联系方式来过几次同样的内容" in page
    assert "可疑</span>" in client.get(reverse("admin:leads_lead_changelist")).text


def test_spam_from_the_inbox_teaches_and_a_release_teaches_back(client, officer, send):
    send(message=SPAM.format(50, 1))
    client.force_login(officer)
    first = latest()
    step = reverse("admin:leads_lead_step", args=[first.pk, "throw_out"])
    assert client.post(step, follow=True).status_code == 200
    first.refresh_from_db()
    assert (first.is_quarantined, first.quarantine_reasons) == (True, ["said"])
    assert [*Lead.objects.spam()] == [first]
    send(message=SPAM.format(90, 77), phone="13800001111")
    second = latest()
    assert (second.verdict, second.quarantine_reasons) == ("quarantine", ["taught"])
    assert [*Lead.objects.unchecked()] == [second]
    actions.release(lead=second, by=officer)
    send(message=SPAM.format(20, 3), phone="13800002222")
    assert (latest().verdict, latest().quarantine_reasons) == ("accepted", [])


def test_text_of_a_person_keeps_its_links_later(officer, send):
    words = "我们的三个网站：http://a.example http://b.example http://c.example ，想建厂。"
    send(message=words)
    assert latest().quarantine_reasons == ["links"]
    actions.release(lead=latest(), by=officer)
    send(message=words, phone="13800002222")
    assert (latest().verdict, latest().quarantine_reasons) == ("accepted", [])
    send(message=words, phone="13800003333", leave_blank="x")
    assert latest().quarantine_reasons == ["trap"]


def test_word_on_one_text_says_nothing_of_others(officer, site):
    spam_lead = LeadFactory(site=site, message=spam(1)["message"], is_quarantined=True)
    short = LeadFactory(site=site, message="请回电话", is_quarantined=True)
    for lead in (spam_lead, short):
        actions.mark_as_spam(lead=lead, by=officer)
    now = timezone.now()

    def doubts_about(message, place=site):
        data = {"message": message, "phone": "13800003333", "email": ""}
        return learned(site=place, data=data, doubts=["trap"], now=now)[0]

    assert doubts_about(spam(2)["message"]) == ["trap", "taught"]
    for number in range(20):
        assert doubts_about(real_enquiry(number)["message"]) == ["trap"]
    assert doubts_about("请回电话") == ["trap"]


def test_who_was_answered_or_written_down_is_no_spam(officer, site, lead):
    actions.answer(lead=lead, by=officer, body="可以来看。", nonce="n" * 43)
    by_phone = LeadFactory(site=site, channel="phone", entered_by=officer)
    waiting = LeadFactory(site=site, is_quarantined=True)
    for row in (lead, by_phone, waiting):
        with pytest.raises(actions.LeadConflict):
            actions.throw_out(lead=row, by=officer)


def test_links_that_take_up_most_of_a_text_are_a_sign():
    assert is_mostly_links("看 https://a.example/very/long/address/of/somebody 谢谢")
    assert not is_mostly_links(
        "我们公司的介绍在 https://a.example ，想租 3,000 ㎡ 的厂房，求报价。"
    )
    assert not is_mostly_links("")


def test_flagged_is_flagged_for_a_reason(lead):
    rule = "leads_lead_flagged_for_a_reason"
    for changes in ({"verdict": "flagged"}, {"verdict": "maybe"}):
        with pytest.raises(IntegrityError, match=rule), transaction.atomic():
            Lead.objects.filter(pk=lead.pk).update(**changes)
