"""Doubtful senders: kept in quarantine, never refused, and none the wiser."""

import datetime
import random
import re
from itertools import islice

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from leads import actions
from leads.models import Contact, Lead, Outbox, Topic
from leads.spam_signals import (
    DENSE,
    FLOOD,
    MAX_ALIKE,
    MAX_ASKED,
    MAX_PER_CONTACT,
    MAX_PER_NETWORK,
    MAX_PER_SITE,
    MAX_SAME_WORDS,
    MAX_UNASKED,
    NETWORK,
    REPEATED,
    SAID,
    TAUGHT,
    WORDS,
    form_doubts,
    is_answerable,
    is_flooded,
    judge,
)
from tests.floods import is_asked_for
from tests.leads.crowds import real_enquiry, spam

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


@pytest.fixture
def post(client, site, enquiry):
    """post(ip, **changes) → the reply to a form sent from this address."""
    url = reverse("consult", args=[site.slug])

    def send_from(ip, **changes):
        return client.post(url, enquiry(**changes), REMOTE_ADDR=ip)

    return send_from


def inbox():
    return set(Lead.objects.accepted().values_list("phone", flat=True))


def test_people_are_heard_while_31_addresses_send_10_forms_each(post):
    """Once they filled the site's hour, and all who wrote then lay in quarantine."""
    for number in range(310):
        post(f"192.0.2.{number // 10}", **spam(number))
    arrived = inbox()
    people = [real_enquiry(number) for number in range(20)]
    for number, words in enumerate(people):
        assert post(f"203.0.113.{number}", **words).status_code == 302
    assert inbox() - arrived == {words["phone"] for words in people}
    assert len(arrived) < 50
    assert Lead.objects.count() == 330  # nothing is thrown away


@pytest.fixture
def full_hour(site):
    """As many as a flood lets into the inbox, a moment ago."""
    row = {"site": site, "topic": Topic.objects.get(slug="space"), "phone": "13800001234"}
    now = timezone.now()
    Lead.objects.bulk_create(Lead(**row, received_at=now, due_at=now) for _ in range(MAX_PER_SITE))


def answered(page):
    """What the page asks to be typed, as one reads it there."""
    label = re.search(r'<label for="id_answer">\s*(.*?)\s*</label>', page.text, re.DOTALL)[1]
    words, position = re.fullmatch(r"请填写“(.*)”里的第(.)个词", label).groups()
    return words.split("、")["一二三四".index(position)]


def fields_of(page):
    """Everything that the form would send back, as it came filled in."""
    form, context = page.context["form"], page.context
    marks = {name: context[name] for name in ("form_token", "consent_mark")}
    return marks | {field.html_name: field.value() for field in form if field.value()}


def test_flood_asks_newcomers_and_a_right_answer_lets_them_in(post, full_hour):
    """However well its forms look: the first of them pass unasked, then each has to answer."""
    for number in range(MAX_UNASKED):
        assert post(f"198.18.{number}.1", **real_enquiry(number)).status_code == 302
    person = real_enquiry(MAX_UNASKED)
    page = post("203.0.113.1", **person, company="示例公司")
    lead = Lead.objects.get(phone=person["phone"])
    assert (page.status_code, lead.quarantine_reasons) == (400, ["flood"])
    assert lead.reference in page.text
    back = fields_of(page)
    assert (back["message"], back["company"]) == (person["message"], "示例公司")
    page = post("203.0.113.1", **back, answer=answered(page))
    lead.refresh_from_db()
    assert page["Location"].startswith(f"/golmud/consult/{lead.reference}/?key=")
    assert (lead.is_quarantined, lead.quarantine_reasons) == (False, ["flood"])
    assert {*Outbox.objects.values_list("kind", flat=True)} == {"new_leads"}  # all in one mail
    assert lead.due_at > timezone.now()


def test_one_answer_lets_in_one_person_of_a_form(post, full_hour):
    """A program answers once and sends the form again in other names: each has its own question.

    The word of the first fits one of 22 others by chance.
    """
    post("203.0.113.1", **real_enquiry(1))
    page = post("203.0.113.1", **real_enquiry(2))
    solved = fields_of(page) | {"answer": answered(page)}
    assert post("203.0.113.1", **solved).status_code == 302
    pages = [post("203.0.113.1", **solved | real_enquiry(number)) for number in range(3, 11)]
    asked = [page for page in pages if page.status_code == 400]
    assert len(asked) > 3
    assert len({answered(page) for page in asked}) > 1
    person = fields_of(asked[-1]) | {"answer": answered(asked[-1])}
    assert post("203.0.113.1", **person).status_code == 302
    assert Lead.objects.get(phone=person["phone"]).is_quarantined is False
    assert Lead.objects.quarantined().count() == len(asked) - 1


def test_who_is_known_is_not_asked_unless_many_say_so(post, full_hour):
    known = real_enquiry(1)
    Contact.objects.confirm(known["phone"], now=timezone.now())
    assert post("203.0.113.1", **real_enquiry(0)).status_code == 302
    assert post("203.0.113.1", **known).status_code == 302
    assert post("203.0.113.1", **real_enquiry(2)).status_code == 400
    pages = [post(f"198.18.{number}.1", **known) for number in range(MAX_ALIKE + 1)]
    assert [page.status_code for page in pages] == [302] * (MAX_ALIKE - 1) + [400] * 2


def test_nobody_is_asked_who_does_not_come_in_a_flood(post):
    for number in range(MAX_UNASKED + 10):
        assert post(f"198.18.{number}.1", **real_enquiry(number)).status_code == 302
    assert doubts_of_all() == [[]] * (MAX_UNASKED + 10)


def test_wrong_answer_is_asked_again_and_holds_nobody_up(post, full_hour):
    post("203.0.113.1", **real_enquiry(1))
    form = real_enquiry(2)
    page = post("203.0.113.1", **form)
    form |= {"form_token": page.context["form_token"], "answer": "不知道"}
    pages = [post("203.0.113.1", **form) for _ in range(MAX_ASKED)]
    assert [page.status_code for page in pages] == [400] * (MAX_ASKED - 1) + [302]
    assert "不是这个词，请再看一遍" in pages[0].text
    assert 'aria-describedby="id_answer_error"' in pages[0].text
    lead = Lead.objects.get(phone=form["phone"])
    assert lead.is_quarantined
    assert pages[-1]["Location"].startswith(f"/golmud/consult/{lead.reference}/")


def test_trap_is_not_taken_back_by_an_answer(post, full_hour):
    assert post("203.0.113.1", **real_enquiry(1), leave_blank="x").status_code == 302
    assert Lead.objects.order_by("pk").last().quarantine_reasons == ["trap"]


def test_one_host_that_walks_through_its_48_is_one_source(post):
    for number in range(MAX_PER_NETWORK + 5):
        post(f"2001:db8:7:{number:x}::7", **real_enquiry(number))
    assert doubts_of_all() == [[]] * MAX_PER_NETWORK + [["network"]] * 5


def test_one_host_cannot_repeat_itself_from_every_64_of_its_48(post):
    for number in range(MAX_PER_CONTACT + 1):
        post(f"2001:db8:8:{number:x}::7", **real_enquiry(0))
    assert doubts_of_all() == [[]] * MAX_PER_CONTACT + [["network"]]


def test_one_crowded_network_makes_no_flood_for_others(post):
    for number in range(MAX_PER_NETWORK + 20):
        post("192.0.2.7", **real_enquiry(number))
    for number in range(MAX_UNASKED + 10):
        assert post(f"198.18.{number}.1", **real_enquiry(1000 + number)).status_code == 302


def test_enquiry_is_weighed_by_the_same_number_of_queries(site, full_hour):
    """However many came before it, in a flood and without one."""
    counts = []
    for number in range(60):
        with CaptureQueriesContext(connection) as queries:
            judge(
                site=site,
                ip=f"203.0.113.{number % 7}",
                data={"email": ""} | real_enquiry(number),
                doubts=[],
                now=timezone.now(),
            )
        counts.append(len(queries))
    assert max(counts) <= 5  # counters, leads let in, signs of a flood, known ones, unasked ones


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
    assert {*raised, NETWORK, FLOOD, TAUGHT, SAID, REPEATED, DENSE} == set(WORDS)


SPAMMERS, SPAM_EACH, PEOPLE = 500, 20, 500
FIRST, ALL = 1500, None
KINDS = (spam, real_enquiry)  # one text with other figures; others' words, each time new


def crowd(seed):
    """(ip, words, doubts of the form, whether it is a person) of all who write, in any order."""
    chance = random.Random(seed)  # noqa: S311 -- the same crowd every run
    writers = [(f"203.{n // 250}.{n % 250}.7", n, True) for n in range(PEOPLE)]
    writers += [
        (f"198.{18 + n // 250}.{n % 250}.7", 10**6 + n * SPAM_EACH + turn, False)
        for n in range(SPAMMERS)
        for turn in range(SPAM_EACH)
    ]
    chance.shuffle(writers)
    for ip, number, is_person in writers:
        words = real_enquiry(number) if is_person else chance.choice(KINDS)(number)
        doubts = ["trap"] if not is_person and chance.random() < 0.1 else []
        yield ip, words, doubts, is_person


@pytest.mark.flood
def test_ten_thousand_from_500_addresses_hide_nobody_and_fill_no_inbox(site):
    """Row L4 of docs/security-targets.md. People answer what they are asked; programs do not."""
    topic, now = Topic.objects.get(slug="space"), timezone.now()
    people = heard = spam_in_inbox = 0
    for ip, words, doubts, is_person in islice(crowd(seed=9), ALL if is_asked_for() else FIRST):
        data = words | {"email": ""}
        found = judge(site=site, ip=ip, data=data, doubts=doubts, now=now)
        people += is_person
        heard += is_person and is_answerable(found)
        if not found:
            spam_in_inbox += not is_person
            phone = words["phone"]
            Lead.objects.create(site=site, topic=topic, phone=phone, received_at=now, due_at=now)
    assert heard >= 0.998 * people > 0
    assert spam_in_inbox <= 0.01 * SPAMMERS * SPAM_EACH


def test_word_of_an_officer_outranks_a_right_answer(post, full_hour, staff, site):
    post("203.0.113.1", **real_enquiry(1))
    page = post("203.0.113.1", **real_enquiry(2))
    lead = Lead.objects.latest("pk")
    actions.mark_as_spam(lead=lead, by=staff("officer", site.region))
    post("203.0.113.1", **fields_of(page) | {"message": "另有一问", "answer": answered(page)})
    lead.refresh_from_db()
    assert (lead.is_quarantined, lead.quarantine_checked_at) == (True, None)  # to be seen again


def test_enquiries_dated_by_a_clock_ahead_make_no_flood(site, full_hour):
    now = timezone.now()
    assert is_flooded(site, now)
    Lead.objects.update(
        received_at=now + datetime.timedelta(days=1), due_at=now + datetime.timedelta(days=2)
    )
    assert not is_flooded(site, now)
