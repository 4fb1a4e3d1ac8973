"""Accounts are deactivated, never deleted, and the desk says why."""

import re

import pytest
from axes.models import AccessFailureLog, AccessLog
from django.contrib.admin.models import LogEntry
from django.contrib.messages import get_messages
from django.urls import reverse

LIST = reverse("admin:auth_user_changelist")


@pytest.fixture
def clerk(staff, site):
    return staff("editor", site.region, username="clerk")


def page(account):
    return reverse("admin:auth_user_delete", args=[account.pk])


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_page_says_why_and_deactivates(client, superuser, clerk):
    client.force_login(superuser)
    assert "账号不删除，只停用" in client.get(page(clerk)).content.decode()
    response = client.post(page(clerk), {"post": "yes"})
    assert told(response) == ["账号“clerk”已停用，不能再登录；它的记录都保留。"]
    clerk.refresh_from_db()
    assert clerk.is_active is False
    assert LogEntry.objects.latest("pk").change_message == "停用"
    assert "这个账号已经停用" in client.get(page(clerk)).content.decode()


def test_form_offers_to_deactivate_and_not_to_delete(client, superuser, clerk):
    client.force_login(superuser)
    form = client.get(reverse("admin:auth_user_change", args=[clerk.pk])).content.decode()
    assert re.findall(r'class="deletelink">([^<]*)<', form) == ["停用…"]
    assert page(clerk) in form


def test_grants_name_people_as_colleagues_do(client, superuser, clerk):
    clerk.last_name = "吴示例"
    clerk.save()
    client.force_login(superuser)
    grants = client.get(reverse("admin:regions_membership_changelist")).content.decode()
    assert "吴示例" in grants
    form = client.get(reverse("admin:regions_membership_add")).content.decode()
    assert "吴示例（clerk）" in form


def test_deactivated_account_is_out_with_its_next_request(client, superuser, clerk):
    client.force_login(clerk)
    assert client.get(reverse("admin:index")).status_code == 200
    type(clerk).objects.filter(pk=clerk.pk).update(is_active=False)
    assert client.get(reverse("admin:index")).status_code == 302


def test_nobody_deactivates_the_own_account(client, superuser):
    client.force_login(superuser)
    assert "这是您自己的账号" in client.get(page(superuser)).content.decode()
    assert client.post(page(superuser)).status_code == 400
    client.post(LIST, {"action": "deactivate", "_selected_action": [superuser.pk]})
    superuser.refresh_from_db()
    assert superuser.is_active is True


def test_list_offers_to_deactivate_and_not_to_delete(client, superuser, clerk):
    client.force_login(superuser)
    names = [name for name, _ in client.get(LIST).context["action_form"].fields["action"].choices]
    assert names == ["", "deactivate"]
    data = {"action": "deactivate", "_selected_action": [clerk.pk, superuser.pk]}
    assert told(client.post(LIST, data)) == ["已停用 1 个账号，记录都保留。自己的账号不能停用。"]


def test_account_that_is_not_there_is_404_and_others_may_not_ask(client, superuser, clerk):
    client.force_login(superuser)
    assert client.get(reverse("admin:auth_user_delete", args=[10**9])).status_code == 404
    client.force_login(clerk)
    assert client.get(page(superuser)).status_code == 403


@pytest.mark.parametrize(
    ("model", "name"), [(AccessLog, "accesslog"), (AccessFailureLog, "accessfailurelog")]
)
def test_nobody_takes_away_a_record_of_signing_in(client, superuser, model, name):
    row = model.objects.create(username="clerk", ip_address="192.0.2.1")
    client.force_login(superuser)
    answer = {"post": "yes"}
    assert client.get(reverse(f"admin:axes_{name}_changelist")).status_code == 200
    assert (
        client.post(reverse(f"admin:axes_{name}_delete", args=[row.pk]), answer).status_code == 403
    )
    answer |= {"action": "delete_selected", "_selected_action": row.pk}
    client.post(reverse(f"admin:axes_{name}_changelist"), answer)
    assert model.objects.filter(pk=row.pk).exists()
