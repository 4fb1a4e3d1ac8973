"""What the mails say: an address to look at, never the visitor's words, name or phone."""

import datetime

from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.http import urlencode

from core.public_url import absolute
from leads.deadlines import in_words
from leads.models import Lead, Outbox
from leads.notifications.quarantine import waiting_words
from leads.proofs import code_of
from leads.tokens import mailbox_key

Kind = Outbox.Kind
SUBJECTS = {
    Kind.NEW_LEAD: "新咨询 {reference}，请在承诺时间前答复",
    Kind.NEW_LEADS: "新咨询 {count} 条，请在承诺时间前答复",
    Kind.FOLLOW_UP: "访客追问 {reference}，请尽快答复",
    Kind.QUARANTINE: "隔离区新到 {count} 条咨询，请看一眼",
    Kind.UNMASKED: "有账号一小时内查看联系方式超过 20 次",
    Kind.RECEIPT: "已收到您的咨询 {reference}",
    Kind.ANSWERED: "您的咨询 {reference} 有了答复",
}
BODIES = {
    Kind.NEW_LEAD: "有一条新的咨询等待处理。\n\n登录后查看：\n{url}\n",
    Kind.NEW_LEADS: (
        "短时间内来了很多咨询，提醒合并成一封：{since}以来新到 {count} 条，"
        "收件箱里还没有人处理的共 {total} 条，隔离区里待看的 {waiting} 条。\n\n"
        "登录后查看：\n{url}\n"
    ),
    Kind.FOLLOW_UP: "访客继续追问，等待答复。\n\n登录后查看：\n{url}\n",
    Kind.QUARANTINE: (
        "隔离区新到 {count} 条咨询，{since}它们像垃圾信息，也可能是真人，没有另发提醒。"
        "隔离区里现在共有 {total} 条。\n\n登录后查看，是真人的请移出隔离区：\n{url}\n"
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
        "您好，您的咨询 {reference} 有了答复。\n\n"
        "查询口令：{code}（请不要转给别人）\n\n在这里查看，需要编号和口令：\n{url}\n\n"
        "{hotline_line}\n"
    ),
}

TRAYS = {Kind.NEW_LEADS: "new", Kind.QUARANTINE: "quarantine"}


def compose(mail: Outbox) -> EmailMessage:
    """The message of an outbox row; the address comes from settings, never from a request."""
    lead, site = mail.lead, mail.lead.site
    words = {
        "reference": lead.reference,
        "code": "" if mail.kind in Outbox.TO_STAFF else code_of(lead.reference),
        "url": absolute(path_for(mail)),
        "hotline_line": f"{site.name}，电话 {site.hotline}（{site.hotline_hours}）",
    }
    if mail.kind == Kind.QUARANTINE:
        words |= waiting_words(mail)
    if mail.kind == Kind.NEW_LEADS:
        words |= bundle_words(mail)
    return EmailMessage(
        subject=" ".join(f"[{site.name}] {SUBJECTS[mail.kind].format(**words)}".split()),
        body=BODIES[mail.kind].format(**words),
        to=[mail.recipient],
        headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"},
    )


def bundle_words(mail) -> dict:
    """What came since the mail was owed and what waits, as it stands now."""
    leads = Lead.objects.filter(site=mail.lead.site)
    since = datetime.datetime.fromisoformat(mail.occasion)
    return {
        "since": in_words(since),
        "count": leads.accepted().filter(received_at__gte=since).count(),
        "total": leads.new().count(),
        "waiting": leads.unchecked().count(),
    }


def path_for(mail: Outbox) -> str:
    if box := TRAYS.get(mail.kind):
        tray = {"box": box, "site__id__exact": mail.lead.site_id}
        return f"{reverse('admin:leads_lead_changelist')}?{urlencode(tray)}"
    if mail.kind == Kind.UNMASKED:
        return reverse("admin:leads_lead_contact_views")
    if mail.kind in Outbox.TO_STAFF:
        return reverse("admin:leads_lead_change", args=[mail.lead_id])
    lead = mail.lead
    marks = {"reference": lead.reference, "mail": mailbox_key(lead.reference, mail.recipient)}
    return f"{reverse('lead_status', args=[lead.site.slug])}?{urlencode(marks)}"
