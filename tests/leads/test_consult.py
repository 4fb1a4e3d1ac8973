"""The pages of an enquiry: the form, what comes back, the receipt."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from leads import tokens
from leads.consent import CURRENT
from leads.models import Consent, Lead, Message, Submission
from leads.references import new_reference
from tests.factories import (
    ListingFactory,
)
from tests.leads.factories import LeadFactory
from tests.leads.pages import same_shape
from tests.nasty_values import NASTY


@pytest.fixture
def url(site):
    return reverse("consult", args=[site.slug])


def test_consult_shows_an_empty_uncached_form(client, url):
    response = client.get(url)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert [str(radio.choice_label) for radio in response.context["form"]["topic"]] == [
        "注册公司政策",
        "土地厂房咨询",
        "资金扶持咨询",
        "其他相关咨询",
    ]
    html = response.content.decode()
    assert "checked" not in html  # neither a topic nor the consent is chosen for the visitor
    assert "<title>问专员·格尔木招商网</title>" in html


def test_consult_costs_the_same_queries_with_a_subject(
    client, site, url, django_assert_max_num_queries
):
    listing = ListingFactory(region=site.region)
    client.get(url)
    with django_assert_max_num_queries(9):  # site, topics, listing and at most six for the frame
        client.get(url, {"listing": listing.pk})


def test_enquiry_is_kept_word_by_word_and_acknowledged(send, site, settings, stored):
    response = send(company="示例公司", email="Zhao@Example.COM", area_wanted="3,000 ㎡")
    lead = Lead.objects.get()
    assert response.status_code == 302
    assert response["Location"].startswith(f"/golmud/consult/{lead.reference}/?key=")
    assert (lead.contact_name, lead.phone, lead.email) == (
        "赵女士",
        "13800001234",
        "Zhao@example.com",
    )
    assert (lead.site, lead.stage, lead.is_quarantined) == (site, "new", False)
    assert stored() == [
        {
            "contact_name": "赵女士",
            "company": "示例公司",
            "phone": "13800001234",
            "email": "Zhao@example.com",
            "area_wanted": "3,000 ㎡",
            "timing_wanted": "",
            "message": "想租带行车的厂房。",
            "topic": "土地厂房咨询",
            "subject": "",
        }
    ]
    consent = Consent.objects.get()
    assert (consent.lead, consent.text_version, len(consent.text_hash)) == (lead, CURRENT, 64)


def test_enquiry_without_consent_leaves_no_row(send):
    assert send(has_consented="").status_code == 400
    assert (Lead.objects.count(), Submission.objects.count()) == (0, 0)


def test_errors_are_counted_linked_and_the_form_stays_filled(send, enquiry):
    token = enquiry()["form_token"]
    response = send(form_token=token, phone="1380000123", message="", has_consented="")
    html = response.content.decode()
    assert "<title>请更正 3 处：问专员·格尔木招商网</title>" in html
    assert "还差 3 处没填好" in html
    assert 'href="#id_phone"' in html
    assert 'value="1380000123"' in html
    assert 'value="赵女士"' in html
    assert 'aria-describedby="id_phone_helptext id_phone_error"' in html
    assert f'name="form_token" value="{token}"' in html  # the clock of the first drawing runs on


# ---- Once, and nothing lost ----


def test_same_form_sent_again_leads_to_the_same_receipt(send, enquiry):
    token = enquiry()["form_token"]
    first, second = send(form_token=token), send(form_token=token)
    assert first["Location"] == second["Location"]
    assert (Lead.objects.count(), Message.objects.count()) == (1, 0)


@pytest.mark.parametrize("token", ["", "forged:1:x", "\0"])
def test_form_without_a_valid_mark_comes_back_filled(send, token):
    response = send(form_token=token)
    html = response.content.decode()
    assert response.status_code == 400
    assert "请再点一次“提交咨询”" in html
    assert "想租带行车的厂房。" in html
    assert not Lead.objects.exists()


def test_form_older_than_a_day_comes_back_with_a_fresh_mark(send, form_token):
    old = form_token(datetime.timedelta(hours=25))
    response = send(form_token=old)
    assert response.status_code == 400
    assert send(form_token=response.context["form_token"]).status_code == 302


def test_csrf_failure_brings_the_form_back_filled(site, url, enquiry):
    strict = Client(enforce_csrf_checks=True)
    response = strict.post(url, enquiry())
    html = response.content.decode()
    assert response.status_code == 403
    assert "想租带行车的厂房。" in html
    assert "浏览器没有带上安全标记" in html
    assert "no-store" in response["Cache-Control"]
    again = enquiry(
        csrfmiddlewaretoken=strict.cookies["csrftoken"].value,
        form_token=response.context["form_token"],
    )
    assert strict.post(url, again).status_code == 302


def test_other_methods_are_refused(client, url):
    assert client.put(url).status_code == 405


# ---- Receipt ----


def test_receipt_after_sending_says_what_happens_next_and_when(send, client):
    response = client.get(send()["Location"])
    lead = Lead.objects.get()
    html = response.content.decode()
    assert lead.reference in html
    assert f'data-copy="{lead.reference}"' in html
    assert "最迟 " in html
    assert "18:00 前" in html
    assert "no-store" in response["Cache-Control"]
    assert "13800001234" not in html
    assert "赵女士" not in html


def test_receipt_of_a_quarantined_enquiry_looks_the_same(send, client):
    good = client.get(send()["Location"])
    doubtful = client.get(send(leave_blank="x")["Location"])
    first, second = Lead.objects.order_by("pk")
    assert second.is_quarantined
    assert same_shape(good, first.reference) == same_shape(doubtful, second.reference)


def test_receipt_address_without_its_key_tells_nothing_about_existence(client, site, lead):
    missing = new_reference()
    pages = [
        same_shape(client.get(reverse("consult_receipt", args=[site.slug, ref])), ref)
        for ref in (lead.reference, missing)
    ]
    assert pages[0] == pages[1]
    assert pages[0][0] == 200


def test_receipt_key_of_one_reference_opens_no_other(client, site, lead):
    other = LeadFactory(site=site)
    address = reverse("consult_receipt", args=[site.slug, other.reference])
    page = client.get(address, {"key": tokens.receipt_key(lead.reference)})
    assert page.templates[0].name == "leads/lead_status.html"


def test_receipt_is_not_shown_on_another_site(client, other_site, lead):
    address = reverse("consult_receipt", args=[other_site.slug, lead.reference])
    page = client.get(address, {"key": tokens.receipt_key(lead.reference)})
    assert page.templates[0].name == "leads/lead_status.html"


@pytest.mark.parametrize("what", NASTY)
def test_no_value_in_no_field_is_a_fault(client, send, enquiry, url, site, what):
    """Each field alone, in what is sent and in the address; what is kept is kept as ASCII."""
    client.raise_request_exception = False
    value = NASTY[what]
    names = [
        *enquiry(),
        "email",
        "company",
        "area_wanted",
        "timing_wanted",
        "email_asked",
        "answer",
    ]
    got = {name: send(**{name: value}).status_code for name in names}
    got |= {f"?{name}": client.get(url, {name: value}).status_code for name in ("topic", "listing")}
    lookup = reverse("lead_status", args=[site.slug])
    for name in ("reference", "proof", "body"):
        got[f"status {name}"] = client.post(lookup, {name: value}).status_code
    assert {name: status for name, status in got.items() if status >= 500} == {}


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("phone", "١٣٨٠٠٠٠١٢٣٤", "13800001234"),
        ("phone", "１３８００００１２３４", "13800001234"),
        ("email", "zhao@EXAMPLE.com", "zhao@example.com"),
    ],
)
def test_what_is_kept_is_normalised_first(send, field, typed, kept):
    assert send(**{field: typed}).status_code == 302
    assert getattr(Lead.objects.get(), field) == kept


@pytest.mark.parametrize("name", ["İ" * 30, "zhao" + "ı" * 3, "K" * 64, "ſ"])
@pytest.mark.parametrize("domain", ["example.com", "İ" * 60 + ".com", "İ.İ.com", "x" * 250 + ".İ"])
def test_letters_that_grow_when_lowered_are_no_fault(client, send, name, domain):
    client.raise_request_exception = False
    assert send(email=f"{name}@{domain}").status_code in {302, 400}
