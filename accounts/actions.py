"""Making accounts, inviting their owners, taking them back."""

import re

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.auth import get_user_model
from django.db import transaction

from accounts.models import OwedInvitation
from regions.models import Membership

NOT_IN_A_NAME = re.compile(r"[^a-z0-9._-]")


@transaction.atomic
def make_account(*, name, email, region, role, by):
    """An account able to sign in once its owner, whom the worker invites, has set a password."""
    user = get_user_model()(
        username=_free_username(email), last_name=name, email=email, is_staff=True
    )
    user.set_unusable_password()
    user.save()
    grant = Membership(user=user, region=region, role=role)
    grant.full_clean()
    grant.save()
    OwedInvitation.objects.owe(user, by)
    log = LogEntry.objects.log_actions
    log(by.pk, [user], ADDITION, change_message="登记员工")
    log(by.pk, [grant], ADDITION, change_message="登记员工时授权")
    return user


def _free_username(email: str) -> str:
    """What stands before the @, with a number behind it where somebody has that name."""
    base = NOT_IN_A_NAME.sub("", email.partition("@")[0].lower())[:100] or "staff"
    taken = set(
        get_user_model()
        .objects.filter(username__istartswith=base)
        .values_list("username", flat=True)
    )
    taken = {name.lower() for name in taken}
    names = (f"{base}{number or ''}" for number in (None, *range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


@transaction.atomic
def deactivate_account(*, user, by):
    """Out with the next request (a trigger ends the sessions); grants and records stay."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    LogEntry.objects.log_actions(by.pk, [user], CHANGE, change_message="停用")
