"""员工: a chief's people, made and looked after without a superuser."""

from django.contrib import admin, messages
from django.contrib.auth.views import PasswordResetConfirmView
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import second_factor
from accounts.actions import deactivate_account, make_account
from accounts.forms import StaffForm
from accounts.invitations import tokens
from accounts.models import Authenticator, OwedInvitation
from accounts.staff_scope import may_manage, visible_staff
from core.person_names import person_name
from regions import access
from regions.open_duties import open_duty
from regions.role_words import ROLE_WORDS

INVITED = "邀请邮件正发往 {}，7 天内有效。"
NO_ADDRESS = "这个账号没有邮箱，邀请发不出去：请系统管理员在“人员”里填上邮箱。"


def _page(request, template, title, status=200, **context):
    page = admin.site.each_context(request) | {"title": title} | context
    return render(request, f"admin/staff/{template}", page, status=status)


def _require_chief(user):
    if not access.has_role(user, access.MANAGERS):
        raise PermissionDenied("员工由本地区的负责人管理。")


@require_safe
def staff_list(request):
    """Everybody with a grant where one is chief."""
    _require_chief(request.user)
    people = visible_staff(request.user)
    guarded = set(Authenticator.objects.filter(user__in=people).values_list("user", flat=True))
    return _page(request, "list.html", "员工", people=people, guarded=guarded)


@require_http_methods(["GET", "HEAD", "POST"])
def staff_add(request):
    """Name, mail, region, role: an account whose owner is invited by mail."""
    _require_chief(request.user)
    form = StaffForm(request.POST if request.method == "POST" else None, by=request.user)
    if form.is_valid():
        person = make_account(by=request.user, **form.cleaned_data)
        messages.success(request, INVITED.format(person.email))
        return redirect("admin:staff_detail", person.pk)
    return _page(request, "add.html", "登记员工", status=400 if form.errors else 200, form=form)


def _invite(request, person):
    if person.email:
        OwedInvitation.objects.owe(person, request.user)
        messages.success(request, INVITED.format(person.email))
    else:
        messages.warning(request, NO_ADDRESS)


@require_safe
def staff_detail(request, pk):
    """What this person may do and will see, and what to do where one cannot get in."""
    _require_chief(request.user)
    person = get_object_or_404(visible_staff(request.user), pk=pk)
    return _page(
        request,
        "detail.html",
        person_name(person),
        person=person,
        may_manage=may_manage(request.user, person),
        invitation=OwedInvitation.objects.filter(user=person).first(),
        has_factor=Authenticator.objects.of(person).exists(),
        grants=[(grant, ROLE_WORDS[grant.role]) for grant in person.own_grants],
    )


def _reset_factor(request, person):
    if second_factor.reset(person, by=request.user):
        messages.success(request, "第二步验证已重设：本人下次登录时重新设置，并已发邮件告知。")
    else:
        messages.info(request, "这个账号没有设置第二步验证，不用重设。")


def _deactivate(request, person):
    if duty := open_duty(person):
        messages.warning(request, duty.refusal)
        return
    deactivate_account(user=person, by=request.user)
    messages.success(request, "账号已停用，马上不能登录；记录都保留。")


ACTS = {"invite": _invite, "reset": _reset_factor, "deactivate": _deactivate}


@require_POST
def staff_act(request, pk):
    """One of ACTS, for whom one answers."""
    _require_chief(request.user)
    person = get_object_or_404(visible_staff(request.user), pk=pk)
    act = ACTS.get(request.POST.get("act"))
    if act is None or not may_manage(request.user, person):
        raise PermissionDenied("这个账号还在别的地区有授权，或者是您自己的：请系统管理员来做。")
    act(request, person)
    return redirect("admin:staff_detail", person.pk)


class InvitationView(PasswordResetConfirmView):
    """The owner of an account sets its password; then signs in like everybody."""

    template_name = "admin/gate/invitation.html"
    token_generator = tokens
    success_url = reverse_lazy("admin:login")
    title = "设置密码"

    def get_user(self, uidb64):
        user = super().get_user(uidb64)
        return user if user and user.is_active else None

    def form_valid(self, form):
        name = self.user.get_username()
        messages.success(self.request, f"密码已设置。您的用户名是 {name}，请登录。")
        return super().form_valid(form)
