"""The second step of signing in: what it opens, and that nothing opens before it."""

import datetime
import logging

import pytest
from axes.models import AccessAttempt
from django.contrib.messages import get_messages
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts import half_sign_in, second_factor
from accounts.encryption import unseal
from accounts.models import Authenticator, DeskSession, RecoveryCode
from tests.accounts.conftest import SECRET, code_now, type_password, wrong_code

CODE, SET_UP = reverse("admin:second_factor"), reverse("admin:second_factor_setup")
CODES, QR = reverse("admin:recovery_codes"), reverse("admin:second_factor_qr")
DESK = reverse("admin:index")


def is_in(client):
    return client.get(DESK).status_code == 200


def told(reply):
    return [str(message) for message in get_messages(reply.wsgi_request)]


def send(client, code, url=CODE):
    return client.post(url, {"code": code})


def fault(reply):
    return reply.context["form"].errors["code"]


def let_wait_pass():
    """As if the pause after a wrong code were over."""
    Authenticator.objects.update(throttling_failure_timestamp=timezone.now().replace(year=2020))


def test_password_and_code_lead_to_the_page_that_was_asked_for(client, guarded):
    assert type_password(client).url == CODE
    assert not is_in(client)
    assert client.get(CODE).context["half"].user == guarded
    assert send(client, code_now()).url == "/admin/news/"
    assert is_in(client)
    session = DeskSession.objects.get(user=guarded)
    assert (session.address, session.get_decoded()[second_factor.HAS_FACTOR]) == ("127.0.0.1", True)


def test_setting_switched_off_asks_for_the_password_alone(client, guarded, settings):
    settings.SECOND_FACTOR = False
    assert type_password(client).url == "/admin/news/"
    assert is_in(client)


def test_code_may_be_typed_in_groups_and_full_width(client, guarded):
    type_password(client)
    code = code_now().translate({ord("0") + n: ord("０") + n for n in range(10)})
    assert send(client, f"{code[:3]} {code[3:]}").url == "/admin/news/"


def test_code_is_good_once_for_whoever_comes_second(client, client_factory, guarded):
    type_password(client)
    other = client_factory()
    type_password(other)
    assert send(client, code_now()).status_code == 302
    assert fault(send(other, code_now())) == [second_factor.WRONG_CODE]
    assert not is_in(other)


def test_wrong_code_says_so_and_how_often_one_may_try(client, guarded):
    type_password(client)
    reply = send(client, wrong_code())
    assert reply.status_code == 400
    assert fault(reply) == [second_factor.WRONG_CODE]
    assert "还可以试 4 次" in reply.content.decode()
    assert AccessAttempt.objects.get(username="clerk").failures_since_start == 1


def test_after_a_wrong_code_the_next_has_to_wait(client, guarded):
    type_password(client)
    Authenticator.objects.update(
        throttling_failure_count=7, throttling_failure_timestamp=timezone.now()
    )
    [sentence] = fault(send(client, code_now()))
    assert sentence == second_factor.STILL_WAITING.format(wait="64 秒")
    let_wait_pass()
    assert send(client, code_now()).status_code == 302


def test_five_wrong_codes_lead_back_to_the_password_and_tell_the_owner(client, guarded):
    type_password(client)
    for _ in range(half_sign_in.MOST_WRONG):
        reply = send(client, wrong_code())
        let_wait_pass()
    assert (reply.url, len(told(reply))) == (reverse("admin:login"), 1)
    assert [(m.to, m.subject) for m in mail.outbox] == [
        (["clerk@example.com"], "[招商网工作台] 有人知道您的密码，但验证码连续输错")
    ]
    assert send(client, code_now()).url == reverse("admin:login")
    assert not is_in(client)


def test_wrong_codes_lock_out_like_wrong_passwords(client, guarded, settings):
    settings.AXES_FAILURE_LIMIT = 3
    type_password(client)
    statuses = []
    for code in (wrong_code(), wrong_code(), wrong_code(), code_now()):
        let_wait_pass()
        statuses.append(send(client, code).status_code)
    assert statuses == [400, 400, 429, 429]
    assert type_password(client).status_code == 429


def test_codes_do_not_stand_in_the_records_of_failures(client, guarded):
    type_password(client)
    send(client, "314159")
    attempts = AccessAttempt.objects.filter(username="clerk")
    assert [("314159" in row.post_data, "314159" in row.get_data) for row in attempts] == [
        (False, False)
    ]


def test_recovery_code_opens_once_and_is_told_by_mail(client, guarded):
    code, *_ = RecoveryCode.objects.renew(guarded)
    type_password(client)
    assert send(client, code.upper().replace("-", " ")).url == "/admin/news/"
    assert [m.subject for m in mail.outbox] == ["[招商网工作台] 有人用备用码登录了您的账号"]
    client.logout()
    type_password(client)
    assert fault(send(client, code)) == [second_factor.WRONG_RECOVERY_CODE]
    assert not is_in(client)


def test_half_a_sign_in_ends_after_ten_minutes_and_with_another_password(client, guarded):
    type_password(client)
    session = client.session
    session[half_sign_in.KEY] |= {"at": timezone.now().timestamp() - 601}
    session.save()
    assert send(client, code_now()).url == reverse("admin:login")
    type_password(client)
    guarded.set_password("Qinghai-2026-hu")
    guarded.save()
    assert send(client, code_now()).url == reverse("admin:login")
    assert not is_in(client)


def test_deactivated_between_password_and_code_stays_out(client, guarded):
    type_password(client)
    type(guarded).objects.filter(pk=guarded.pk).update(is_active=False)
    assert send(client, code_now()).url == reverse("admin:login")


def test_nobody_reaches_the_code_page_without_a_password(client, guarded):
    for url in (CODE, SET_UP, CODES):
        assert client.get(url).status_code == 302
        assert send(client, code_now(), url).status_code == 302
    assert client.get(QR).status_code == 404
    assert not is_in(client)


def test_who_owes_a_code_cannot_set_up_another_authenticator(client, guarded):
    type_password(client)
    assert client.get(SET_UP).url == reverse("admin:login")
    assert client.get(QR).status_code == 404


def test_login_inside_a_page_takes_password_and_code_at_once(client, guarded):
    assert type_password(client, code=code_now()).url == "/admin/news/"
    assert is_in(client)


def test_wrong_codes_inside_a_page_are_told_as_well(client, guarded):
    for _ in range(second_factor.TOLD_AFTER):
        type_password(client, code=wrong_code())
        let_wait_pass()
    assert [m.subject[-10:] for m in mail.outbox] == ["密码，但验证码连续输错"[-10:]]


def test_login_inside_a_page_says_what_is_wrong_with_the_code(client, guarded):
    reply = type_password(client, code=wrong_code())
    assert reply.context["form"].non_field_errors() == [second_factor.WRONG_CODE]
    assert not is_in(client)


def test_new_account_works_by_its_password_for_seven_days_and_is_told(client, clerk):
    clerk.date_joined = timezone.now() - datetime.timedelta(days=6)
    clerk.save()
    reply = type_password(client)
    assert is_in(client)
    assert [text for text in told(reply) if "前设置第二步验证" in text] != []


def test_after_the_grace_the_second_factor_is_set_up_at_the_door(client, clerk):
    assert type_password(client).url == SET_UP
    assert not is_in(client)
    page = client.get(SET_UP)
    assert page.headers["Cache-Control"].count("no-store") == 1
    picture = client.get(QR)
    assert (picture.headers["Content-Type"], b"<svg" in picture.content) == ("image/svg+xml", True)
    secret = unseal(client.session["new_second_factor"], owner=clerk.pk)
    assert send(client, wrong_code(), SET_UP).status_code == 400
    assert send(client, code_now(secret), SET_UP).url == CODES
    page = client.get(CODES)
    codes = page.context["codes"]
    assert (len(set(codes)), page.context["next_page"]) == (10, "/admin/news/")
    assert client.get(CODES).url == DESK
    assert is_in(client)
    assert [m.subject for m in mail.outbox] == ["[招商网工作台] 第二步验证已设置"]
    device = Authenticator.objects.get(user=clerk)
    assert (device.bin_key, secret.hex() in device.key) == (secret, False)
    stored = [*RecoveryCode.objects.values_list("digest", flat=True)]
    assert [code for code in codes if any(code in digest for digest in stored)] == []
    client.logout()
    type_password(client)
    assert fault(send(client, code_now(secret))) == [second_factor.WRONG_CODE]


def test_who_is_in_replaces_the_factor_with_the_password_and_other_sessions_end(
    client, client_factory, guarded
):
    other = client_factory()
    other.force_login(guarded)
    type_password(client)
    send(client, code_now())
    client.get(SET_UP)
    secret = unseal(client.session["new_second_factor"], owner=guarded.pk)
    refused = client.post(SET_UP, {"code": code_now(secret), "password": "wrong"})
    assert refused.context["form"].errors == {"password": ["密码不对。"]}
    words = {"code": code_now(secret), "password": "Kunlun-2026-shan"}
    assert client.post(SET_UP, words).url == CODES
    assert (is_in(client), is_in(other)) == (True, False)
    assert [d.bin_key for d in Authenticator.objects.filter(user=guarded)] == [secret]


def test_new_recovery_codes_only_for_who_came_in_with_the_factor(client, guarded):
    client.force_login(guarded)
    assert client.post(CODES).url == SET_UP
    assert RecoveryCode.objects.count() == 0
    client.logout()
    type_password(client)
    send(client, code_now())
    assert client.post(CODES).url == CODES
    assert len(client.get(CODES).context["codes"]) == RecoveryCode.objects.count() == 10


def test_demo_says_the_code_on_its_console_and_others_do_not(client, guarded, settings, caplog):
    caplog.set_level(logging.INFO)
    settings.DEMO = True
    type_password(client)
    assert [r.getMessage()[-6:] for r in caplog.records if "demo" in r.getMessage()] == [code_now()]
    caplog.clear()
    settings.DEMO = False
    type_password(client)
    assert [r for r in caplog.records if code_now() in r.getMessage()] == []


def test_secret_sealed_with_a_key_that_is_gone_opens_nothing(client, guarded, settings):
    type_password(client)
    Authenticator.objects.update(key="A" * 64)
    assert fault(send(client, code_now(SECRET))) == [second_factor.WRONG_CODE]


@pytest.mark.parametrize("code", ["", "  ", "1" * 21, "\x00", "12345", "１２", "-1"])
def test_bad_input_gets_the_form_back(client, guarded, code):
    type_password(client)
    assert send(client, code).status_code == 400
