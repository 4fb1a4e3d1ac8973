"""An answer is texted to who left a mobile alone; the call is done when the gateway says so."""

import datetime
import json

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from core.database_clock import database_now
from leads import actions
from leads.models import FollowUp, TextMessage
from leads.notifications.text_messages import SENT, send_texts
from leads.retention import erase
from tests.leads.factories import LeadFactory

DAY = datetime.timedelta(days=1)


@pytest.fixture
def gateway(webhook, settings):
    settings.SMS_GATEWAY, settings.SMS_KEY = f"{webhook.host}/send", "word"
    webhook.answer = {"state": "sent"}
    return webhook


@pytest.fixture
def officer(staff, site):
    return staff("officer", site.region)


@pytest.fixture
def answered(site, officer):
    def make(nonce="n" * 43, **values):
        lead = values.pop("lead", None) or LeadFactory(site=site, **values)
        actions.answer(lead=lead, by=officer, body="canary 可以来看。", nonce=nonce)
        return lead

    return make


def told(lead):
    return list(lead.follow_ups.order_by("pk").values_list("body", flat=True))


def open_calls(lead):
    return lead.next_steps.open().filter(kind="call").count()


def test_text_holds_the_reference_and_closes_the_call_when_sent(gateway, answered, site):
    lead = answered(contact_name="canary", company="canary")
    gateway.answer = {"state": "queued"}
    assert (send_texts(), open_calls(lead), told(lead)) == (0, 1, [])
    gateway.answer = {"state": "sent"}
    later = database_now() + DAY
    assert (send_texts(now=later), open_calls(lead)) == (1, 0)
    assert (lead.next_steps.get().outcome, told(lead)) == (SENT, [])
    (_, _, first), (_, headers, second) = gateway.posted
    assert first == second
    assert (second["to"], "canary" in json.dumps(second)) == ("+8613800001234", False)
    assert f"您的咨询 {lead.reference} 有了答复" in second["text"]
    assert headers["X-Portal-Signature"].startswith("sha256=")
    assert send_texts(now=later + DAY) == 0


def test_call_waits_for_the_last_answer(gateway, answered):
    lead = answered()
    answered(lead=lead, nonce="m" * 43)
    assert (send_texts(limit=1), open_calls(lead), told(lead)) == (1, 1, [SENT])
    assert (send_texts(limit=1), open_calls(lead), told(lead)) == (1, 0, [SENT])


@pytest.mark.parametrize(("status", "answer"), [(400, {}), (200, {"state": "no"}), (200, [])])
def test_what_is_refused_thrice_leaves_the_call_and_says_why(gateway, answered, status, answer):
    gateway.status, gateway.answer = status, answer
    lead, now = answered(), database_now()
    assert [send_texts(now=now + n * DAY / 8) for n in range(5)] == [0] * 5
    assert (len(gateway.posted), open_calls(lead)) == (3, 1)
    assert told(lead)[0].startswith("短信发不出（ChannelRefused")


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_gateway_that_is_down_is_asked_again_for_two_days(gateway, answered, status):
    gateway.status = status
    lead, now = answered(), database_now()
    assert [send_texts(now=now + n * DAY / 8) for n in range(5)] == [0] * 5
    assert (len(gateway.posted), open_calls(lead), told(lead)) == (5, 1, [])
    gateway.status, gateway.answer = 200, {"state": "sent"}
    assert send_texts(now=now + DAY) == 1


def test_host_that_is_not_named_is_asked_nothing(gateway, answered, settings):
    settings.NOTICE_HOSTS = []
    lead = answered()
    assert (send_texts(), gateway.posted, open_calls(lead)) == (0, [], 1)


def test_without_a_gateway_or_a_mobile_nothing_is_owed(
    gateway, answered, settings, client, officer
):
    answered(phone="09798412345")
    answered(email="zhao@example.com", nonce="m" * 43)
    assert not TextMessage.objects.exists()
    settings.SMS_GATEWAY = ""
    lead = answered(nonce="k" * 43)
    assert (send_texts(), TextMessage.objects.count()) == (0, 0)
    settings.SMS_GATEWAY = "https://sms.example.com"
    client.force_login(officer)
    step = reverse("admin:leads_lead_step", args=[lead.pk, "answer"])
    page = client.post(step, {"body": "还有一处。", "nonce": "j" * 43}, follow=True)
    assert "平台确认发出后，这一步自动完成" in page.text


def test_erasing_takes_texts_along_and_sends_none(gateway, answered):
    lead = answered()
    erase(lead=lead, now=database_now())
    assert (send_texts(), TextMessage.objects.count(), FollowUp.objects.count()) == (0, 0, 0)


def test_text_is_owed_once_and_ends_once(gateway, answered):
    lead, now = answered(), database_now()
    answered(lead=lead, nonce="m" * 43)
    first, second = lead.texts.order_by("pk")
    for changes, rule in (
        ({"occasion": second.occasion}, "leads_textmessage_once_an_occasion"),
        ({"sent_at": now, "given_up_at": now}, "leads_textmessage_sent_or_given_up"),
    ):
        with pytest.raises(IntegrityError, match=rule), transaction.atomic():
            TextMessage.objects.filter(pk=first.pk).update(**changes)
