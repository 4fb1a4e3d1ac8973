"""Doubtful senders: kept in quarantine, never refused, and none the wiser."""

import datetime

import pytest
from django.utils import timezone

from leads.models import Lead, Outbox, Topic
from leads.spam_signals import FLOOD, MAX_PER_SITE, NETWORK, WORDS, form_doubts


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"website": "http://spam.example"}, "trap"),
        ({"message": "http://a.cn http://b.cn www.c.cn"}, "links"),
    ],
)
def test_doubtful_enquiry_is_kept_quietly_and_sends_no_mail(send, changes, reason):
    response = send(email="zhao@example.com", **changes)
    lead = Lead.objects.get()
    assert response["Location"].startswith(f"/golmud/consult/{lead.reference}/?key=")
    assert (lead.is_quarantined, lead.quarantine_reasons) == (True, [reason])
    assert not Outbox.objects.exists()


def test_form_sent_within_three_seconds_is_doubtful(send, form_token):
    send(form_token=form_token(datetime.timedelta(seconds=1)))
    assert Lead.objects.get().quarantine_reasons == ["hasty"]


def test_eleventh_enquiry_of_a_network_in_an_hour_is_doubtful(send):
    for _ in range(11):
        send()
    doubts = Lead.objects.order_by("pk").values_list("quarantine_reasons", flat=True)
    assert list(doubts) == [[]] * 10 + [["network"]]


def test_flood_of_a_site_goes_to_quarantine_from_any_network(send, site):
    row = {"site": site, "topic": Topic.objects.get(slug="space"), "phone": "13800001234"}
    now = timezone.now()
    Lead.objects.bulk_create(
        Lead(**row, received_at=now, due_at=now) for _ in range(MAX_PER_SITE - 2)
    )
    for _ in range(4):
        send()
    doubts = Lead.objects.order_by("-pk").values_list("quarantine_reasons", flat=True)[:4]
    assert list(doubts) == [["flood"], ["flood"], [], []]


def test_links_are_counted_however_they_are_written():
    three = "HTTP://a.cn https://b.cn www.c.cn"
    assert form_doubts(is_trapped=False, is_hasty=False, message=three) == ["links"]
    assert form_doubts(is_trapped=False, is_hasty=False, message="见 https://a.cn，www.b.cn") == []


def test_every_doubt_can_be_told_in_words():
    raised = form_doubts(is_trapped=True, is_hasty=True, message="www. " * 9)
    assert {*raised, NETWORK, FLOOD} == set(WORDS)
