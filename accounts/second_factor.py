"""Who needs a second factor, whether a code is right, and what opens a session (ADR 36)."""

import datetime
import logging
import math
from functools import partial

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import login
from django.contrib.auth.signals import user_login_failed
from django.db import transaction
from django.utils import timezone
from django_otp.oath import totp

from accounts.account_mails import tell
from accounts.models import Authenticator, RecoveryCode
from accounts.session_store import ADDRESS, BROWSER, SIGNED_IN_AT
from core.login_policy import login_address
from core.person_names import person_name

HAS_FACTOR = "has_second_factor"  # in the session: it was opened with one
MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"
PASSWORD, CODE, SET_UP = "password", "code", "set_up"
WRONG_CODE = "验证码不对。看手机上“招商网工作台”那一行，等下一组数字出现再输入；每组只能用一次。"
WRONG_RECOVERY_CODE = "备用码不对，或者已经用过。每个备用码只能用一次。"
STILL_WAITING = "输错过几次，还要等 {wait}才能再输验证码。备用码现在也可以用。"
TOLD_AFTER = 5  # wrong codes in a row: somebody else knows the password
RESET = {True: "重设第二步验证", False: "后台命令重设了第二步验证"}
logger = logging.getLogger(__name__)


def step_after_password(user) -> str:
    """What is owed: nothing (PASSWORD was enough), a CODE, or to SET_UP a factor first."""
    if not settings.SECOND_FACTOR:
        return PASSWORD
    if Authenticator.objects.of(user).exists():
        return CODE
    return PASSWORD if grace_until(user) > timezone.now() else SET_UP


def grace_until(user) -> datetime.datetime:
    """A new account may work by its password alone for so long."""
    return user.date_joined + datetime.timedelta(days=settings.SECOND_FACTOR_GRACE_DAYS)


def is_locked_out(request, user) -> bool:
    """Wrong codes count like wrong passwords (core.login_policy)."""
    return not AxesProxyHandler.is_allowed(request, {"username": user.get_username()})


def refusal(request, user, typed: str) -> str:
    """Why a code does not open the desk; empty: it does, and is thereby used up.

    A code of the phone, or one of the recovery codes. A wrong one counts against account and
    address as a wrong password does; after wrong ones the phone's are not looked at for a while.
    """
    plain = "".join(typed.split())
    if not plain.isdecimal():
        return _refusal_of_recovery_code(request, user, plain)
    device = Authenticator.objects.of(user).first()
    waits_until = device and device.waits_until()
    if waits_until:
        seconds = math.ceil((waits_until - timezone.now()).total_seconds())
        return STILL_WAITING.format(wait=_in_words(max(1, seconds)))
    if Authenticator.objects.accept(user, plain):
        return ""
    _count_wrong(request, user)
    if device and device.throttling_failure_count + 1 == TOLD_AFTER:
        tell(user, "wrong_codes")
    return WRONG_CODE


def _refusal_of_recovery_code(request, user, typed):
    if not RecoveryCode.objects.accept(user, typed):
        _count_wrong(request, user)
        return WRONG_RECOVERY_CODE
    logger.warning("account %s signed in by a recovery code", user.pk)
    tell(user, "recovery_code_used", left=RecoveryCode.objects.unused(user).count())
    return ""


def _count_wrong(request, user):
    credentials = {"username": user.get_username()}
    user_login_failed.send(sender=__name__, credentials=credentials, request=request)


def _in_words(seconds: int) -> str:
    return f"{seconds} 秒" if seconds < 120 else f"{math.ceil(seconds / 60)} 分钟"


def open_session(request, user, *, has_factor: bool):
    """Signs in: the one place where the desk opens. What was before is under another key."""
    login(request, user, backend=MODEL_BACKEND)
    request.session[SIGNED_IN_AT] = timezone.now().timestamp()
    request.session[ADDRESS] = login_address(request)
    request.session[BROWSER] = request.META.get("HTTP_USER_AGENT", "")[:200]
    request.session[HAS_FACTOR] = has_factor


def show_code_of_demo(user):
    """A demonstration needs no phone: its console says the code."""
    if settings.DEMO:
        for device in Authenticator.objects.of(user):
            show_code(device.bin_key)


def show_code(secret: bytes):
    if settings.DEMO:
        logger.info("demo: the code of the second factor is %06d", totp(secret))


@transaction.atomic
def reset(user, *, by) -> bool:
    """The phone is gone: factor, codes and sessions are void; on record, and told by mail.

    `by`: who did it at the desk; None: a command. False where there was none.
    """
    gone, _ = Authenticator.objects.filter(user=user).delete()
    codes, _ = RecoveryCode.objects.filter(user=user).delete()
    if not gone + codes:
        return False
    LogEntry.objects.log_actions((by or user).pk, [user], CHANGE, change_message=RESET[bool(by)])
    name = f"“{person_name(by)}”" if by else "系统管理员"
    transaction.on_commit(partial(tell, user, "factor_reset", by=name))
    return True
