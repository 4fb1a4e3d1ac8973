"""登录安全: the own second factor, and where one is signed in."""

from django.contrib import admin, messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Authenticator, DeskSession, RecoveryCode
from accounts.second_factor import HAS_FACTOR

ALL_OTHERS = "others"


@never_cache
@require_safe
def account_security(request):
    """What guards the own account, and the sessions that are open, this one first."""
    rows = DeskSession.objects.open_of(request.user, timezone.now())
    own = request.session.session_key
    context = admin.site.each_context(request) | {
        "title": "登录安全",
        "authenticator": Authenticator.objects.of(request.user).first(),
        "codes_left": RecoveryCode.objects.unused(request.user).count(),
        "came_with_factor": request.session.get(HAS_FACTOR, False),
        "sessions": sorted(rows, key=lambda row: row.pk != own),
        "own_key": own,
        "all_others": ALL_OTHERS,
    }
    return render(request, "admin/account_security.html", context)


@require_POST
def desk_session_end(request):
    """Ends one of the own sessions, named by its mark, or all but this one."""
    mark = request.POST.get("session", "")
    others = request.user.desk_sessions.exclude(pk=request.session.session_key)
    ended = [row for row in others if mark in {row.mark, ALL_OTHERS}]
    DeskSession.objects.filter(pk__in=[row.pk for row in ended]).delete()
    words = f"已结束 {len(ended)} 处登录。" if ended else "那一处登录已经结束了。"
    messages.success(request, words)
    return redirect("admin:account_security")
