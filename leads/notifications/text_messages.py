"""Texts by a gateway of the operator's (PORTAL_SMS_GATEWAY); without one nothing is owed.

A post is {"id", "to", "text"}, signed like a notice to a system of one's own. The gateway says
{"state": "sent"} of what went out and {"state": "queued"} of what will: that is asked again under
the same id. Only what was sent closes the call that the answer made necessary.
"""

import datetime
import json
import logging

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.http import urlencode
from urllib3.exceptions import HTTPError

from core.database_clock import database_now
from core.error_frames import error_frames
from core.phones import MOBILE, without_extension
from core.public_url import absolute
from leads.models import FollowUp, Lead, NoticeChannel, TextMessage
from leads.models.next_steps import TELL
from leads.notifications.channels import error_code
from leads.notifications.webhooks import (
    ChannelRefused,
    HostNotAllowed,
    exchange,
    is_allowed,
    request_for,
)

logger = logging.getLogger(__name__)

GIVE_UP_AFTER = datetime.timedelta(days=2)
REFUSALS_BEFORE_GIVING_UP = 3
BUSY = 429  # as 5xx: it will be another time
TEXT = "【{site}】您的咨询 {reference} 有了答复，凭编号和口令查看：{url}"
SENT = "短信已发出：有了答复，凭编号查看"
GIVEN_UP = "短信发不出（{error}）：请打电话告诉对方"


class NotYetSent(Exception):
    """The gateway has it, and it did not go out so far."""


def may_text(lead) -> bool:
    """A mobile phone, and a gateway that the operator names and allows."""
    is_mobile = lead.phone == without_extension(lead.phone) and MOBILE.fullmatch(lead.phone)
    return bool(settings.SMS_GATEWAY and is_mobile)


def owe_text(lead, *, occasion):
    """That there is an answer; once an answer."""
    if may_text(lead):
        TextMessage.objects.bulk_create(
            [TextMessage(lead=lead, occasion=occasion)], ignore_conflicts=True
        )


def send_texts(*, now=None, limit=5) -> int:
    """How many went out."""
    if not settings.SMS_GATEWAY:
        return 0
    sent = 0
    for _ in range(limit):
        owed = TextMessage.objects.select_related("lead__site")
        message = owed.claim_next(now or database_now())
        if message is None:
            break
        sent += _send(message, now)
    return sent


def _send(message, now) -> bool:
    try:
        post(message)
    except (HTTPError, OSError, HostNotAllowed, ChannelRefused, NotYetSent) as error:
        logger.warning("text %s not sent: %s", message.pk, error_frames(error))
        _put_back(message, error, now or database_now())
        return False
    _note_sent(message, now or database_now())
    logger.info("text %s sent, attempt %s", message.pk, message.attempts)
    return True


def post(message):
    """Raises NotYetSent, ChannelRefused, HostNotAllowed, or what urllib3 raises."""
    address = settings.SMS_GATEWAY
    if not may_text(message.lead):
        raise ChannelRefused("number")
    if not is_allowed(address):
        raise HostNotAllowed
    shape = NoticeChannel.Shape.GENERIC
    request = request_for(shape, address, settings.SMS_KEY, words_of(message))
    status, content = exchange(*request)
    if status == BUSY or status >= 500:
        raise NotYetSent
    if not 200 <= status < 300:
        raise ChannelRefused(f"HTTP {status}")
    state = _state_in(content)
    if state == "queued":
        raise NotYetSent
    if state != "sent":
        raise ChannelRefused("state")


def words_of(message) -> dict:
    """The reference, and nothing else of a person; the number is who gets it."""
    lead = message.lead
    status = reverse("lead_status", args=[lead.site.slug])
    url = f"{absolute(status)}?{urlencode({'reference': lead.reference})}"
    text = TEXT.format(site=lead.site.name, reference=lead.reference, url=url)
    return {"id": str(message.uid), "to": f"+86{lead.phone}", "text": text}


def _state_in(content) -> str:
    try:
        answer = json.loads(content)
    except ValueError:
        return ""
    state = answer.get("state") if isinstance(answer, dict) else ""
    return state if isinstance(state, str) else ""


@transaction.atomic
def _note_sent(message, now):
    """By the call, which is done unless it is to tell of a later answer, too; else by a note."""
    lead = Lead.objects.locked().get(pk=message.lead_id)
    if not message.settle(sent_at=now, last_error=""):
        return
    call = lead.next_steps.call_that_begins(TELL)
    is_last = not lead.texts.filter(pk__gt=message.pk).exists()
    if call and is_last:
        call.finish(outcome=SENT, now=now)
    else:
        FollowUp.objects.create(lead=lead, body=SENT, created_at=now)


@transaction.atomic
def _put_back(message, error, now):
    """Given up after two days, or by a gateway that says no three times: the call stays open."""
    is_refused = isinstance(error, ChannelRefused | HostNotAllowed)
    is_over = is_refused and message.attempts >= REFUSALS_BEFORE_GIVING_UP
    if not (is_over or now - message.created_at > GIVE_UP_AFTER):
        message.put_back(error_code(error), now)
    elif message.settle(given_up_at=now, last_error=error_code(error)):
        body = GIVEN_UP.format(error=error_code(error))
        FollowUp.objects.create(lead=message.lead, body=body, created_at=now)
