"""What group chats are told, and how the worker tells it: numbers and a link, nothing of a person.

Each event is a row; a minute later all rows of a channel that wait are told in one message. A
channel that does not answer rests by itself and holds up neither mails nor other channels.
"""

import datetime
import logging
from collections import Counter

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from urllib3.exceptions import HTTPError

from core.database_clock import database_now
from core.error_frames import error_frames
from core.public_url import absolute
from core.sealing import Unreadable
from leads.models import ChannelNotice, NoticeChannel
from leads.models.owed import lease, pause
from leads.notifications.webhooks import NOT_ALLOWED, ChannelRefused, HostNotAllowed, post

logger = logging.getLogger(__name__)

Kind = ChannelNotice.Kind
GATHERED_FOR = datetime.timedelta(minutes=1)
GIVE_UP_AFTER = datetime.timedelta(days=2)  # what came in then is seen in the inbox long since
CURES = {
    "HostNotAllowed": NOT_ALLOWED,
    "Unreadable": "地址或密钥解不开（换过 PORTAL_SECRET_KEY）：请重新填写地址和签名密钥",
    "ChannelRefused": "对方不收：请核对地址、签名密钥和群机器人的安全设置",
}
NO_ANSWER = "对方没有应答，会自动再试：请核对地址和服务器的外网访问"


def owe_to_channels(lead, *, kind, occasion):
    """For each channel of the site; nothing is asked where the operator allows no host."""
    if not settings.NOTICE_HOSTS:
        return
    due_at = timezone.now() + GATHERED_FOR
    values = {"lead": lead, "kind": kind, "occasion": occasion, "next_attempt_at": due_at}
    channels = NoticeChannel.objects.listening(lead.site)
    notices = [ChannelNotice(channel=channel, **values) for channel in channels]
    ChannelNotice.objects.bulk_create(notices, ignore_conflicts=True)


def tell_channels(*, now=None, limit=20) -> int:
    """How many messages went out; nothing is looked for where the operator names no host."""
    if not settings.NOTICE_HOSTS:
        return 0
    told = 0
    for _ in range(limit):
        notices = claim(now or database_now())
        if not notices:
            break
        told += _tell(notices, now)
    return told


@transaction.atomic
def claim(now) -> list[ChannelNotice]:
    """What one channel is told next."""
    ready = ChannelNotice.objects.due(now).filter(channel__is_active=True)
    first = _held(ready).order_by("next_attempt_at", "pk").first()
    if first is None:
        return []
    fellows = ChannelNotice.objects.fellows_of(first, now).select_related("channel__site")
    notices = list(_held(fellows).order_by("pk"))
    for notice in notices:
        notice.claimed_until = now + lease()
        notice.attempts += 1
    ChannelNotice.objects.bulk_update(notices, ["claimed_until", "attempts"])
    return notices


def _held(notices):
    return notices.select_for_update(skip_locked=True, of=("self",), no_key=True)


def _tell(notices, now) -> bool:
    channel, until = notices[0].channel, notices[0].claimed_until
    held = ChannelNotice.objects.held_as(notices, until)
    try:
        post(channel, words_of(channel.site, notices))
    except (HTTPError, OSError, HostNotAllowed, ChannelRefused, Unreadable) as error:
        now = now or database_now()
        logger.warning("channel %s not told: %s", channel.pk, error_frames(error))
        held.update(
            claimed_until=None,
            next_attempt_at=now + pause(max(notice.attempts for notice in notices)),
            last_error=error_code(error),
        )
        stale = ChannelNotice.objects.unsent().filter(channel=channel)
        stale.filter(created_at__lt=now - GIVE_UP_AFTER).update(given_up_at=now)
        return False
    held.update(sent_at=now or database_now(), claimed_until=None, last_error="")
    logger.info("channel %s told of %s", channel.pk, len(notices))
    return True


def words_of(site, notices) -> dict:
    """What post() takes."""
    counts = Counter(notice.kind for notice in notices)
    what = "、".join(_how_many(kind, counts[kind]) for kind in Kind if counts[kind])
    tray = {"site__id__exact": site.pk}
    if set(counts) == {Kind.QUARANTINE}:
        tray |= {"box": "quarantine"}
    url = absolute(f"{reverse('admin:leads_lead_changelist')}?{urlencode(tray)}")
    return {"text": f"【{site.name}】{what}，请登录查看：\n{url}", "url": url, "counts": counts}


def _how_many(kind, count) -> str:
    """One row tells of all that came into the quarantine since the last."""
    return Kind(kind).label if kind == Kind.QUARANTINE else f"{Kind(kind).label} {count} 条"


def error_code(error) -> str:
    told = str(error) if isinstance(error, ChannelRefused) else ""
    return f"{type(error).__name__} {told}".strip()[:60]


def cure(error: str) -> str:
    """What somebody has to do about a stored error; empty for none."""
    if not error:
        return ""
    return f"{CURES.get(error.partition(' ')[0], NO_ANSWER)}（{error}）"
