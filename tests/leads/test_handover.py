"""Nobody leaves with work in hand: it is given away, with a dossier each, told in one mail."""

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse

from leads.models import Lead, Outbox
from leads.notifications.delivery import deliver_due
from tests.leads.factories import LeadFactory, MessageFactory


@pytest.fixture
def clerk(staff, site):
    return staff("officer", site.region, username="clerk", email="clerk@example.com")


@pytest.fixture
def heir(staff, site):
    return staff("officer", site.region, username="heir", email="heir@example.com")


@pytest.fixture
def chief(client, staff, site):
    chief = staff("manager", site.region)
    client.force_login(chief)
    return chief


@pytest.fixture
def files(site, clerk):
    return LeadFactory.create_batch(3, site=site, owner=clerk)


@pytest.fixture
def url(clerk):
    return reverse("admin:leads_lead_handover", args=[clerk.pk])


def owners():
    return [lead.owner and lead.owner.username for lead in Lead.objects.order_by("pk")]


def test_chief_gives_one_by_one_and_the_rest_to_one_told_in_one_mail(
    client, chief, clerk, heir, files, url
):
    other = {f"to-{files[0].pk}": str(chief.pk), f"to-{files[1].pk}": "pool"}
    assert client.post(url, other | {"all": str(heir.pk)}).status_code == 302
    assert owners() == [chief.username, None, "heir"]
    assert [(row.kind, row.recipient) for row in Outbox.objects.all()] == [
        ("handed", "heir@example.com")
    ]
    deliver_due()
    path = mail.outbox[0].body.split("/admin/")[1].split()[0]
    MessageFactory(lead=files[2], body="可以先看三号厂房。")
    client.force_login(heir)
    page = client.get(f"/admin/{path}")
    assert [dossier["lead"] for dossier in page.context["dossiers"]] == [files[2]]
    assert "可以先看三号厂房。" in page.content.decode()
    client.force_login(clerk)
    assert client.get(f"/admin/{path}").context["dossiers"] == []


def test_bad_choice_is_said_and_nothing_is_given(
    client, chief, staff, other_site, heir, files, url
):
    stranger = staff("officer", other_site.region)
    first = f"to-{files[0].pk}"
    for sent in ({}, {"all": str(stranger.pk)}, {"all": str(heir.pk), first: "x"}):
        page = client.post(url, sent)
        assert (page.status_code, bool(page.context["refusal"])) == (400, True)
    assert owners() == ["clerk"] * 3
    assert page.context["chosen"] == str(heir.pk)


def test_only_who_has_it_and_the_chiefs_of_the_region_give_it_away(
    client, staff, site, other_site, clerk, heir, files, url
):
    client.force_login(clerk)
    assert len(client.get(url).context["rows"]) == 3
    for role, region, status in (
        ("officer", site.region, 403),
        ("auditor", site.region, 403),
        ("manager", other_site.region, 200),
    ):
        client.force_login(staff(role, region))
        page = client.get(url)
        assert page.status_code == status
        client.post(url, {"all": str(heir.pk)})
    assert page.context["rows"] == []
    assert owners() == ["clerk"] * 3
    assert (
        client.get(reverse("admin:leads_lead_dossiers"), {"of": clerk.pk}).context["dossiers"] == []
    )


def refusals(reply):
    return [str(message) for message in reply.context["messages"]]


def test_account_with_work_in_hand_stays_by_every_way(client, superuser, clerk, files, url):
    client.force_login(superuser)
    grant = clerk.memberships.get()
    ways = {
        reverse("admin:staff_act", args=[clerk.pk]): {"act": "deactivate"},
        reverse("admin:auth_user_changelist"): {
            "action": "deactivate",
            "_selected_action": clerk.pk,
        },
        reverse("admin:auth_user_delete", args=[clerk.pk]): {"post": "yes"},
        reverse("admin:auth_user_change", args=[clerk.pk]): {
            "username": "clerk",
            "is_staff": "on",
        },
        reverse("admin:regions_membership_change", args=[grant.pk]): {"role": "editor"},
        reverse("admin:regions_membership_delete", args=[grant.pk]): {"post": "yes"},
    }
    for way, sent in ways.items():
        page = client.post(way, sent, follow=True)
        assert url in page.content.decode(), way
        clerk.refresh_from_db()
        grant.refresh_from_db()
        assert (clerk.is_active, grant.role) == (True, "officer"), way
    Lead.objects.update(owner=superuser)
    client.post(reverse("admin:staff_act", args=[clerk.pk]), {"act": "deactivate"})
    clerk.refresh_from_db()
    assert not clerk.is_active


def test_grant_that_another_stands_in_for_may_go(client, superuser, staff, site, clerk, files):
    wider = clerk.memberships.create(region=site.region.parent, role="officer")
    client.force_login(superuser)
    url = reverse(
        "admin:regions_membership_delete", args=[clerk.memberships.exclude(pk=wider.pk).get().pk]
    )
    assert client.post(url, {"post": "yes"}).status_code == 302
    assert list(clerk.memberships.all()) == [wider]


def test_database_lets_no_account_go_with_work_in_hand(clerk, files):
    rows = type(clerk).objects.filter(pk=clerk.pk)
    for way in (lambda: rows.update(is_active=False), lambda: rows.update(is_staff=False)):
        with pytest.raises(IntegrityError, match="leads_owner_hands_over"), transaction.atomic():
            way()
    Lead.objects.update(owner=None)
    assert rows.update(is_active=False) == 1
