"""One form sent again: by the same person a change, by anybody else an enquiry of their own."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from leads import tokens
from leads.actions.same_form import MAX_PEOPLE, lead_of_person, submission_tokens
from leads.consent import consent_mark, consent_text
from leads.models import FollowUp, Lead, Message, Submission
from leads.retention import erase
from tests.leads.marks import aged, in_browser

VICTIM = {"contact_name": "钱女士", "phone": "13900005678", "message": "本人的秘密"}


@pytest.fixture
def url(site):
    return reverse("consult", args=[site.slug])


def drawn_before_the_upgrade():
    """A form of 0.2.0: bound to nothing."""
    return aged(tokens.FORM.sign(tokens.new_nonce()), tokens.FORM, datetime.timedelta(seconds=10))


def phones():
    return list(Lead.objects.order_by("pk").values_list("phone", flat=True))


# ---- A stranger's form is not carried on ----


def test_form_posted_by_a_foreign_page_starts_anew_for_its_victim(url, enquiry, form_token):
    """The attacker's own token, his hidden field and the victim's words, from a page of his."""
    attacker, victim = in_browser(Client()), Client(enforce_csrf_checks=True)
    token = form_token()
    assert attacker.post(url, enquiry(form_token=token)).status_code == 302
    forged = enquiry(form_token=token, leave_blank="x", **VICTIM)
    refused = victim.post(url, forged)
    page = refused.context["form"]
    assert (refused.status_code, page["phone"].value()) == (403, VICTIM["phone"])
    assert (page["leave_blank"].value(), refused.context["form_token"] == token) == (None, False)
    sent = victim.post(
        url,
        enquiry(**VICTIM)
        | {
            "form_token": refused.context["form_token"],
            "csrfmiddlewaretoken": victim.cookies["csrftoken"].value,
        },
    )
    assert sent.status_code == 302
    assert phones() == ["13800001234", "13900005678"]
    assert not Message.objects.exists()
    assert not Lead.objects.quarantined().exists()


def test_form_drawn_for_another_browser_comes_back_filled_in(url, enquiry, form_token):
    token = form_token(browser="a" * 32)
    reply = in_browser(Client()).post(url, enquiry(form_token=token))
    assert (reply.status_code, "想租带行车的厂房。" in reply.text) == (400, True)
    assert reply.context["form_token"] != token
    assert in_browser(Client(), "a" * 32).post(url, enquiry(form_token=token)).status_code == 302


def test_form_of_one_county_is_none_of_another(client, send, enquiry, other_site):
    token = enquiry()["form_token"]
    send(form_token=token)
    away = enquiry(
        form_token=token,
        consent_mark=consent_mark(other_site, consent_text(other_site)),
        message="在别的县",
    )
    reply = client.post(reverse("consult", args=[other_site.slug]), away)
    assert reply.status_code == 400
    away["form_token"] = reply.context["form_token"]
    assert client.post(reverse("consult", args=[other_site.slug]), away).status_code == 302
    assert [lead.site.slug for lead in Lead.objects.order_by("pk")] == ["golmud", "wulan"]
    assert not Message.objects.exists()


def test_form_without_a_cookie_works_at_the_second_click(url, enquiry):
    """Of a browser that lost its cookie meanwhile: nothing typed is lost."""
    client = Client()
    reply = client.post(url, enquiry())
    assert (reply.status_code, "想租带行车的厂房。" in reply.text) == (400, True)
    again = enquiry(form_token=reply.context["form_token"])
    assert client.post(url, again).status_code == 302


# ---- Forms drawn before the upgrade ----


def test_form_drawn_before_the_upgrade_is_taken_once(url, enquiry):
    form, client = enquiry(form_token=drawn_before_the_upgrade()), Client()
    replies = [client.post(url, form) for _ in range(2)]
    assert [reply.status_code for reply in replies] == [302, 302]
    assert len({reply["Location"] for reply in replies}) == Lead.objects.count() == 1


def test_form_drawn_before_the_upgrade_changes_nothing_at_another_county(
    client, send, enquiry, other_site
):
    token = drawn_before_the_upgrade()
    send(form_token=token)
    mark = consent_mark(other_site, consent_text(other_site))
    away = enquiry(form_token=token, consent_mark=mark, message="在别的县")
    assert client.post(reverse("consult", args=[other_site.slug]), away).status_code == 302
    assert [lead.site.slug for lead in Lead.objects.order_by("pk")] == ["golmud", "wulan"]
    assert not Message.objects.exists()


# ---- The next person at the same counter ----


def test_next_person_who_goes_back_overwrites_nobody(send, enquiry, stored):
    token = enquiry()["form_token"]
    first = send(form_token=token)
    replies = [send(form_token=token, **VICTIM) for _ in range(2)]
    assert [reply["Location"] for reply in replies] == [replies[0]["Location"]] * 2
    assert replies[0]["Location"] != first["Location"]
    assert phones() == ["13800001234", "13900005678"]
    assert [words["message"] for words in stored()] == ["想租带行车的厂房。", "本人的秘密"]
    assert not Message.objects.exists()


def test_each_person_goes_on_with_their_own_enquiry(send, enquiry):
    token = enquiry()["form_token"]
    send(form_token=token)
    send(form_token=token, **VICTIM)
    send(form_token=token, message="第一位又想到一点。")
    send(form_token=token, **VICTIM | {"message": "第二位又想到一点。"})
    found = Message.objects.order_by("pk").values_list("lead__phone", "body")
    assert list(found) == [
        ("13800001234", "再次提交时有改动：\n想了解什么：第一位又想到一点。"),
        ("13900005678", "再次提交时有改动：\n想了解什么：第二位又想到一点。"),
    ]


def test_office_is_told_that_two_enquiries_are_of_one_form(send, enquiry, client, staff, site):
    token = enquiry()["form_token"]
    send(form_token=token)
    send(form_token=token, **VICTIM)
    first, second = Lead.objects.order_by("pk")
    note = f"与 {first.reference} 出自同一张表单，电话和邮箱都不同：可能是另一个人，也可能是更正。"
    assert list(FollowUp.objects.values_list("lead", "by", "body")) == [(second.pk, None, note)]
    client.force_login(staff("officer", site.region))
    page = client.get(reverse("admin:leads_lead_change", args=[second.pk]))
    told = [(entry.who, entry.what) for entry in page.context["entries"] if entry.body == note]
    assert told == [("系统", "内部备注")]


def test_another_persons_enquiry_never_joins_two_others(send, enquiry):
    """The phone of the one with the mail of the other: neither of them is handed over."""
    token = enquiry()["form_token"]
    one = {"phone": "13800001234", "email": "one@example.com"}
    two = {"phone": "13900005678", "email": "two@example.com"}
    both = {"phone": one["phone"], "email": two["email"]}
    replies = [send(form_token=token, **who)["Location"] for who in (one, two, both, both, one)]
    assert (replies[3], replies[4]) == (replies[2], replies[0])
    kept = Lead.objects.order_by("pk").values_list("phone", "email")
    assert list(kept) == [tuple(who.values()) for who in (one, two, both)]


@pytest.mark.parametrize(
    ("phone", "email", "is_found"),
    [
        ("13800001234", "", True),
        ("13800001234", "other@example.com", True),
        ("13900005678", "zhao@example.com", True),
        ("", "zhao@example.com", True),
        ("13900005678", "", False),
        ("", "other@example.com", False),
    ],
)
def test_person_is_known_by_phone_or_mail(phone, email, is_found):
    lead = Lead(phone="13800001234", email="zhao@example.com")
    assert (lead_of_person([lead], phone=phone, email=email) is lead) is is_found


def test_empty_contacts_are_nobodys():
    lead = Lead(phone="13800001234", email="")
    assert lead_of_person([lead], phone="13900005678", email="") is None


def test_program_that_is_always_somebody_else_gets_a_new_form(send, enquiry):
    token = enquiry()["form_token"]
    people = [f"138{n:08}" for n in range(MAX_PEOPLE)]
    assert {send(form_token=token, phone=phone).status_code for phone in people} == {302}
    reply = send(form_token=token, phone="13700009999", message="写了很久的问题")
    assert (reply.status_code, "写了很久的问题" in reply.text) == (400, True)
    assert phones() == people
    again = send(form_token=reply.context["form_token"], phone="13700009999")
    assert again.status_code == 302


def test_name_of_an_erased_submission_is_free_again(send, enquiry):
    token = enquiry()["form_token"]
    send(form_token=token)
    erase(lead=Lead.objects.get(), now=timezone.now())
    send(form_token=token)
    assert phones() == ["", "13800001234"]


def test_names_of_submissions_fit_their_column():
    longest = max(submission_tokens(tokens.FILLED_IN + tokens.new_nonce()), key=len)
    assert len(longest) <= Submission._meta.get_field("token").max_length
