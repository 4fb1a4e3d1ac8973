"""Signs that a submission is not from a person. They lead to quarantine, never to refusal."""

import datetime
import re

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
MAX_PER_NETWORK = 10  # an hour
MAX_PER_SITE = 300  # an hour, not counting what is in quarantine already
MAX_LINKS = 2
LINK = re.compile(r"https?://|www\.", re.IGNORECASE)


def form_doubts(*, is_trapped: bool, is_hasty: bool, message: str) -> list[str]:
    """What the form itself gives away."""
    checks = {
        TRAP: is_trapped,
        HASTY: is_hasty,
        LINKS: len(LINK.findall(message)) > MAX_LINKS,
    }
    return [doubt for doubt, is_raised in checks.items() if is_raised]


def rate_doubts(*, site, network: str, now) -> list[str]:
    """Too many from one place or at one site. Counts this one, so ask once an enquiry."""
    recent = Lead.objects.accepted().filter(site=site, received_at__gt=now - HOUR)
    checks = {
        NETWORK: Throttle.objects.hit("submit", network, now) > MAX_PER_NETWORK,
        FLOOD: recent[:MAX_PER_SITE].count() == MAX_PER_SITE,
    }
    return [doubt for doubt, is_raised in checks.items() if is_raised]
