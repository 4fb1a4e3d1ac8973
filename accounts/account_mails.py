"""What accounts are told of their own doors by mail. No code and no password is ever in one."""

import logging
import smtplib

from django.core.mail import EmailMessage
from django.urls import reverse

from core.public_url import absolute

SUBJECTS = {
    "factor_set": "第二步验证已设置",
    "factor_reset": "第二步验证已重设",
    "recovery_code_used": "有人用备用码登录了您的账号",
    "wrong_codes": "有人知道您的密码，但验证码连续输错",
}
BODIES = {
    "factor_set": (
        "您的账号设置了新的第二步验证，以后登录要输入手机上的验证码。旧的验证器和旧备用码已作废。"
    ),
    "factor_reset": (
        "{by}重设了您账号的第二步验证：旧的验证器和备用码已作废，下次登录时请重新设置。"
    ),
    "recovery_code_used": "您的账号刚刚用一个备用码登录，还剩 {left} 个没有用过。",
    "wrong_codes": "有人输对了您的密码，但验证码连续输错 5 次，没有进去。",
}
END = "\n\n如果不是您本人的操作，请马上修改密码，并告诉本单位负责人：\n{url}\n"
logger = logging.getLogger(__name__)


def tell(user, what: str, **words) -> bool:
    """Whether the mail went out; nothing hangs on it."""
    if not user.email:
        return False
    text = BODIES[what].format(**words) + END.format(url=absolute(reverse("admin:index")))
    return send(EmailMessage(f"[招商网工作台] {SUBJECTS[what]}", text, to=[user.email]))


def send(mail: EmailMessage) -> bool:
    mail.extra_headers["Auto-Submitted"] = "auto-generated"
    try:
        return mail.send() > 0
    except (smtplib.SMTPException, OSError):
        logger.exception("a mail to an account was not taken")
        return False
