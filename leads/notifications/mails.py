"""What the mails say: an address to look at, never the visitor's words, name or phone."""

from collections import Counter

from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.http import urlencode

from core.public_url import absolute
from leads import extensions
from leads.deadlines import in_words
from leads.models import AnswerFile, Lead, Outbox
from leads.models.outbox import PROMISE_MARK
from leads.notifications.nobodys import nobodys_told
from leads.notifications.quarantine import waiting_words
from leads.proofs import code_of
from leads.tokens import mailbox_key

Kind = Outbox.Kind
TOGETHER_SUBJECT = "{what}，请在承诺时间前答复"
TOGETHER_BODY = "短时间内来了很多咨询，{since}以来的提醒合并成一封。\n\n登录后查看：\n\n{sites}"
MOST_NAMED = 20  # leads with further words, each by its address
SUBJECTS = {
    Kind.NEW_LEAD: "新咨询 {reference}，请在承诺时间前答复",
    Kind.NEW_LEADS: TOGETHER_SUBJECT,
    Kind.FOLLOW_UP: "访客追问 {reference}，请尽快答复",
    Kind.FOLLOW_UPS: TOGETHER_SUBJECT,
    Kind.QUARANTINE: "隔离区新到 {count} 条咨询，请看一眼",
    Kind.ASSIGNED: "咨询 {reference} 转给您负责",
    Kind.HANDED: "有咨询移交给您负责",
    Kind.IDLE: "咨询 {reference} 两天后退回公海",
    Kind.NOBODY: "{count} 条咨询还没有人负责",
    Kind.LATE: "咨询 {reference} {what}，请马上处理",
    Kind.LATES: "{what}，请马上处理",
    Kind.PROMISE: "对 {reference} 的承诺快到期了",
    Kind.PROMISES: "{what}，请安排兑现",
    Kind.UNMASKED: "有账号一小时内查看联系方式超过 20 次",
    Kind.RECEIPT: "已收到您的咨询 {reference}",
    Kind.ANSWERED: "您的咨询 {reference} 有了答复",
}
BODIES = {
    Kind.NEW_LEAD: "有一条新的咨询等待处理。\n\n登录后查看：\n{url}\n",
    Kind.NEW_LEADS: TOGETHER_BODY,
    Kind.FOLLOW_UPS: TOGETHER_BODY,
    Kind.LATES: TOGETHER_BODY,
    Kind.PROMISES: TOGETHER_BODY,
    Kind.LATE: "有一条咨询{what}，还没有办。\n\n登录后查看：\n{url}\n",
    Kind.PROMISE: (
        "答应投资人的一件事，48 小时内到期（遇放假提前提醒）。兑现了写上凭据，不能兑现写明原因。"
        "\n\n登录后查看：\n{url}\n"
    ),
    Kind.FOLLOW_UP: "访客继续追问，等待答复。\n\n登录后查看：\n{url}\n",
    Kind.QUARANTINE: (
        "隔离区新到 {count} 条咨询，{since}它们像垃圾信息，也可能是真人，没有另发提醒。"
        "隔离区里现在共有 {total} 条。\n\n登录后查看，是真人的请移出隔离区：\n{url}\n"
    ),
    Kind.ASSIGNED: "有一条咨询转给您负责。\n\n登录后查看：\n{url}\n",
    Kind.HANDED: (
        "有咨询移交、指派给您负责，每一条都附有交接单：来龙去脉、下一步和期限。\n\n"
        "登录后查看：\n{url}\n"
    ),
    Kind.IDLE: (
        "您负责的一条咨询很久没有动作，两天后退回公海，谁都可以认领。"
        "答复、加备注或安排下一步，就不会退回。\n\n登录后查看：\n{url}\n"
    ),
    Kind.NOBODY: (
        "有 {count} 条咨询超过 4 个工作小时没有人负责，请指派。\n\n登录后查看：\n{url}\n"
    ),
    Kind.UNMASKED: (
        "有账号一小时内查看访客联系方式超过 20 次，写了理由。请看一下是谁、为什么：\n{url}\n"
    ),
    Kind.RECEIPT: (
        "您好，我们已收到您的咨询，查询编号：{reference}\n\n"
        "查询口令：{code}（请不要转给别人）\n\n在这里查看进度，需要编号和口令：\n{url}\n\n"
        "一个邮箱一天只发一封回执。您再提交咨询的，编号以提交后的页面为准；用上面的链接查过一次进度，"
        "以后的回执都会逐封发送。\n\n"
        "我们不会向您索要验证码、银行卡号，也不会要求付费。\n{hotline_line}\n"
    ),
    Kind.ANSWERED: (
        "您好，您的咨询 {reference} 有了答复{files}。\n\n"
        "查询口令：{code}（请不要转给别人）\n\n在这里查看，需要编号和口令：\n{url}\n\n"
        "{hotline_line}\n"
    ),
}


def compose(mail: Outbox) -> EmailMessage:
    """The message of an outbox row; the address comes from settings, never from a request."""
    lead, site = mail.lead, mail.lead.site
    words = {
        "reference": lead.reference,
        "code": code_of(lead.reference) if mail.is_to_visitor else "",
        "url": absolute(path_for(mail)),
        "hotline_line": f"{site.name}，电话 {site.hotline}（{site.hotline_hours}）",
        "site": site.name,
        "what": "的承诺过了期限" if PROMISE_MARK in mail.occasion else "过了期限",
    }
    if mail.kind == Kind.QUARANTINE:
        words |= waiting_words(mail)
    if mail.kind == Kind.NOBODY:
        words["count"] = nobodys_told(mail).count()
    if mail.kind == Kind.ANSWERED:
        words["files"] = files_words(mail)
    if mail.kind in Outbox.ALONE:
        words |= bundle_words((mail, *mail.fellows))
    if above := extensions.mails().get(mail.kind):
        subject, body = above.subject, above.body
        words |= above.words(mail) if above.words else {}
    else:
        subject, body = SUBJECTS[mail.kind], BODIES[mail.kind]
    return EmailMessage(
        subject=one_line(f"[{words['site']}] {subject.format(**words)}"),
        body=body.format(**words),
        to=[mail.recipient],
        headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"},
    )


def files_words(mail) -> str:
    """That files wait, never the files themselves."""
    count = AnswerFile.objects.filter(lead=mail.lead, message__nonce=mail.occasion).count()
    return f"，附有 {count} 个文件，在查询页下载" if count else ""


def one_line(text: str) -> str:
    """Text of a header: one line, and nothing in it that would be read as encoded.

    Python's email decodes "=?utf-8?q?=0aBcc:_…?=" and writes its line end as it is, so that whoever
    names a site could add recipients.
    """
    shown = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(shown.replace("=?", "= ?").split())


def bundle_words(mails) -> dict:
    """What one mail tells that several rows owe: how many of what, site by site."""
    sites = {}
    for mail in mails:
        sites.setdefault(mail.lead.site, []).append(mail)
    first, *others = sites
    return {
        "what": _how_many(mails),
        "since": in_words(min(mail.created_at for mail in mails)),
        "site": f"{first.name}等 {len(sites)} 个站点" if others else first.name,
        "sites": "\n".join(_told_of(site, rows) for site, rows in sites.items()),
    }


def _how_many(mails) -> str:
    kinds = Counter(mail.kind for mail in mails)
    counts = {
        "新咨询": kinds[Kind.NEW_LEADS],
        "追问": kinds[Kind.FOLLOW_UPS],
        "过了期限的咨询": kinds[Kind.LATES],
        "快到期的承诺": kinds[Kind.PROMISES],
    }
    return "、".join(f"{what} {count} 条" for what, count in counts.items() if count)


def _told_of(site, mails) -> str:
    """What came in and what waits as it stands now, with the addresses to look at."""
    leads, lines = Lead.objects.filter(site=site), []
    again = [mail for mail in mails if mail.kind == Kind.FOLLOW_UPS]
    if again:
        lines.append(f"{site.name}：访客继续追问 {len(again)} 条。")
        asked = dict.fromkeys(mail.lead_id for mail in again)
        lines += [absolute(_lead_path(pk)) for pk in list(asked)[:MOST_NAMED]]
    if late := sum(mail.kind == Kind.LATES for mail in mails):
        lines.append(f"{site.name}：过了期限的 {late} 条。")
        lines.append(absolute(_tray_path(site.pk, "overdue")))
        lines.append(absolute(_tray_path(site.pk, "clock_late")))
    if soon := sum(mail.kind == Kind.PROMISES for mail in mails):
        lines.append(f"{site.name}：48 小时内到期的承诺 {soon} 条。")
    if any(PROMISE_MARK in mail.occasion for mail in mails):
        lines.append(absolute(reverse("admin:leads_promise_changelist")))
    if new := len(mails) - len(again) - late - soon:
        lines.append(
            f"{site.name}：新到 {new} 条，收件箱里还没有人处理的共 {leads.new().count()} 条，"
            f"隔离区里待看的 {leads.unchecked().count()} 条。"
        )
        lines.append(absolute(_tray_path(site.pk, "new")))
    return "\n".join([*lines, ""])


def path_for(mail: Outbox) -> str:
    if mail.kind == Kind.QUARANTINE:
        return _tray_path(mail.lead.site_id, "quarantine")
    if mail.kind == Kind.NOBODY:
        return _tray_path(mail.lead.site_id, "nobody")
    if mail.kind == Kind.HANDED:
        return f"{reverse('admin:leads_lead_dossiers')}?{urlencode({'handed': mail.occasion})}"
    if mail.kind == Kind.UNMASKED:
        return reverse("admin:leads_lead_contact_views")
    above = extensions.mails().get(mail.kind)
    if above and above.path:
        return above.path(mail)
    if not mail.is_to_visitor:
        return _lead_path(mail.lead_id)
    lead = mail.lead
    marks = {"reference": lead.reference, "mail": mailbox_key(lead.reference, mail.recipient)}
    return f"{reverse('lead_status', args=[lead.site.slug])}?{urlencode(marks)}"


def _lead_path(pk) -> str:
    return reverse("admin:leads_lead_change", args=[pk])


def _tray_path(site_pk, box) -> str:
    tray = urlencode({"box": box, "site__id__exact": site_pk})
    return f"{reverse('admin:leads_lead_changelist')}?{tray}"
