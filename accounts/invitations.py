"""A link by mail with which the owner of an account sets its password: nobody else types one."""

import logging

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from accounts.account_mails import send
from accounts.models import OwedInvitation
from core.database_clock import database_now
from core.person_names import person_name
from core.public_url import absolute

SUBJECT = "[招商网工作台] 请设置您的登录密码"
BODY = (
    "您好：\n\n{by}为您开通了招商网工作台的账号。\n\n用户名：{username}\n\n"
    "请在 7 天内打开下面的链接，设置您自己的密码（链接只能用一次，请不要转给别人）：\n{url}\n\n"
    "第一次登录后请设置第二步验证（右上角菜单 → 登录安全）。"
    "如果您不认识这个人，请不要理会这封邮件。\n"
)


class InvitationTokens(PasswordResetTokenGenerator):
    """Void as soon as a password is set, the address changes or the days are over."""

    key_salt = "accounts.invitations"


logger = logging.getLogger(__name__)
tokens = InvitationTokens()


def invitation_path(user) -> str:
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    return reverse("admin:invitation", args=[uid, tokens.make_token(user)])


def send_owed(*, limit=5) -> int:
    """Those that are due, each claimed first; how many went out. Stops at one that is not taken."""
    if not OwedInvitation.objects.unsent().exists():  # as a rule
        return 0
    sent = 0
    for _ in range(limit):
        owed = _claim_next(database_now())
        if owed is None or not send(_mail_of(owed)):
            break
        mine = OwedInvitation.objects.filter(pk=owed.pk, asked_at=owed.asked_at)
        mine.update(sent_at=database_now())
        sent += 1
    return sent


@transaction.atomic
def _claim_next(now) -> OwedInvitation | None:
    """The pause before the next try is written before this one: nobody else sends it meanwhile."""
    due = OwedInvitation.objects.due(now).select_related("user", "by")
    held = due.select_for_update(skip_locked=True, of=("self",), no_key=True)
    owed = held.order_by("next_attempt_at", "pk").first()
    if owed is not None:
        owed.attempts += 1
        owed.next_attempt_at = now + owed.pause()
        owed.save(update_fields=["attempts", "next_attempt_at"])
    return owed


def _mail_of(owed) -> EmailMessage:
    """A demonstration has no mailbox: its console says the link."""
    words = {
        "by": person_name(owed.by) if owed.by else "本单位负责人",
        "username": owed.user.get_username(),
        "url": absolute(invitation_path(owed.user)),
    }
    if settings.DEMO:
        logger.info("demo: the invitation leads to %s", words["url"])
    return EmailMessage(SUBJECT, BODY.format(**words), to=[owed.user.email])
