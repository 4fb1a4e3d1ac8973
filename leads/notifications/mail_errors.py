"""What came in the way of a mail: whether trying again helps, and what somebody has to do."""

import re
import smtplib
import ssl

from core.sealing import Unreadable

SHUTS_DOWN = 421  # the server, whatever was asked (RFC 5321, 3.8)
PERMANENT = 500  # SMTP codes from here on mean that repeating will not help
# 阿里 answers so where PORTAL_MAIL_FROM is not the account; no standard knows the number.
FOR_GOOD = frozenset({440})
# What a server means by refusing a recipient or a letter, where it is not about that mailbox.
LOGIN, BLOCKED, LIMIT = "login", "blocked", "limit"
MEANINGS = {
    LIMIT: re.compile(r"frequen|too many (?:mail|message)|(?:rate|sending) (?:limit|quota)"),
    LOGIN: re.compile(r"relay|authenticat|log ?in"),
    BLOCKED: re.compile(r"\b(?:ip|rbl|ptr)\b|client host|black ?list|blocked (?:by|using)"),
}
CONNECTION_CUT = (ssl.SSLEOFError, ssl.SSLZeroReturnError)
# They speak of us, not of one mail: of our account, our sender, our way to connect.
OF_OURS = (
    smtplib.SMTPSenderRefused,
    smtplib.SMTPAuthenticationError,
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPNotSupportedError,
    ssl.SSLError,
)
LOG_IN_FIRST = "邮件服务器要求先登录：请填写 PORTAL_SMTP_USER 和 PORTAL_SMTP_PASSWORD"
NOT_WELCOME = (
    "邮件服务器不收这台机器发的信（可能在黑名单里）：请改用邮箱服务商的服务器，填 PORTAL_SMTP_HOST"
)
NO_ANSWER = "连不上邮件服务器，会自动再试：请核对 PORTAL_SMTP_HOST、PORTAL_SMTP_PORT 和防火墙"
LATER = "邮件服务器暂时不收，会自动再试"
WORDS = {
    "SMTPSenderRefused": (
        "邮件服务器不接受发件人：PORTAL_MAIL_FROM 必须是登录用的邮箱账号，与 PORTAL_SMTP_USER 一致"
    ),
    "SMTPSenderRefused 530": LOG_IN_FIRST,
    "SMTPSenderRefused 503": LOG_IN_FIRST,
    "SMTPSenderRefused 535": LOG_IN_FIRST,
    "SMTPAuthenticationError": (
        "登录邮件服务器失败：请核对 PORTAL_SMTP_USER 和 PORTAL_SMTP_PASSWORD，"
        "QQ、163 等邮箱填授权码，不是登录密码"
    ),
    "SMTPNotSupportedError": (
        "邮件服务器在这个端口上不加密或不让登录：请用加密端口，PORTAL_SMTP_PORT=465、PORTAL_SMTP_SSL=1"
    ),
    "SMTPConnectError": "邮件服务器不接待这台机器：请向邮箱服务商确认允许这台服务器发信",
    "SMTPHeloError": "邮件服务器不接待这台机器：请向邮箱服务商确认允许这台服务器发信",
    "SMTPRecipientsRefused": "邮件服务器不认这个收件邮箱：请核对地址是否写对、邮箱是否还在用",
    "SMTPRecipientsRefused 530": LOG_IN_FIRST,
    "SMTPRecipientsRefused 552": "收件邮箱已满：请对方清理，或改用别的邮箱",
    LOGIN: LOG_IN_FIRST,
    BLOCKED: NOT_WELCOME,
    LIMIT: "邮件服务器说发得太多，会自动再试；一直这样，请向邮箱服务商提高发信限额",
    "SMTPDataError": (
        "邮件服务器拒收这封信：可能当成了垃圾邮件，也可能是 PORTAL_MAIL_FROM 与登录账号不一致"
    ),
    "SSLError": "加密方式与端口不符：465 端口用 PORTAL_SMTP_SSL=1，25 端口用 PORTAL_SMTP_SSL=0",
    "SSLCertVerificationError": (
        "邮件服务器的证书不可信、过期或与名称不符：请核对 PORTAL_SMTP_HOST，要写证书上的域名"
    ),
    "gaierror": "找不到邮件服务器，会自动再试：请核对 PORTAL_SMTP_HOST 和本机的域名解析",
    "ConnectionRefusedError": NO_ANSWER,
    "OSError": NO_ANSWER,
    "TimeoutError": f"{NO_ANSWER}；465 端口要用 PORTAL_SMTP_SSL=1",
    "SMTPServerDisconnected": (
        "邮件服务器中断了连接，会自动再试；一直这样的话，请核对端口：465 端口要用 PORTAL_SMTP_SSL=1"
    ),
}


def error_code(error) -> str:
    """Class, SMTP code and a word of ours: a server's answer may repeat addresses."""
    codes = " ".join(sorted({str(code) for code in _codes(error)}))
    code = f"{type(error).__name__} {codes}".strip()
    return code[:60] if code in WORDS else f"{code} {_meaning(error)}".strip()[:60]


def is_outage(error) -> bool:
    """Whether the mail server is away or asks to come again, as opposed to refusing for good."""
    if codes := _codes(error):
        return any(is_later(code) for code in codes) or _meaning(error) == LIMIT
    if isinstance(error, Unreadable):  # its key may come back
        return True
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return False
    if isinstance(error, ssl.SSLError):
        return isinstance(error, CONNECTION_CUT)
    return isinstance(error, smtplib.SMTPException | OSError)


def concerns_one(error) -> bool:
    """Whether only this recipient is to wait: his domain is unknown, his mailbox is full or shy.

    Anybody can name such a mailbox in an enquiry; the others' mails must not wait for it.
    """
    is_refused = isinstance(error, smtplib.SMTPRecipientsRefused)
    return is_refused and SHUTS_DOWN not in _codes(error) and _meaning(error) != LIMIT


def concerns_all(error) -> bool:
    """Whether every other mail would be refused for the same reason."""
    return isinstance(error, OF_OURS) and not is_outage(error)


def is_later(code: int) -> bool:
    return code < PERMANENT and code not in FOR_GOOD


def cure(code: str) -> str:
    """What an error_code() means and what to do about it, for somebody at the desk."""
    name, *rest = code.split(" ")
    numbers = [int(part) for part in rest if part.isdecimal()]
    if any(map(is_later, numbers)):
        words = LATER
    else:
        words = WORDS.get(code) or WORDS.get(rest[-1] if rest else "") or WORDS.get(name)
    return f"{words}（{code}）" if words else code


def _codes(error):
    """The SMTP codes of an answer; [] where there was none."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return [code for code, _ in error.recipients.values()]
    return [error.smtp_code] if isinstance(error, smtplib.SMTPResponseException) else []


def _meaning(error) -> str:
    """Why a recipient or a letter is refused, where the answer says that it is not about it."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        answers = [answer for _, answer in error.recipients.values()]
    elif isinstance(error, smtplib.SMTPDataError | smtplib.SMTPSenderRefused):
        answers = [error.smtp_error]
    else:
        return ""
    text = " ".join(a.decode("utf-8", "replace") if isinstance(a, bytes) else a for a in answers)
    meaning = next((word for word, shape in MEANINGS.items() if shape.search(text.lower())), "")
    # Of a sender the class itself says what is wrong, but for a quota that is used up.
    is_sender = isinstance(error, smtplib.SMTPSenderRefused)
    return "" if is_sender and meaning != LIMIT else meaning
