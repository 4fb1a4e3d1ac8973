"""What is due: told two days before, told when late, counted in the morning, listed."""

from django.urls import reverse

from landing.due_nodes import tell_of_due_nodes
from landing.models import LandingNode
from leads import actions
from leads.models import Outbox
from leads.notifications.breaches import tell_of_breaches
from leads.notifications.digests import due_of
from leads.notifications.mails import compose
from regions import access
from regions.models import Membership
from regions.open_duties import open_duty
from tests.leads.factories import LeadFactory


def test_owner_is_warned_48_hours_before_and_before_days_off_earlier_once(node, at):
    for now, count in ((at(23, 17, 59), 0), (at(23, 18), 1), (at(24, 9), 0), (at(25, 18, 1), 0)):
        assert tell_of_due_nodes(now=now) == count
    mail = Outbox.objects.get()
    assert (mail.kind, mail.recipient) == ("node", "wang@example.com")
    assert reverse("admin:landing_board", args=[node.lead_id]) in compose(mail).body
    LandingNode.objects.update(due_at=at(30, 18))  # a Monday
    assert [tell_of_due_nodes(now=at(day, 9)) for day in (26, 27, 28)] == [0, 1, 0]
    LandingNode.objects.update(state="done", done_on=at(26, 9).date(), due_at=at(28, 18))
    assert tell_of_due_nodes(now=at(27, 9)) == 0


def test_nodes_go_along_through_the_pool_and_are_told_to_who_has_them_now(node, officer, at):
    LandingNode.objects.update(owner=officer)
    heir = node.owner
    assert tell_of_due_nodes(now=at(24, 9)) == 1
    given = {"reason": "另有项目要跟进", "owner_was": officer.pk, "now": at(24, 10)}
    actions.give_back(lead=node.lead, by=officer, **given)
    assert LandingNode.objects.get().owner == officer
    actions.claim(lead=node.lead, by=heir, now=at(24, 11))
    assert LandingNode.objects.get().owner == heir
    assert [tell_of_due_nodes(now=at(24, 12)) for _ in range(2)] == [1, 0]
    told = Outbox.objects.filter(kind="node").order_by("pk")
    assert [mail.recipient for mail in told] == ["li@example.com", "wang@example.com"]


def test_what_is_late_is_told_to_its_owner_then_to_the_chief(node, staff, site, at):
    staff("manager", site.region, email="chief@example.com")
    for now, mails in (
        (at(25, 18), []),
        (at(25, 18, 1), ["wang@example.com"]),
        (at(26, 12, 59), ["wang@example.com"]),
        (at(26, 13), ["wang@example.com", "chief@example.com"]),
    ):
        tell_of_breaches(now=now)
        assert [*Outbox.objects.order_by("pk").values_list("recipient", flat=True)] == mails
    assert due_of(node.owner, at(25, 9)) == {"48 小时内到期的落地事项": 1}
    assert due_of(node.owner, at(26, 9)) == {"过期的落地事项": 1}


def test_list_is_by_what_is_due_and_leads_to_the_board(
    node, client, officer, other_site, at, django_assert_num_queries
):
    foreign = LeadFactory(site=other_site, stage="signed")
    LandingNode.objects.create(lead=foreign, owner=officer, name="外地", due_at=at(2, 18))
    later = {"lead": node.lead, "owner": officer, "due_at": at(30, 18)}
    LandingNode.objects.create(**later, name="能评")
    LandingNode.objects.create(**later, name="登记", state="done", done_on=at(3, 9).date())
    client.force_login(officer)
    address = reverse("admin:landing_landingnode_changelist")
    page = client.get(address, {"due": "open"})
    assert [row.name for row in page.context["cl"].result_list] == ["环评", "能评"]
    board = reverse("admin:landing_board", args=[node.lead_id])
    assert f"{board}?node={node.pk}#node-{node.pk}" in page.text
    mine = client.get(address, {"due": "mine"}).context["cl"].result_list
    assert [row.name for row in mine] == ["能评"]
    with django_assert_num_queries(11):
        client.get(address, {"due": "open"})
    desk = client.get(reverse("admin:leads_lead_change", args=[node.lead_id]))
    assert f'href="{board}"' in desk.text


def test_nobody_leaves_with_something_to_do_in_the_enquiry_of_another(node, client, officer, site):
    duty = open_duty(node.owner)
    assert duty.words == "手上还有 1 项没有办结的落地事项"
    client.force_login(officer)
    assert [row.name for row in client.get(duty.url).context["cl"].result_list] == ["环评"]
    grants = Membership.objects.filter(user=node.owner)
    assert open_duty(node.owner, grants.get()).url == duty.url
    Membership.objects.create(user=node.owner, region=site.region, role=access.Role.MANAGER)
    assert open_duty(node.owner, grants.first()) is None
    LandingNode.objects.update(owner=officer)
    assert open_duty(node.owner) is None
