"""What `check --deploy` says about accounts that nobody can use."""

from django.conf import settings
from django.core.checks import Tags, Warning, register
from django.db import DatabaseError

from regions.models import Membership

MOST_NAMED = 5


@register(Tags.security, deploy=True)
def granted_accounts_can_sign_in(app_configs, **kwargs):
    """A grant to an account that may not enter the desk is a grant to nobody.

    Asks a database that is named only: a check must not start the embedded one.
    """
    if not settings.DATABASE_URL:
        return []
    try:
        names = list(locked_out_names())
    except DatabaseError:  # not migrated yet, or not reachable: the start will say so
        return []
    if not names:
        return []
    named = "、".join(names[:MOST_NAMED]) + (" 等" if len(names) > MOST_NAMED else "")
    return [
        Warning(
            f"{len(names)} 个账号有授权却不能登录：{named}。",
            hint="在后台“用户”里勾选“有效”和“工作人员状态”，或删去它们的授权。",
            id="regions.W001",
        )
    ]


def locked_out_names():
    """User names of accounts that hold a grant and may not enter the desk."""
    can_enter = {"user__is_active": True, "user__is_staff": True}
    held = Membership.objects.exclude(**can_enter).order_by("user__username")
    return held.values_list("user__username", flat=True).distinct()
