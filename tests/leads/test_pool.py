"""公海: given back with a reason, or after a term without any act of the office."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from leads import actions
from leads.actions.pool import return_idle
from leads.models import FollowUp, Lead, Outbox, RoutingRule
from tests.leads.factories import LeadFactory

DAY = datetime.timedelta(days=1)
WHY = "不归我这个片区"


@pytest.fixture
def owner(staff, site):
    return staff("officer", site.region, email="owner@example.com")


@pytest.fixture
def owned(site, owner):
    return LeadFactory(site=site, owner=owner)


def test_owner_gives_back_with_a_reason_and_the_first_to_claim_has_it(
    client, owned, owner, staff, site
):
    client.force_login(owner)
    url = reverse("admin:leads_lead_step", args=[owned.pk, "pool"])
    assert client.post(url, {"reason": "", "owner_was": owner.pk}).status_code == 400
    client.post(url, {"reason": "忙", "owner_was": owner.pk})
    owned.refresh_from_db()
    assert owned.owner == owner
    client.post(url, {"reason": WHY, "owner_was": owner.pk})
    owned.refresh_from_db()
    assert (owned.owner, owned.pooled_at is None) == (None, False)
    assert list(owned.follow_ups.values_list("body", flat=True)) == [f"退回公海：{WHY}"]
    tray = client.get(reverse("admin:leads_lead_changelist"), {"box": "pool"})
    assert list(tray.context["cl"].result_list) == [owned]
    other = staff("officer", site.region)
    actions.claim(lead=owned, by=other)
    assert list(Lead.objects.pooled()) == []
    with pytest.raises(actions.LeadConflict, match="已由"):
        actions.claim(lead=owned, by=owner)


def test_others_may_not_give_back_and_a_chief_may(owned, owner, staff, site):
    with pytest.raises(PermissionDenied):
        actions.give_back(
            lead=owned, by=staff("officer", site.region), reason=WHY, owner_was=owner.pk
        )
    with pytest.raises(actions.LeadConflict, match="刚刚有变动"):
        actions.give_back(lead=owned, by=owner, reason=WHY, owner_was=owner.pk + 1)
    chief = staff("manager", site.region)
    actions.give_back(lead=owned, by=chief, reason=WHY, owner_was=owner.pk)
    owned.refresh_from_db()
    assert owned.owner is None


def test_claim_is_guarded_from_colleagues_for_three_days(site, owner, staff):
    lead, colleague = LeadFactory(site=site), staff("officer", site.region)
    chief, now = staff("manager", site.region), timezone.now()
    actions.claim(lead=lead, by=owner, now=now)
    take = {"lead": lead, "to": colleague, "owner_was": owner.pk}
    with pytest.raises(actions.LeadConflict, match="3 天内刚认领"):
        actions.assign(by=colleague, now=now + 2 * DAY, **take)
    actions.assign(by=chief, now=now + 2 * DAY, **take)
    actions.assign(by=owner, lead=lead, to=owner, owner_was=colleague.pk, now=now + 2 * DAY)
    lead.refresh_from_db()
    assert lead.owner == owner


def test_left_alone_for_the_term_it_is_given_back_warned_two_days_before(site, owned, owner):
    RoutingRule.objects.create(site=site, idle_days=10)
    begun = owned.received_at
    assert (return_idle(begun + 7 * DAY), Outbox.objects.count()) == (0, 0)
    for _ in range(2):
        assert return_idle(begun + 9 * DAY) == 0
    told = [(mail.kind, mail.recipient) for mail in Outbox.objects.all()]
    assert told == [("idle", "owner@example.com")]
    assert return_idle(begun + 10 * DAY) == 0  # warned a day ago
    assert return_idle(begun + 11 * DAY) == 1
    owned.refresh_from_db()
    assert (owned.owner, owned.pooled_at) == (None, begun + 11 * DAY)
    assert list(owned.follow_ups.values_list("by", "body")) == [
        (None, "10 天没有动作，自动退回公海。")
    ]


@pytest.mark.parametrize("act", ["note", "answer", "step"])
def test_any_act_of_the_office_begins_the_term_anew(site, owned, owner, act):
    RoutingRule.objects.create(site=site, idle_days=10)
    begun = owned.received_at
    return_idle(begun + 9 * DAY)
    later = begun + 10 * DAY
    if act == "note":
        FollowUp.objects.create(lead=owned, by=owner, body="在等", created_at=later)
    if act == "answer":
        actions.answer(lead=owned, by=owner, body="可以。", nonce="n", now=later)
    if act == "step":
        day = timezone.localdate(begun + 12 * DAY)
        words = {"kind": "call", "what": "", "due_on": day, "step_was": None}
        actions.plan_step(lead=owned, by=owner, now=later, **words)
    assert return_idle(begun + 12 * DAY) == 0
    assert return_idle(begun + 18.5 * DAY) == 0  # warned anew
    assert return_idle(begun + 20.6 * DAY) == 1


def test_rule_of_a_topic_stands_before_that_of_the_rest(site, owned, owner):
    RoutingRule.objects.create(site=site, idle_days=3)
    RoutingRule.objects.create(site=site, topic=owned.topic)
    begun = owned.received_at
    assert [return_idle(begun + days * DAY) for days in (30, 33)] == [0, 0]
