"""A chief makes and looks after the accounts of the own region, and of no other."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.messages import get_messages
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.invitations import send_owed
from accounts.models import Authenticator, DeskSession
from regions.models import Membership
from regions.role_words import ROLE_WORDS
from tests import factories

LIST, ADD = reverse("admin:staff_list"), reverse("admin:staff_add")
PASSWORD = "Qinghai-2026-hu"


@pytest.fixture
def chief(client, staff, site):
    user = staff("manager", site.region, username="chief", last_name="周示例")
    client.force_login(user)
    return user


@pytest.fixture
def words(site):
    return {
        "name": "吴示例",
        "email": "Wu.S@example.com",
        "region": site.region.pk,
        "role": "editor",
    }


def page_of(person):
    return reverse("admin:staff_detail", args=[person.pk])


def act(client, person, what):
    return client.post(reverse("admin:staff_act", args=[person.pk]), {"act": what})


def told(reply):
    return [str(message) for message in get_messages(reply.wsgi_request)]


def link_of(message):
    [path] = re.findall(r"http://[^/]+(/admin/invitation/\S+)", message.body)
    return path


def set_password(client, path, password=PASSWORD):
    form = client.get(path).url
    return client.post(form, {"new_password1": password, "new_password2": password})


def test_one_form_makes_an_account_whose_owner_sets_the_password(
    client, client_factory, chief, words
):
    reply = client.post(ADD, words)
    person = get_user_model().objects.get(email="Wu.S@example.com")
    assert (reply.url, told(reply)) == (
        page_of(person),
        ["邀请邮件正发往 Wu.S@example.com，7 天内有效。"],
    )
    assert (person.username, person.get_full_name(), person.is_staff, person.is_superuser) == (
        "wu.s",
        "吴示例",
        True,
        False,
    )
    assert [(m.region_id, m.role) for m in person.memberships.all()] == [
        (words["region"], "editor")
    ]
    assert LogEntry.objects.filter(user=chief, change_message__startswith="登记员工").count() == 2
    assert mail.outbox == []
    assert send_owed() == 1
    [invitation] = mail.outbox
    assert (invitation.to, "周示例为您开通" in invitation.body) == (["Wu.S@example.com"], True)
    newcomer = client_factory()
    assert set_password(newcomer, link_of(invitation)).url == reverse("admin:login")
    login = {"username": "wu.s", "password": PASSWORD}
    assert newcomer.post(reverse("admin:login"), login).url == reverse("admin:index")
    assert newcomer.get(reverse("admin:index")).status_code == 200


def test_invitation_is_good_once_and_for_an_account_that_is_active(
    client, client_factory, chief, words
):
    client.post(ADD, words)
    person = get_user_model().objects.get(email="Wu.S@example.com")
    send_owed()
    link = link_of(mail.outbox[0])
    act(client, person, "deactivate")
    other = client_factory()
    assert "已经不能用了" in other.get(link).content.decode()
    get_user_model().objects.filter(pk=person.pk).update(is_active=True)
    assert set_password(other, link).status_code == 302
    assert "已经不能用了" in other.get(link).content.decode()


def test_weak_password_is_refused_in_the_form(client, client_factory, chief, words):
    client.post(ADD, words)
    send_owed()
    assert set_password(client_factory(), link_of(mail.outbox[0]), "12345").status_code == 200
    assert not get_user_model().objects.get(email="Wu.S@example.com").has_usable_password()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "\x00"),
        ("name", "长" * 51),
        ("email", ""),
        ("email", "wu"),
        ("email", "wu@example.com\nBcc: x@example.com"),
        ("region", ""),
        ("region", "x"),
        ("role", ""),
        ("role", "superuser"),
    ],
)
def test_bad_field_brings_the_form_back_filled(client, chief, words, field, value):
    reply = client.post(ADD, words | {field: value})
    assert (reply.status_code, [*reply.context["form"].errors]) == (400, [field])
    kept = "role" if field == "name" else "name"
    assert reply.context["form"][kept].value() == words[kept]
    assert not get_user_model().objects.filter(email__startswith="Wu").exists()
    assert mail.outbox == []


def test_mail_of_an_account_makes_no_second_one(client, chief, words):
    factories.UserFactory(email="wu.s@EXAMPLE.com")
    assert [*client.post(ADD, words).context["form"].errors] == ["email"]


def test_name_in_use_gets_a_number(client, chief, words):
    factories.UserFactory(username="Wu.S")
    client.post(ADD, words)
    assert get_user_model().objects.get(email="Wu.S@example.com").username == "wu.s2"


def test_chief_places_nobody_elsewhere(client, chief, words, other_site, prefecture):
    for region in (other_site.region, prefecture):
        reply = client.post(ADD, words | {"region": region.pk})
        assert [*reply.context["form"].errors] == ["region"]


def test_form_explains_each_role(client, chief):
    page = client.get(ADD).content.decode()
    assert [role for role, text in ROLE_WORDS.items() if text not in page] == []
    assert set(ROLE_WORDS) == set(Membership.Role)


@pytest.mark.parametrize("role", ["editor", "reviewer", "officer", "auditor"])
def test_other_roles_manage_nobody(client, staff, site, words, role):
    clerk = staff("editor", site.region)
    client.force_login(staff(role, site.region))
    replies = [client.get(LIST), client.get(ADD), client.post(ADD, words)]
    replies += [client.get(page_of(clerk)), act(client, clerk, "deactivate")]
    assert [reply.status_code for reply in replies] == [403] * 5


def test_people_of_other_regions_stay_unseen(client, chief, staff, other_site):
    stranger = staff("editor", other_site.region, username="stranger")
    assert "stranger" not in client.get(LIST).content.decode()
    assert client.get(page_of(stranger)).status_code == 404
    assert act(client, stranger, "deactivate").status_code == 404


def test_account_with_a_grant_above_is_seen_and_not_touched(client, chief, staff, site, prefecture):
    boss = staff("manager", prefecture, username="boss")
    factories.MembershipFactory(user=boss, region=site.region, role="editor")
    assert client.get(page_of(boss)).context["may_manage"] is False
    assert [act(client, boss, what).status_code for what in ("deactivate", "reset", "invite")] == [
        403
    ] * 3
    assert act(client, chief, "deactivate").status_code == 403
    boss.refresh_from_db()
    assert (boss.is_active, mail.outbox) == (True, [])


def test_superuser_with_a_grant_here_is_not_touched(client, chief, superuser, site):
    factories.MembershipFactory(user=superuser, region=site.region, role="editor")
    assert act(client, superuser, "deactivate").status_code == 403


@pytest.mark.parametrize("what", ["", "delete", "\x00"])
def test_made_up_acts_are_refused(client, chief, clerk, what):
    assert act(client, clerk, what).status_code == 403


def test_lost_phone_is_reset_with_a_record_and_a_mail(
    client, chief, guarded, client_factory, django_capture_on_commit_callbacks
):
    other = client_factory()
    other.force_login(guarded)
    with django_capture_on_commit_callbacks(execute=True):
        act(client, guarded, "reset")
    assert not Authenticator.objects.filter(user=guarded).exists()
    assert not DeskSession.objects.filter(user=guarded).exists()
    entry = LogEntry.objects.latest("pk")
    assert (entry.user, entry.change_message) == (chief, "重设第二步验证")
    [message] = mail.outbox
    assert (message.to, "“周示例”重设了" in message.body) == (["clerk@example.com"], True)


def test_deactivated_is_out_with_the_next_request(client, chief, clerk, client_factory):
    other = client_factory()
    other.force_login(clerk)
    act(client, clerk, "deactivate")
    assert other.get(reverse("admin:index")).status_code == 302
    assert LogEntry.objects.latest("pk").change_message == "停用"


def test_page_tells_what_the_person_will_see(client, chief, clerk):
    page = client.get(page_of(clerk))
    seen = "".join(re.findall("<dd>([^<]*)</dd>", page.content.decode()))
    assert ("文章" in seen, "员工" in seen, "站点" in seen) == (True, False, False)
    assert [words for _, words in page.context["grants"]] == [ROLE_WORDS["editor"]]


def test_list_asks_no_more_for_more_people(client, chief, site):
    def count():
        with CaptureQueriesContext(connection) as asked:
            client.get(LIST)
        return len(asked)

    client.get(LIST)
    first = count()
    for number in range(3):
        factories.MembershipFactory(region=site.region, user__username=f"more{number}")
    assert count() == first


def test_chief_of_a_prefecture_places_people_in_its_counties(
    client, staff, site, prefecture, words
):
    client.force_login(staff("manager", prefecture))
    assert client.post(ADD, words).status_code == 302
