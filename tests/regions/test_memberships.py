"""Auditors stand apart: what is refused now, and what was granted before the rule."""

import pytest
from django.db import connection, transaction
from django.urls import reverse

from portal.dashboard import todo_for
from regions.models import Membership
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def mixed(site, staff):
    """An account that audits and edits, granted before the database refused it."""
    user = staff("editor", site.region)
    connection.check_constraints()
    switch = "ALTER TABLE regions_membership {} TRIGGER regions_membership_auditor_is_apart"
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute(switch.format("DISABLE"))
        factories.MembershipFactory(user=user, region=site.region, role="auditor")
        connection.check_constraints()
        cursor.execute(switch.format("ENABLE"))
    return user


@pytest.mark.parametrize(
    ("held", "wanted", "sentence"),
    [
        ("editor", "auditor", "这个账号已有编辑、审核、招商或负责人的授权，不能再作审计"),
        ("auditor", "editor", "这个账号是审计（只读），不能再有别的角色"),
    ],
)
def test_the_form_says_why_a_mixed_grant_is_refused(
    client, staff, site, superuser, held, wanted, sentence
):
    user = staff(held, site.region)
    client.force_login(superuser)
    fields = {"user": user.pk, "region": site.region_id, "role": wanted}
    answer = client.post(reverse("admin:regions_membership_add"), fields)
    assert sentence in answer.text
    assert [each.role for each in user.memberships.all()] == [held]


def test_accounts_from_before_the_rule_are_named_to_managers_and_can_be_parted(
    client, staff, site, other_site, mixed, rf
):
    manager, elsewhere = staff("manager", site.region), staff("manager", other_site.region)
    told = {}
    for user in (manager, elsewhere):
        request = rf.get("/admin/")
        request.user = user
        titles = {todo.title: todo.count for todo in todo_for(request)}
        told[user] = titles.get("又作审计又有别的角色的账号", 0)
    assert told == {manager: 1, elsewhere: 0}
    client.force_login(manager)
    page = client.get(reverse("admin:regions_membership_changelist"), {"mixed": "1"})
    assert [row.user for row in page.context["cl"].result_list] == [mixed, mixed]
    grant = mixed.memberships.get(role="auditor")
    client.post(reverse("admin:regions_membership_delete", args=[grant.pk]), {"post": "yes"})
    assert not Membership.objects.mixed().exists()


def told_of_ended_audits(rf, user):
    request = rf.get("/admin/")
    request.user = user
    return [(t.count, t.hint) for t in todo_for(request) if t.title == "近 7 天取消的审计授权"]


@pytest.mark.parametrize("is_deleted", [True, False])
def test_an_audit_that_a_manager_ends_is_told_to_the_others(
    client, staff, site, other_site, prefecture, rf, is_deleted
):
    manager, auditor = staff("manager", site.region), staff("auditor", site.region)
    others = [staff("manager", prefecture), staff("auditor", prefecture)]
    outside = [staff("manager", other_site.region), staff("officer", site.region)]
    grant = auditor.memberships.get()
    client.force_login(manager)
    assert [told_of_ended_audits(rf, user) for user in others] == [[], []]
    if is_deleted:
        address = reverse("admin:regions_membership_delete", args=[grant.pk])
        client.post(address, {"post": "yes"})
    else:
        address = reverse("admin:regions_membership_change", args=[grant.pk])
        words = {"user": auditor.pk, "region": site.region_id, "role": "editor"}
        client.post(
            address,
            words
            | {
                "seen_version": client.get(address)
                .context["adminform"]
                .form.initial.get("seen_version", "")
            },
        )
    assert not auditor.memberships.filter(role="auditor").exists()
    sentence = f"{auditor}（{site.region.name}），由 {manager} 取消；请确认是否应当取消。"
    assert [told_of_ended_audits(rf, user) for user in others] == [[(1, sentence)]] * 2
    assert [told_of_ended_audits(rf, user) for user in [manager, *outside]] == [[], [], []]
    assert grant.history.exists()
