"""Who comes again comes into the same file, for the office alone."""

import importlib

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from leads import actions
from leads.models import Lead, Party, PartyIdentifier, PartyMerge
from leads.parties import join
from leads.proofs import code_of
from leads.retention import erase
from tests.leads.factories import LeadFactory
from tests.leads.marks import in_browser
from tests.leads.test_races import at_once

WHO = {"phone": "13800001234", "email": "", "company": "示例锂业有限公司"}


def leads():
    return list(Lead.objects.order_by("pk"))


def of(model, *names):
    return sorted(model.objects.values_list(*names))


def joined(site, **values):
    lead = LeadFactory(site=site, **values)
    join(lead)
    return lead


def test_second_enquiry_comes_into_the_files_of_the_first_and_fills_only_blanks(send, form_token):
    send(**WHO)
    again = {"contact_name": "赵", "email": "zhao@example.com", "company": "示例锂业有限责任公司"}
    send(**WHO | again, form_token=form_token())
    first, second = leads()
    assert first.reference != second.reference
    assert second.person_party == first.person_party
    assert second.company_party == first.company_party
    assert of(Party, "kind", "name") == [("company", "示例锂业有限公司"), ("person", "赵女士")]
    assert of(PartyIdentifier, "scheme", "value") == [
        ("mail", "zhao@example.com"),
        ("name", "示例锂业"),
        ("phone", "13800001234"),
    ]
    send(phone="", email="zhao@example.com", form_token=form_token())
    assert leads()[2].person_party == first.person_party


def test_visitor_of_one_enquiry_sees_nothing_of_another(site, send, enquiry):
    """Whoever types somebody else's number and firm gets a reference of his own, and no more."""
    send(**WHO, message="本人的秘密")
    stranger = in_browser(Client())
    reply = stranger.post(
        reverse("consult", args=[site.slug]), enquiry(**WHO, contact_name="钱先生")
    )
    first, second = leads()
    assert second.person_party == first.person_party
    receipt = stranger.get(reply["Location"]).content.decode()
    lookup = {"reference": second.reference, "proof": code_of(second.reference)}
    progress = stranger.post(reverse("lead_status", args=[site.slug]), lookup).content.decode()
    assert second.reference in progress
    for page in (receipt, progress):
        for told in (first.reference, "秘密", "赵女士", "档案", str(first.person_party_id) + "/"):
            assert told not in page


def test_phone_decides_before_mail_and_code_before_name(site):
    phone = joined(site, phone="13900005678")
    mail = joined(site, phone="", email="q@example.com", company="示例锂业公司")
    both = joined(site, phone="13900005678", email="q@example.com")
    assert both.person_party == phone.person_party != mail.person_party
    codes = [joined(site, company="示例锂业公司", credit_code=code) for code in ("A", "B", "B")]
    parties = [lead.company_party for lead in codes]
    assert parties == [mail.company_party, parties[1], parties[1]]
    assert parties[1] != mail.company_party


def test_files_of_two_sites_are_two(site, other_site):
    one, other = joined(site), joined(other_site)
    assert one.person_party != other.person_party


def test_quarantine_has_no_file_until_it_is_released(site, staff, send):
    send(**WHO, leave_blank="x")
    (lead,) = leads()
    assert lead.is_quarantined
    assert (lead.person_party, Party.objects.count()) == (None, 0)
    actions.release(lead=lead, by=staff("officer", site.region))
    assert of(Party, "kind") == [("company",), ("person",)]


def test_number_put_right_in_the_same_form_changes_the_file(send, form_token):
    token = form_token()
    send(phone="13900005678", email="z@example.com", form_token=token)
    send(phone="13800001234", email="z@example.com", form_token=token)
    (lead,) = leads()
    assert of(PartyIdentifier, "party", "value") == [
        (lead.person_party_id, "13800001234"),
        (lead.person_party_id, "z@example.com"),
    ]


def test_erasing_takes_the_file_and_what_only_this_lead_knew_of_it(site):
    first = joined(site, email="zhao@example.com", company="示例锂业公司")
    second = joined(site, contact_name="赵示例", company="示例锂业公司")
    erase(lead=first, now=timezone.now())
    assert of(Party, "kind", "name") == [("company", "示例锂业公司"), ("person", "赵示例")]
    values = [("name", "示例锂业"), ("phone", "13800001234")]
    assert of(PartyIdentifier, "scheme", "value") == values
    erase(lead=second, now=timezone.now())
    assert (Party.objects.count(), PartyIdentifier.objects.count()) == (0, 0)


def test_leads_from_before_get_the_files_they_would_have_now(site):
    values = [
        {"email": "zhao@example.com"},
        {"phone": "", "email": "zhao@example.com", "company": "示例锂业公司"},
        {"phone": "13900005678", "company": "示例锂业有限公司"},
        {"is_quarantined": True},
    ]
    made = [LeadFactory(site=site, **one) for one in values]
    migration = importlib.import_module("leads.migrations.0023_files_of_those_before")
    migration.fill(apps, None)
    found = [(lead.person_party_id, lead.company_party_id) for lead in leads()]
    rows = of(PartyIdentifier, "scheme", "value")
    Party.objects.all().delete()
    for lead in made[:3]:
        join(lead)
    assert rows == of(PartyIdentifier, "scheme", "value")
    (a, none), (b, firm), (c, same), quarantined = found
    assert (none, quarantined, firm) == (None, (None, None), same)
    assert a == b != c


@pytest.mark.django_db(transaction=True)
def test_many_at_once_of_one_number_and_firm_find_one_file(site):
    lost = [LeadFactory(site=site, email="", company="示例锂业公司") for _ in range(50)]
    at_once(lambda lead: transaction.atomic(join)(lead), lost)
    assert of(Party, "kind") == [("company",), ("person",)]
    assert len({(lead.person_party_id, lead.company_party_id) for lead in leads()}) == 1


def test_rules_hold_in_the_database(site, staff):
    officer = staff("officer", site.region)
    one, other = (Party.objects.create(site=site, kind="person") for _ in range(2))
    identifier = {"party": one, "site": site, "scheme": "phone", "value": "13800001234"}
    PartyIdentifier.objects.create(**identifier)
    merge = {"kept": one, "absorbed": other, "by": officer, "moved": []}
    broken = {
        "leads_party_known_kind": (Party, {"site": site, "kind": "x"}),
        "leads_partyidentifier_of_one_party": (PartyIdentifier, identifier | {"party": other}),
        "leads_partyidentifier_says_something": (PartyIdentifier, identifier | {"value": ""}),
        "leads_partymerge_of_two": (PartyMerge, merge | {"absorbed": one}),
        "leads_partymerge_undone_by_somebody": (PartyMerge, merge | {"undone_by": officer}),
    }
    for rule, (model, values) in broken.items():
        with pytest.raises(IntegrityError, match=rule), transaction.atomic():
            model.objects.create(**values)
    with pytest.raises(IntegrityError, match="leads_party_root_is_another"), transaction.atomic():
        Party.objects.filter(pk=one.pk).update(root=one)
