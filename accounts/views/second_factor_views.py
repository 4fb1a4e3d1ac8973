"""After the password: the code, or setting up the app that shows it."""

import base64
import io
import json

import segno
from axes.helpers import get_lockout_response
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth import authenticate
from django.contrib.auth.views import LoginView
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts import half_sign_in, second_factor
from accounts.account_mails import tell
from accounts.encryption import seal, unseal
from accounts.forms import CodeForm, SetUpForm
from accounts.models import Authenticator, RecoveryCode
from accounts.models.authenticators import new_secret, otpauth_address
from core.sealing import Unreadable

NEW_SECRET, NEW_CODES = "new_second_factor", "new_recovery_codes"
GONE = "时间过长或者换过密码，请重新登录。"
TOO_MANY = "验证码输错 {count} 次，请从密码开始重新登录。"


class DeskLoginView(LoginView):
    """Opens the desk by the password alone only where nothing more is owed."""

    def form_valid(self, form):
        request, user, next_page = self.request, form.get_user(), self.get_success_url()
        step = second_factor.step_after_password(user)
        if step == second_factor.PASSWORD or form.is_code_right:
            second_factor.open_session(request, user, has_factor=form.is_code_right)
            if settings.SECOND_FACTOR and not form.is_code_right:
                messages.warning(request, _reminder(user))
            return redirect(next_page)
        half_sign_in.begin(request, user, next_page)
        second_factor.show_code_of_demo(user)
        is_known = step == second_factor.CODE
        return redirect("admin:second_factor" if is_known else "admin:second_factor_setup")


def _reminder(user):
    day = timezone.localdate(second_factor.grace_until(user))
    return (
        f"请在 {day.month} 月 {day.day} 日前设置第二步验证（右上角菜单 → 登录安全）："
        "到时还没有设置，登录时要先设置。"
    )


def _gate(request, template, title, status=200, **context):
    page = admin.site.each_context(request) | {"title": title} | context
    response = render(request, f"admin/gate/{template}", page, status=status)
    patch_cache_control(response, no_store=True)
    return response


def _back_to_password(request, sentence):
    messages.error(request, sentence)
    return redirect("admin:login")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor_check(request):
    """The code of the phone, or a recovery code, of whoever typed the right password just now."""
    half = half_sign_in.current(request)
    if half is None:
        return _back_to_password(request, GONE)
    if second_factor.is_locked_out(request, half.user):
        return get_lockout_response(request, credentials={"username": half.user.get_username()})
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        refusal = second_factor.refusal(request, half.user, form.cleaned_data["code"])
        if not refusal:
            second_factor.open_session(request, half.user, has_factor=True)
            return redirect(half.next_page)
        form.add_error("code", refusal)
        wrong = half_sign_in.count_wrong(request)
        if wrong >= half_sign_in.MOST_WRONG:
            return _back_to_password(request, TOO_MANY.format(count=wrong))
    return _gate(
        request,
        "second_factor.html",
        "输入验证码",
        status=400 if form.errors else 200,
        form=form,
        half=half_sign_in.current(request),
        by_recovery_code=request.GET.get("by") == "recovery",
    )


def _who(request):
    """(account, whether it is half signed in); nobody: (None, False)."""
    if admin.site.has_permission(request):
        return request.user, False
    half = half_sign_in.current(request)
    owes_it = half and second_factor.step_after_password(half.user) == second_factor.SET_UP
    return (half.user, True) if owes_it else (None, False)


def _new_secret(request, user) -> bytes:
    """The one the picture shows, until it is proved or forgotten; sealed like the stored ones."""
    try:
        return unseal(request.session[NEW_SECRET], owner=user.pk)
    except (KeyError, Unreadable):
        secret = new_secret()
        request.session[NEW_SECRET] = seal(secret, owner=user.pk)
        return secret


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor_set_up(request):
    """Picture and first code. Whoever owes it gets in by it; whoever is in may replace it."""
    user, is_half = _who(request)
    if user is None:
        return _back_to_password(request, GONE)
    if second_factor.is_locked_out(request, user):
        return get_lockout_response(request, credentials={"username": user.get_username()})
    secret = _new_secret(request, user)
    form = SetUpForm(request.POST or None, secret=secret, needs_password=not is_half)
    if form.is_valid() and _knows_password(request, user, form):
        return _take_factor(request, user, form)
    second_factor.show_code(secret)
    return _gate(
        request,
        "second_factor_setup.html",
        "设置第二步验证",
        status=400 if form.errors else 200,
        form=form,
        person=user,
        is_half=is_half,
        is_replaced=Authenticator.objects.of(user).exists(),
        groups=_in_groups(base64.b32encode(secret).decode()),
    )


def _in_groups(text):
    return [text[start : start + 4] for start in range(0, len(text), 4)]


def _knows_password(request, user, form):
    """Asked of whoever is signed in; a wrong one counts as at the login."""
    if "password" not in form.fields:
        return True
    words = {"username": user.get_username(), "password": form.cleaned_data["password"]}
    if authenticate(request, **words) == user:
        return True
    form.add_error("password", "密码不对。")
    return False


def _take_factor(request, user, form):
    """All other sessions of the account end (a trigger); this one begins anew, with the factor."""
    half = half_sign_in.current(request)
    with transaction.atomic():
        Authenticator.replace(user, form.secret, last_t=form.step)
        codes = RecoveryCode.objects.renew(user)
        request.session.flush()
        second_factor.open_session(request, user, has_factor=True)
    tell(user, "factor_set")
    _keep_codes(request, codes, half.next_page if half else "")
    return redirect("admin:recovery_codes")


def _keep_codes(request, codes, next_page):
    text = seal(json.dumps(codes).encode(), owner=request.user.pk)
    request.session[NEW_CODES] = {"codes": text, "next": next_page}


@require_safe
def second_factor_qr(request):
    """The picture for the app; the secret stays in this session."""
    user, _ = _who(request)
    if user is None or NEW_SECRET not in request.session:
        raise Http404("没有正在设置的验证器")
    picture = io.BytesIO()
    address = otpauth_address(_new_secret(request, user), user.get_username())
    segno.make(address, error="m").save(picture, kind="svg", scale=5, border=3, light="#fff")
    response = HttpResponse(picture.getvalue(), content_type="image/svg+xml")
    patch_cache_control(response, no_store=True)
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_codes(request):
    """Ten codes, shown once. A POST makes new ones instead of those before."""
    if request.method == "POST":
        if not request.session.get(second_factor.HAS_FACTOR):
            return redirect("admin:second_factor_setup")
        _keep_codes(request, RecoveryCode.objects.renew(request.user), "")
        return redirect("admin:recovery_codes")
    kept = request.session.pop(NEW_CODES, None)
    if kept is None:
        return redirect("admin:index")
    codes = json.loads(unseal(kept["codes"], owner=request.user.pk))
    next_page = kept["next"] or "/admin/"
    return _gate(request, "recovery_codes.html", "备用码", codes=codes, next_page=next_page)
