"""How an enquiry stands: proof in, nothing out."""

import datetime
import re

import pytest
from django.db import connection
from django.template.loader import get_template
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from leads import tokens
from leads.models import Message, Outbox, StageChange
from leads.proofs import code_of
from leads.references import new_reference
from leads.retention import erase
from leads.views.status import (
    FOUND_BY_NUMBER,
    MAX_QUESTIONS,
    NUMBERS_TRIED,
    TOO_MANY_NUMBERS,
)
from tests.leads.factories import LeadFactory, MessageFactory
from tests.leads.marks import aged
from tests.leads.pages import same_shape


@pytest.fixture
def url(site):
    return reverse("lead_status", args=[site.slug])


@pytest.fixture
def look_up(client, url):
    def post(reference, proof, **extra):
        return client.post(url, {"reference": reference, "proof": proof}, **extra)

    return post


# ---- Looking up ----


def test_right_pair_shows_the_track_and_the_answers(look_up, lead):
    MessageFactory(lead=lead, body="您好，可以整租。")
    MessageFactory(lead=lead, body="内部机密", is_visible=False)
    lead.follow_ups.create(body="只给同事看")
    response = look_up(lead.reference, code_of(lead.reference))
    html = response.content.decode()
    assert response.status_code == 200
    assert [step.title for step in response.context["steps"]] == ["已提交", "已答复", "等待答复"]
    assert "您好，可以整租。" in html
    assert "内部机密" not in html
    assert "只给同事看" not in html
    assert "13800001234" not in html
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("typed", ["{} ", "o{}", "{}"])
def test_reference_is_read_as_people_type_it(look_up, site, typed):
    LeadFactory(site=site, reference="0K3Q-9XMD-PT1V")
    variants = {"{} ": "0k3q 9xmd pt1v ", "o{}": "oK3Q9XMDPTlV", "{}": "０K3Q-9XMD-PT1V"}
    assert look_up(variants[typed], "13800001234").status_code == 200


def test_mail_opens_what_has_no_phone(look_up, site):
    lead = LeadFactory(site=site, phone="", email="Zhao.li@example.com", has_code=False)
    assert look_up(lead.reference, "ZHAO").status_code == 200
    assert look_up(lead.reference, "1234").status_code == 400


def test_landline_is_proven_by_its_last_four_digits(look_up, site):
    lead = LeadFactory(site=site, phone="0979-8412345", has_code=False)
    assert look_up(lead.reference, "２３４５").status_code == 200


def test_wrong_pairs_all_get_the_same_page(look_up, lead, other_site):
    elsewhere = LeadFactory(site=other_site)
    erased = LeadFactory(site=lead.site, phone="13900009999")
    erase(lead=erased, now=timezone.now())
    missing, garbage = new_reference(), "Q"
    pages = [
        same_shape(look_up(reference, "9999"), reference)
        for reference in (lead.reference, missing, elsewhere.reference, erased.reference)
    ]
    assert pages == [pages[0]] * 4
    assert pages[0][0] == 400
    assert look_up(garbage, "9999").status_code == 400


def test_wrong_pairs_cost_the_same_queries(look_up, lead):
    look_up(lead.reference, "0000")
    counts = []
    for reference in (lead.reference, new_reference()):
        with CaptureQueriesContext(connection) as asked:
            look_up(reference, "0000")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_guessing_digits_of_one_reference_is_stopped(look_up, lead):
    codes = [
        look_up(lead.reference, f"{n:04}", REMOTE_ADDR=f"192.0.2.{n}").status_code
        for n in range(21)
    ]
    assert codes == [400] * 20 + [429]
    # Nor does the right answer get through now, nor does the refusal tell that the lead exists.
    assert look_up(lead.reference, lead.phone, REMOTE_ADDR="192.0.2.99").status_code == 429


def numbers_typed(look_up, reference, count):
    """Which numbers the mask leaves open, each tried from another network."""
    return [
        look_up(reference, f"138{n:04}1234", REMOTE_ADDR=f"198.51.100.{n}")
        for n in range(1, count + 1)
    ]


def test_numbers_that_a_mask_leaves_open_are_not_tried_all_day(look_up, lead, errors_of):
    pages = numbers_typed(look_up, lead.reference, 11)
    assert [page.status_code for page in pages] == [400] * 10 + [429]
    assert errors_of(pages[-1]) == [TOO_MANY_NUMBERS]
    assert look_up(lead.reference, lead.phone).status_code == 429
    # Where the enquiry came from, and by the code, it opens as before.
    assert look_up(lead.reference, lead.phone, REMOTE_ADDR="192.0.2.7").status_code == 200
    assert look_up(lead.reference, code_of(lead.reference)).status_code == 200


def test_numbers_of_a_reference_that_does_not_exist_are_refused_alike(look_up):
    pages = numbers_typed(look_up, new_reference(), 11)
    assert [page.status_code for page in pages] == [400] * 10 + [429]


def test_number_beside_what_is_no_reference_is_no_try_at_any(look_up):
    pages = numbers_typed(look_up, "Q", 11)
    assert {page.status_code for page in pages} == {400}


def test_right_number_is_no_try(look_up, lead):
    pages = [look_up(lead.reference, lead.phone) for _ in range(15)]
    assert {page.status_code for page in pages} == {200}
    assert numbers_typed(look_up, lead.reference, 1)[0].status_code == 400


def test_office_hears_of_numbers_tried_and_shown(look_up, lead):
    for _ in range(2):
        look_up(lead.reference, lead.phone)
    look_up(lead.reference, lead.phone, REMOTE_ADDR="192.0.2.7")
    look_up(lead.reference, code_of(lead.reference))
    numbers_typed(look_up, lead.reference, 12)
    assert list(lead.follow_ups.order_by("pk").values_list("body", "by")) == [
        (FOUND_BY_NUMBER.format(place="与提交时的网络不同"), None),
        (FOUND_BY_NUMBER.format(place="与提交时同一网络"), None),
        (NUMBERS_TRIED, None),
    ]


def test_guessing_references_from_one_network_is_stopped(look_up):
    codes = {look_up(new_reference(), "1234").status_code for _ in range(60)}
    assert codes == {400}
    assert look_up(new_reference(), "1234").status_code == 429


@pytest.mark.parametrize("typed", ["２３４５", "\u202d2345\u202c", " 2345\u200b"])
def test_digits_are_taken_as_people_write_them_and_without_the_extension(site, look_up, typed):
    lead = LeadFactory(site=site, phone="0979-8412345-801", has_code=False)
    assert look_up(lead.reference, typed).context["lead"] == lead


@pytest.mark.parametrize(
    ("reference", "proof", "sentence"),
    [
        ("", "1234", "请填写查询编号"),
        ("7K3Q-9XMD-PT4V", "", "请填写查询口令，或完整的手机号"),
        ("7" * 41, "1234", "编号没有这么长，请核对"),
    ],
)
def test_incomplete_pair_is_named(look_up, errors_of, reference, proof, sentence):
    response = look_up(reference, proof)
    assert (response.status_code, errors_of(response)) == (400, [sentence])


# ---- Asking again and closing ----


@pytest.fixture
def step(client, url, look_up):
    """step(lead, "ask", body=…) with the ticket that the status page holds."""

    def post(lead, name, ticket=None, **data):
        if ticket is None:
            ticket = look_up(lead.reference, code_of(lead.reference)).context["ticket"]
        return client.post(url, {"step": name, "ticket": ticket} | data)

    return post


def test_further_question_is_kept_once_and_told_to_the_owner(step, look_up, site, staff):
    owner = staff("officer", site.region, email="officer@example.com")
    now = timezone.now()
    lead = LeadFactory(site=site, owner=owner, stage="answered", first_reply_at=now)
    ticket = look_up(lead.reference, lead.phone).context["ticket"]
    for _ in range(2):
        page = step(lead, "ask", ticket=ticket, body="电价多少？我的号 630102199003071234")
    assert "已收到您的追问" in page.content.decode()
    assert list(lead.messages.values_list("direction", "body")) == [
        ("in", "电价多少？我的号 ［身份证号已隐去］")
    ]
    lead.refresh_from_db()
    assert lead.follow_up_due_at > now
    assert list(Outbox.objects.values_list("kind", "recipient")) == [
        ("follow_up", "officer@example.com")
    ]


def test_empty_question_is_named(step, lead, errors_of):
    page = step(lead, "ask", body=" ")
    assert (page.status_code, errors_of(page)) == (400, ["请写下您还想了解什么"])
    assert not Message.objects.exists()


def test_questions_without_end_are_stopped_and_the_words_stay(step, lead, errors_of):
    ticket = tokens.new_ticket(lead.reference, "code")
    times = range(MAX_QUESTIONS + 1)
    pages = [step(lead, "ask", ticket=ticket, body=f"问题 {n}") for n in times]
    assert [page.status_code for page in pages] == [200] * MAX_QUESTIONS + [400]
    assert errors_of(pages[-1]) == ["追问太频繁，请过一小时再试，或直接打电话。"]
    assert f"问题 {MAX_QUESTIONS}</textarea>" in pages[-1].content.decode()
    assert lead.messages.count() == MAX_QUESTIONS


def test_visitor_closes_and_a_question_opens_again(step, site):
    lead = LeadFactory(site=site, stage="answered", first_reply_at=timezone.now())
    step(lead, "close")
    step(lead, "close")
    lead.refresh_from_db()
    assert (lead.stage, lead.closed_at is not None) == ("closed", True)
    step(lead, "ask", body="还有一个问题。")
    lead.refresh_from_db()
    assert (lead.stage, lead.closed_at) == ("contacted", None)
    assert list(StageChange.objects.order_by("pk").values_list("to_stage", "by")) == [
        ("closed", None),
        ("contacted", None),
    ]


def test_ticket_that_ran_out_or_was_forged_gives_the_words_back(step, lead):
    half_an_hour = datetime.timedelta(minutes=31)
    old = aged(tokens.new_ticket(lead.reference, "code"), tokens.TICKET, half_an_hour)
    for ticket in (old, "forged", lead.reference):
        page = step(lead, "ask", ticket=ticket, body="写了很久的问题")
        assert page.status_code == 400
        assert "写了很久的问题" in page.content.decode()
    assert not Message.objects.exists()


def test_ticket_is_good_in_the_browser_that_looked_up(client, url, look_up, lead):
    """Taken along into another browser, as by who reads over a shoulder, it opens nothing."""
    ticket = look_up(lead.reference, lead.phone).context["ticket"]
    words = {"step": "ask", "ticket": ticket, "body": "写了很久的问题"}
    elsewhere = Client().post(url, words)
    assert (elsewhere.status_code, "写了很久的问题" in elsewhere.text) == (400, True)
    assert not lead.messages.exists()
    assert client.post(url, words).status_code == 200
    assert lead.messages.count() == 1


def test_ticket_of_another_site_opens_nothing(client, other_site, lead):
    address = reverse("lead_status", args=[other_site.slug])
    data = {"step": "close", "ticket": tokens.new_ticket(lead.reference, "code")}
    assert client.post(address, data).status_code == 400
    lead.refresh_from_db()
    assert lead.stage == "new"


def test_csrf_failure_gives_the_question_back(url, lead):
    strict = Client(enforce_csrf_checks=True)
    data = {
        "step": "ask",
        "ticket": tokens.new_ticket(lead.reference, "code"),
        "body": "写了很久的问题",
    }
    page = strict.post(url, data)
    assert page.status_code == 403
    assert "写了很久的问题" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert not Message.objects.exists()


def test_open_page_hears_of_an_answer_and_asks_for_little(
    client, url, look_up, site, django_assert_max_num_queries
):
    lead = LeadFactory(site=site, stage="contacted")
    shown = look_up(lead.reference, code_of(lead.reference))
    assert ("aria-live" in shown.text, "data-hx-swap-oob" in shown.text) == (False, False)
    assert '<p class="u-vh" id="progress-told" role="status"></p>' in shown.text
    page = shown.context
    watch = reverse("lead_watch", args=[site.slug])
    asked = {"HX-Request": "true", "X-Ticket": page["ticket"]}
    headers = asked | {"If-None-Match": f'"{page["mark"]}"'}
    with django_assert_max_num_queries(2):  # site and mark
        assert client.get(watch, headers=headers).status_code == 304
    MessageFactory(lead=lead, body="电价 0.39 元。")
    fresh = client.get(watch, headers=headers)
    assert (fresh.status_code, "电价 0.39 元。" in fresh.text) == (200, True)
    assert '<p data-hx-swap-oob="innerHTML:#progress-told">有新的进展，在下面。</p>' in fresh.text
    buttons = re.findall(r"<button[^>]*", get_template("leads/_thread.html").template.source)
    assert ("aria-live" in fresh.text, all(' id="' in button for button in buttons)) == (
        False,
        True,
    )
    again = client.get(watch, headers=asked | {"If-None-Match": fresh["ETag"]})
    assert (again.status_code, again["Cache-Control"].count("no-store")) == (304, 1)
    old = aged(page["ticket"], tokens.TICKET, datetime.timedelta(minutes=31))
    for browser, ticket in ((client, old), (client, "forged"), (Client(), page["ticket"])):
        over = browser.get(watch, headers=asked | {"X-Ticket": ticket})
        assert (over.status_code, lead.reference in over.text) == (286, False)
    assert client.get(watch).headers["Location"] == url
