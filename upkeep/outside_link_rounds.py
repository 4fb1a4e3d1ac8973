"""The look at links that lead to other websites: by night, a few a pass, where an operator allows.

An installation behind a wall has no way out: then nothing that fails says anything, and nothing is
kept of it.
"""

import datetime
import http.client
import socket
import ssl
from collections.abc import Iterator

from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef
from django.utils import timezone

from core.public_fetch import NotPublicError, look
from publishing.content_checks.audit_rounds import NIGHT
from publishing.link_addresses import host_of
from publishing.models import OutsideLink, TextLink
from publishing.outside_links import GONE, NIGHTS
from regions.models import FriendLink, ServiceTile

A_PASS = 10
MOST_A_NIGHT = 2000
MOST_A_HOST = 200  # a night
MOST_NEW = 5000  # an hour
LEAST_HOSTS = 3  # that fail together before it is our own way out that is meant
DAY = datetime.timedelta(hours=20)
# What programs are told where people see a page.
SHY = {401, 403, 405, 406, 408, 412, 418, 425, 429}
NO_PAGE = "对方说没有这一页（{}）"
TROUBLE = "对方的网站出错（{}）"
INSIDE = "不是公网上的网址，读者打不开"
NO_NAME = "网站的名字查不到"
NO_TRUST = "网站的证书有问题"
NO_ANSWER = "对方没有应答"


def may_ask(host) -> bool:
    """Whether an operator lets us look there: the host itself, `.gov.cn` all below, `*` any."""
    named = settings.LINK_CHECK_HOSTS
    above = (host[place:] for place, letter in enumerate(host) if letter == ".")
    return bool(host) and ("*" in named or host in named or any(end in named for end in above))


def gather_outside_links():
    """Take up addresses that texts, friendly links and tiles name, drop those that none does."""
    if not settings.LINK_CHECK_HOSTS:
        return
    texts = TextLink.objects.exclude(host="").filter(address=OuterRef("address"))
    frames = {*_frames()}
    OutsideLink.objects.exclude(Exists(texts)).exclude(address__in=frames).delete()
    known = OutsideLink.objects.filter(address=OuterRef("address"))
    new = TextLink.objects.exclude(host="").exclude(Exists(known))
    named = [*new.values_list("address", flat=True).distinct()[:MOST_NEW], *frames]
    rows = [OutsideLink(address=address, host=host_of(address)) for address in named]
    rows = [row for row in rows if may_ask(row.host)]
    OutsideLink.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)


def _frames():
    """Addresses that stand in the frame of a site."""
    yield from FriendLink.objects.exclude(url="").values_list("url", flat=True)
    tiles = ServiceTile.objects.filter(target=ServiceTile.Target.ADDRESS)
    yield from tiles.filter(target_key__startswith="http").values_list("target_key", flat=True)


def look_at_outside_links() -> Iterator[int]:
    """See by_night()."""
    yield from by_night(timezone.localtime())


def by_night(now, *, look=look) -> Iterator[int]:
    """Some addresses a pass; how many were looked at. `now` is local."""
    if not settings.LINK_CHECK_HOSTS or now.hour not in NIGHT:
        return
    outcomes = []
    for link in _due(now):
        if _claim(link, now):
            outcomes.append((link, *outcome_of(link.address, look)))
        yield len(outcomes)
    _store(outcomes)


def _due(now):
    lately = OutsideLink.objects.filter(checked_at__gte=now - DAY)
    hosts = dict(lately.values_list("host").annotate(count=Count("pk")).order_by())
    if sum(hosts.values()) >= MOST_A_NIGHT:
        return []
    busy = [host for host, count in hosts.items() if count >= MOST_A_HOST]
    rows = OutsideLink.objects.due(now).exclude(host__in=busy)
    return [link for link in rows[:A_PASS] if may_ask(link.host)]


def _claim(link, now) -> bool:
    """Whether nobody else has it in hand."""
    same = OutsideLink.objects.filter(pk=link.pk, checked_at=link.checked_at)
    return bool(same.update(checked_at=now))


def outcome_of(address, look=look) -> tuple[int | None, str]:
    """(status, why readers do not reach it, "" where they do)."""
    try:
        status = look(address, may_ask=may_ask)
    except NotPublicError:
        return None, INSIDE
    except socket.gaierror:
        return None, NO_NAME
    except ssl.SSLError:
        return None, NO_TRUST
    except (OSError, http.client.HTTPException):
        return None, NO_ANSWER
    if status in GONE:
        return status, NO_PAGE.format(status)
    return status, TROUBLE.format(status) if status >= 400 and status not in SHY else ""


def _store(outcomes):
    """Nothing where nobody answered at all: then it is our own way out that is closed."""
    silent = {link.host for link, status, why in outcomes if status is None and why != INSIDE}
    if len(silent) >= LEAST_HOSTS and not any(status for _, status, _ in outcomes):
        return
    for link, status, why in outcomes:
        failures = F("failures") + 1 if why else 0
        failures = NIGHTS if why == INSIDE else failures
        OutsideLink.objects.filter(pk=link.pk).update(status=status, reason=why, failures=failures)
