"""Doubtful senders: kept in quarantine, never refused, and none the wiser."""

import datetime

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from leads.models import Lead, Outbox, Topic
from leads.spam_signals import (
    FLOOD,
    MAX_PER_CONTACT,
    MAX_PER_NETWORK,
    MAX_PER_SITE,
    MAX_SAME_WORDS,
    NETWORK,
    WORDS,
    form_doubts,
)

# What proxies write into X-Forwarded-For; each visitor has an address of their own.
FORWARDED = (
    "198.18.0.{number}",
    "198.18.1.{number}:51234",
    "2001:db8:0:{number}::7",
    "[2001:db8:1:{number}::7]:443",
    "10.0.0.1, , 198.18.2.{number}",
    "unknown",
    "_hidden",
)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"leave_blank": "http://spam.example"}, "trap"),
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


def doubts_of_all():
    return list(Lead.objects.order_by("pk").values_list("quarantine_reasons", flat=True))


def person(number):
    """Somebody of their own, with a question of their own."""
    return {
        "contact_name": f"访客{number}",
        "phone": f"138000{number:05}",
        "message": f"第 {number} 家企业想看厂房。",
    }


@pytest.mark.parametrize(
    ("shared", "bound"), [("phone", MAX_PER_CONTACT), ("message", MAX_SAME_WORDS)]
)
def test_same_sender_or_the_same_words_again_and_again_are_doubtful(send, shared, bound):
    for number in range(bound + 1):
        send(**(person(number) | {shared: person(0)[shared]}))
    assert doubts_of_all() == [[]] * bound + [["network"]]


def test_many_people_behind_one_address_are_heard_up_to_a_bound(client, site, enquiry):
    url = reverse("consult", args=[site.slug])
    for number in range(MAX_PER_NETWORK + 1):
        client.post(url, enquiry(**person(number)), REMOTE_ADDR="203.0.113.7")
    assert doubts_of_all() == [[]] * MAX_PER_NETWORK + [["network"]]


def test_three_hundred_people_are_heard(client, site, enquiry, settings):
    """As they come within hours: 30 behind one address, others through all sorts of proxies."""
    settings.PROXY_COUNT = 1
    url = reverse("consult", args=[site.slug])
    for number in range(300):
        forwarded = FORWARDED[number % len(FORWARDED)].format(number=number % 250)
        if number < 30:
            forwarded = "203.0.113.7:51234"
        response = client.post(
            url, enquiry(**person(number)), headers={"X-Forwarded-For": forwarded}
        )
        assert response.status_code == 302
    assert doubts_of_all() == [[]] * 300


def test_old_trap_that_password_managers_fill_in_is_none(send):
    """Forms drawn before the update still have it for a day."""
    assert send(website="https://example.com").status_code == 302
    assert doubts_of_all() == [[]]


def test_trap_says_nothing_that_autofill_knows(client, site):
    form = client.get(reverse("consult", args=[site.slug])).context["form"]
    field = form["leave_blank"].as_widget()
    assert field == (
        '<input type="text" name="leave_blank" autocomplete="off" tabindex="-1" aria-hidden="true"'
        ' data-1p-ignore data-lpignore="true" data-bwignore data-form-type="other"'
        ' data-protonpass-ignore="true" id="id_leave_blank">'
    )


def test_form_that_was_open_too_long_may_be_sent_again_at_once(client, site, enquiry, form_token):
    """Its second click comes within three seconds."""
    url = reverse("consult", args=[site.slug])
    stale = enquiry(form_token=form_token(datetime.timedelta(hours=25)))
    again = client.post(url, stale).context["form_token"]
    assert client.post(url, stale | {"form_token": again}).status_code == 302
    assert doubts_of_all() == [[]]


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


def test_link_is_counted_once_and_those_to_our_own_pages_never():
    two = "见 https://www.a.example，http://www.b.example"
    ours = " ".join(f"{settings.PUBLIC_URL}/golmud/listings/{number}/" for number in range(4))
    for message in (two, ours):
        assert form_doubts(is_trapped=False, is_hasty=False, message=message) == []


def test_every_doubt_can_be_told_in_words():
    raised = form_doubts(is_trapped=True, is_hasty=True, message="www. " * 9)
    assert {*raised, NETWORK, FLOOD} == set(WORDS)
