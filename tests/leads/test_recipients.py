"""Who is told of an enquiry; the look over waiting mails finds the same people."""

import pytest

from leads.models import Lead, Outbox, Topic
from leads.notifications.recipients import addressable, staff_addresses
from tests.factories import UserFactory
from tests.leads.factories import LeadFactory, MailFactory

OFFICER = "officer@example.com"


def appoint(role, **account):
    """A member of staff at the lead's own region."""
    account = {"email": OFFICER} | account
    return lambda staff, site, **_: staff(role, site.region, **account)


def owned_by(role="", *, office="", **account):
    """An owner with the role, or without any; and an officer besides them, where one is named."""

    def make(staff, site, **_):
        owner = staff(role, site.region, **account) if role else UserFactory(**account)
        Lead.objects.update(owner=owner)
        if office:
            staff("officer", site.region, email=office)

    return make


# What there is → who is told.
WORLDS = {
    "nobody": (lambda **_: None, []),
    "an officer": (appoint("officer"), [OFFICER]),
    "a manager": (appoint("manager"), [OFFICER]),
    "an editor": (appoint("editor"), []),
    "an auditor": (appoint("auditor"), []),
    "an officer without an address": (appoint("officer", email=""), []),
    "an officer who left": (appoint("officer", is_active=False), []),
    "an officer who is no staff": (appoint("officer", is_staff=False), []),
    "one above": (lambda staff, above, **_: staff("officer", above, email=OFFICER), [OFFICER]),
    "one next door": (
        lambda staff, elsewhere, **_: staff("officer", elsewhere.region, email=OFFICER),
        [],
    ),
    "an owner": (
        owned_by("officer", email="own@example.com", office=OFFICER),
        ["own@example.com"],
    ),
    "an owner without an address": (owned_by("officer", email="", office=OFFICER), [OFFICER]),
    "an owner who left": (
        owned_by("officer", email="own@example.com", is_active=False, office=OFFICER),
        [OFFICER],
    ),
    "an owner whose rights ended": (owned_by(email="own@example.com", office=OFFICER), [OFFICER]),
    "an owner who became an editor": (
        owned_by("editor", email="own@example.com", office=OFFICER),
        [OFFICER],
    ),
    "an owner without rights alone": (owned_by(email="own@example.com"), []),
    "a mailbox of the topic": (
        lambda **_: Topic.objects.filter(slug="space").update(routing_email="pool@example.com"),
        ["pool@example.com"],
    ),
}


@pytest.mark.parametrize("world", WORLDS)
def test_recipients_and_the_look_over_waiting_mails_agree(
    site, other_site, prefecture, staff, world
):
    make, expected = WORLDS[world]
    lead = LeadFactory(site=site)
    waiting = MailFactory(lead=lead, recipient="")
    make(site=site, elsewhere=other_site, above=prefecture, staff=staff)
    lead = Lead.objects.get()
    assert staff_addresses(lead) == expected
    assert list(addressable(Outbox.objects.without_recipient())) == [waiting] * bool(expected)


def test_each_is_named_once_in_alphabetical_order(site, prefecture, staff):
    manager = staff("manager", prefecture, email="b@example.com")
    manager.memberships.create(region=site.region, role="officer")
    staff("officer", site.region, email="a@example.com")
    lead = LeadFactory(site=site)
    assert staff_addresses(lead) == ["a@example.com", "b@example.com"]
