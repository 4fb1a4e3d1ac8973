"""What came in the way of a mail: whether trying again helps, and what somebody has to do."""

import smtplib
import ssl

PERMANENT = 500  # SMTP codes from here on mean that repeating will not help
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
        "邮件服务器在这个端口上不让登录：请用加密端口，PORTAL_SMTP_PORT=465、PORTAL_SMTP_SSL=1"
    ),
    "SMTPConnectError": "邮件服务器不接待这台机器：请向邮箱服务商确认允许这台服务器发信",
    "SMTPHeloError": "邮件服务器不接待这台机器：请向邮箱服务商确认允许这台服务器发信",
    "SMTPRecipientsRefused": "邮件服务器不认这个收件邮箱：请核对地址是否写对、邮箱是否还在用",
    "SMTPRecipientsRefused 530": LOG_IN_FIRST,
    "SMTPRecipientsRefused 552": "收件邮箱已满：请对方清理，或改用别的邮箱",
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
    """Class and SMTP code only: a server's answer may repeat addresses."""
    codes = " ".join(sorted({str(code) for code in _codes(error)}))
    return f"{type(error).__name__} {codes}".strip()[:60]


def is_outage(error) -> bool:
    """Whether the mail server is away or asks to come again, as opposed to refusing for good."""
    if codes := _codes(error):
        return any(code < PERMANENT for code in codes)
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return False
    if isinstance(error, ssl.SSLError):
        return isinstance(error, CONNECTION_CUT)
    return isinstance(error, smtplib.SMTPException | OSError)


def concerns_all(error) -> bool:
    """Whether every other mail would be refused for the same reason."""
    return isinstance(error, OF_OURS) and not is_outage(error)


def cure(code: str) -> str:
    """What an error_code() means and what to do about it, for somebody at the desk."""
    name, _, number = code.partition(" ")
    is_later = number[:1] == "4"
    words = LATER if is_later else WORDS.get(code) or WORDS.get(name)
    return f"{words}（{code}）" if words else code


def _codes(error):
    """The SMTP codes of an answer; [] where there was none."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return [code for code, _ in error.recipients.values()]
    return [error.smtp_code] if isinstance(error, smtplib.SMTPResponseException) else []
