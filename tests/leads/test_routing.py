"""Who a new enquiry is for: topic before the rest, load or turn, who is away, and the fallback."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from leads import actions
from leads.models import Absence, Lead, Outbox, RoutingPlace, RoutingRule, Topic
from leads.routing import owner_by_rule
from tests.admin_pages import filled
from tests.leads.factories import LeadFactory
from tests.transactions import uncommitted, without_waiting


@pytest.fixture
def officers(staff, site):
    """甲, 乙, 丙 of the site's region."""
    return [staff("officer", site.region, username=name) for name in ("jia", "yi", "bing")]


@pytest.fixture
def rule(site, officers):
    """rule(way, topic, officers, fallback) → a rule with these in its turn."""

    def make(way="turn", *, topic=None, people=officers, fallback=None):
        topic = topic and Topic.objects.get(slug=topic)
        made = RoutingRule.objects.create(site=site, topic=topic, way=way)
        if fallback:
            made.places.create(officer=fallback, is_fallback=True)
        for person in people:
            made.places.create(officer=person)
        return made

    return make


def taken(lead, now=None):
    """The name of who gets it, as written down by receiving it."""
    with transaction.atomic():
        owner = owner_by_rule(lead, now or timezone.now())
        if owner:
            Lead.objects.filter(pk=lead.pk).update(owner=owner)
    return owner and owner.username


def away(person, stand_in=None, days=0):
    today = timezone.localdate() + datetime.timedelta(days=days)
    return Absence.objects.create(person=person, stand_in=stand_in, first_on=today, last_on=today)


def test_in_turn_each_gets_the_next_whatever_they_have(site, rule, officers):
    rule("turn")
    LeadFactory.create_batch(3, site=site, owner=officers[0])
    got = [taken(LeadFactory(site=site)) for _ in range(4)]
    assert got == ["jia", "yi", "bing", "jia"]


def test_least_busy_gets_it_and_what_has_ended_weighs_nothing(site, rule, officers):
    rule("least")
    LeadFactory.create_batch(2, site=site, owner=officers[0])
    LeadFactory(site=site, owner=officers[1])
    LeadFactory.create_batch(
        3, site=site, owner=officers[2], stage="closed", closed_at=timezone.now()
    )
    got = [taken(LeadFactory(site=site)) for _ in range(4)]
    assert got == ["bing", "yi", "bing", "jia"]


def test_rule_of_the_topic_comes_before_that_of_the_rest(site, other_site, rule, officers):
    rule(topic="space", people=[officers[2]])
    rule(people=[officers[0]])
    assert [taken(LeadFactory(site=site, topic__slug=slug)) for slug in ("space", "other")] == [
        "bing",
        "jia",
    ]
    assert taken(LeadFactory(site=other_site)) is None


def test_who_is_away_is_stood_in_for_and_who_has_left_is_passed_over(site, rule, officers, staff):
    jia, yi, bing = officers
    chief = staff("manager", site.region, username="chief")
    rule(fallback=chief)
    away(jia, stand_in=bing)
    away(yi)
    away(bing, days=1)  # not today
    assert [taken(LeadFactory(site=site)) for _ in range(3)] == ["bing", "bing", "bing"]
    bing.memberships.update(role="auditor")
    assert taken(LeadFactory(site=site)) == "chief"
    away(chief)
    assert taken(LeadFactory(site=site)) is None


def test_received_enquiry_is_its_owners_who_alone_is_told(send, site, rule, officers):
    for officer in officers:
        officer.email = f"{officer.username}@example.com"
        officer.save()
    rule(people=[officers[1]])
    send()
    lead = Lead.objects.get()
    assert (lead.owner, lead.stage) == (officers[1], "new")
    assert list(lead.owner_changes.values_list("by", "to_owner")) == [(None, officers[1].pk)]
    assert list(Outbox.objects.values_list("recipient", flat=True)) == ["yi@example.com"]
    away(officers[1], stand_in=officers[0])
    actions.ask_again(lead=lead, body="电价多少？", nonce="q")
    told = Outbox.objects.filter(kind="follow_up")
    assert sorted(mail.recipient for mail in told) == ["jia@example.com", "yi@example.com"]


def test_quarantined_enquiry_is_given_to_somebody_when_it_is_released(site, rule, officers):
    rule(people=[officers[2]])
    lead = LeadFactory(site=site, is_quarantined=True)
    actions.release(lead=lead, by=officers[0])
    lead.refresh_from_db()
    assert lead.owner == officers[2]


def test_routing_that_fails_loses_no_enquiry(send, site, rule):
    rule()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE leads_routingplace RENAME TO leads_routingplace_gone")
    assert send().status_code == 302
    assert Lead.objects.get().owner is None


@pytest.mark.django_db(transaction=True)
def test_two_at_once_go_to_two_and_neither_waits(site, rule, officers):
    rule()
    first, second = LeadFactory(site=site), LeadFactory(site=site)
    with uncommitted(lambda: taken(first)), without_waiting():
        assert taken(second) == "yi"


def test_chief_keeps_the_rules_of_the_own_region(client, site, other_site, staff, officers):
    stranger = staff("officer", other_site.region)
    client.force_login(staff("manager", site.region))
    url = reverse("admin:leads_routingrule_add")
    words = {"site": site.pk, "topic": "", "way": "turn", "idle_days": "14", "fallback": ""}
    assert client.post(url, words | {"officers": [stranger.pk]}).status_code == 200
    assert client.post(url, words | {"site": other_site.pk}).status_code == 200
    assert client.post(url, words).status_code == 200  # nobody
    assert RoutingRule.objects.count() == 0
    chosen = [officers[0].pk, officers[1].pk]
    assert client.post(url, words | {"officers": chosen}).status_code == 302
    rule = RoutingRule.objects.get()
    RoutingPlace.objects.filter(officer=officers[1]).update(given_at=timezone.now())
    change = reverse("admin:leads_routingrule_change", args=[rule.pk])
    words = filled(client.get(change)) | {"officers": [officers[1].pk, officers[2].pk]}
    assert client.post(change, words).status_code == 302
    places = rule.places.order_by("pk")
    assert [(p.officer.username, bool(p.given_at)) for p in places] == [
        ("yi", True),
        ("bing", False),
    ]


TODAY = datetime.date(2026, 11, 29)
BROKEN = {
    "leads_routingrule_one_a_topic": ("rule", {"topic": "space"}, {"topic": "space"}),
    "leads_routingrule_one_of_the_rest": ("rule", {}, {}),
    "leads_routingrule_known_way": ("rule", {"way": "dice"}),
    "leads_routingrule_idle_days": ("rule", {"idle_days": 1}),
    "leads_routingplace_once_a_rule": ("place", {}, {}),
    "leads_routingplace_one_fallback": ("place", {"is_fallback": True}, {"is_fallback": True}),
    "leads_absence_in_order": ("absence", {"last_on": TODAY - datetime.timedelta(days=1)}),
    "leads_absence_by_another": ("absence", {"stand_in": True}),
}


@pytest.mark.parametrize("name", BROKEN)
def test_database_refuses(name, site, officers):
    kind, *rows = BROKEN[name]
    person, rule = officers[0], RoutingRule(site=site, topic=Topic.objects.get(slug="other"))
    rule.save()
    make = {
        "rule": lambda topic=None, **values: RoutingRule.objects.create(
            site=site, topic=topic and Topic.objects.get(slug=topic), **values
        ),
        "place": lambda is_fallback=False: rule.places.create(
            officer=officers[rule.places.count()] if is_fallback else person,
            is_fallback=is_fallback,
        ),
        "absence": lambda stand_in=False, **values: Absence.objects.create(
            **{"person": person, "first_on": TODAY, "last_on": TODAY} | values,
            stand_in=person if stand_in else None,
        ),
    }[kind]
    *before, last = rows
    for row in before:
        make(**row)
    with pytest.raises(IntegrityError, match=name):
        make(**last)
