"""Signs that a submission is not from a person. They lead to quarantine, never to refusal."""

import datetime
import ipaddress
import re

from core.public_url import absolute
from core.text_folding import fold
from leads.models import Lead, Throttle

TRAP, HASTY, NETWORK, FLOOD, LINKS = "trap", "hasty", "network", "flood", "links"
WORDS = {
    TRAP: "填了人看不见的栏目",
    HASTY: "打开页面后 3 秒内就提交",
    NETWORK: "同一网络一小时内提交过多",
    FLOOD: "全站短时间内提交过多",
    LINKS: "内容里有多个网址",
}
HOUR = datetime.timedelta(hours=1)
# An hour from one network. An office, a hotel or a mobile carrier has many people behind one
# address: they differ in who they are, less in their words, which a page may have put for them.
MAX_PER_CONTACT = 10
MAX_SAME_WORDS = 30
MAX_PER_NETWORK = 60
MAX_PER_SITE = 300  # an hour, not counting what is in quarantine already
MAX_LINKS = 2
LINK = re.compile(r"(?:https?://)?www\.|https?://", re.IGNORECASE)


def form_doubts(*, is_trapped: bool, is_hasty: bool, message: str) -> list[str]:
    """What the form itself gives away."""
    checks = {TRAP: is_trapped, HASTY: is_hasty, LINKS: foreign_links(message) > MAX_LINKS}
    return [doubt for doubt, is_raised in checks.items() if is_raised]


def foreign_links(message: str) -> int:
    """How many addresses a text holds; those of our own pages are what visitors ask about."""
    return len(LINK.findall(message.replace(absolute("/"), "/")))


def rate_doubts(*, site, network: str, data, now) -> list[str]:
    """Too many from one place or at one site. Counts this one, so ask once an enquiry."""
    recent = Lead.objects.accepted().filter(site=site, received_at__gt=now - HOUR)
    checks = {
        NETWORK: _is_too_much(network, data, now),
        FLOOD: recent[:MAX_PER_SITE].count() == MAX_PER_SITE,
    }
    return [doubt for doubt, is_raised in checks.items() if is_raised]


def _is_too_much(network, data, now):
    """Too many from one network, or too many alike: each is counted in any case."""
    contact, words = data["phone"] or data["email"], fold(data["message"])
    hit = Throttle.objects.hit
    in_all = hit("submit", network, now)
    of_contact = hit("submit-contact", f"{network} {contact}", now)
    in_words = hit("submit-words", f"{network} {words}", now)
    is_crowded = in_all > MAX_PER_NETWORK and not is_shared(network)
    return is_crowded or of_contact > MAX_PER_CONTACT or in_words > MAX_SAME_WORDS


def is_shared(network: str) -> bool:
    """Where a proxy names no client, all its visitors seem to come from here: `unknown`."""
    address = ipaddress.ip_network(network)
    return address.is_loopback or address.is_unspecified
