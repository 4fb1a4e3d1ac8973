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
        seen = client.get(address).context["adminform"].form.initial["seen"]
        client.post(address, words | {"_seen": seen})
    assert not auditor.memberships.filter(role="auditor").exists()
    sentence = f"{auditor}（{site.region.name}），由 {manager} 取消；请确认是否应当取消。"
    assert [told_of_ended_audits(rf, user) for user in others] == [[(1, sentence)]] * 2
    assert [told_of_ended_audits(rf, user) for user in [manager, *outside]] == [[], [], []]
    assert grant.history.exists()


@pytest.fixture
def audit(staff, site):
    """A grant of auditing, 格尔木."""
    return staff("auditor", site.region).memberships.get()


def test_account_and_region_of_a_grant_stay_what_they_were(
    client, staff, superuser, site, prefecture, audit
):
    auditor, other = audit.user, staff("auditor", prefecture)
    client.force_login(superuser)
    address = reverse("admin:regions_membership_change", args=[audit.pk])
    page = client.get(address)
    assert list(page.context["adminform"].form.fields) == ["role", "seen"]
    assert "账号和地区定了就不再改。要换账号或地区，请删除这条授权，再新增一条。" in page.text
    words = {"user": other.pk, "region": prefecture.pk, "role": "reviewer"}
    assert client.post(address, words).status_code == 302
    audit.refresh_from_db()
    assert (audit.user, audit.region, audit.role) == (auditor, site.region, "reviewer")


def test_a_role_that_is_held_there_already_is_refused_in_words(client, superuser, staff, site):
    user = staff("editor", site.region)
    grant = factories.MembershipFactory(user=user, region=site.region, role="reviewer")
    client.force_login(superuser)
    address = reverse("admin:regions_membership_change", args=[grant.pk])
    answer = client.post(address, {"role": "editor"})
    assert "这个账号在这个地区已有这个角色，不必再授一次。" in answer.text
    assert sorted(each.role for each in user.memberships.all()) == ["editor", "reviewer"]


@pytest.mark.parametrize("column", ["user", "region"])
def test_an_audit_moved_past_the_form_counts_as_ended_where_it_was(
    staff, site, other_site, prefecture, rf, audit, column
):
    """From before the form refused it, or by a command: nobody stands in the history then."""
    manager, elsewhere = staff("manager", site.region), staff("manager", other_site.region)
    auditor, other = audit.user, staff("auditor", prefecture)
    audit.save()
    assert told_of_ended_audits(rf, manager) == []  # the control: saved, nothing changed
    setattr(audit, column, {"user": other, "region": other_site.region}[column])
    audit.save()
    sentence = f"{auditor}（{site.region.name}），由 后台命令 取消；请确认是否应当取消。"
    assert told_of_ended_audits(rf, manager) == [(1, sentence)]
    assert told_of_ended_audits(rf, elsewhere) == []


def test_what_becomes_of_the_grant_later_ends_no_audit_again(staff, site, rf, audit):
    manager = staff("manager", site.region)
    for role in ("editor", "reviewer", "officer"):
        audit.role = role
        audit.save()
    audit.delete()
    assert [count for count, _ in told_of_ended_audits(rf, manager)] == [1]


def test_ended_audits_of_newcomers_drown_no_old_one(staff, site, other_site, prefecture, rf, audit):
    """Each account is named once: those that audit nothing any more, the oldest grants first."""
    chief, auditor = staff("manager", prefecture), audit.user
    still = staff("auditor", prefecture, username="still")
    factories.MembershipFactory(user=still, region=site.region, role="auditor").delete()
    second = factories.MembershipFactory(user=auditor, region=other_site.region, role="auditor")
    audit.delete()
    second.delete()
    for name in ("new1", "new2", "new3"):
        grant = staff("auditor", site.region, username=name).memberships.get()
        for _ in range(2):
            grant.delete()
            grant.save(force_insert=True)
        grant.delete()
    here, there = site.region.name, other_site.region.name
    words = [
        f"{auditor}（{here}、{there}），由 后台命令 取消",
        *(f"{name}（{here}），由 后台命令 取消" for name in ("new1", "new2")),
        "另有 2 个账号",
        "请确认是否应当取消。",
    ]
    assert told_of_ended_audits(rf, chief) == [(12, "；".join(words))]
