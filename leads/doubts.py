"""Signs that a submission is not from a person. They lead to quarantine, never to refusal."""

import re

from leads.models import Throttle

TRAP, HASTY, NETWORK, FLOOD, LINKS = "trap", "hasty", "network", "flood", "links"
WORDS = {
    TRAP: "填了人看不见的栏目",
    HASTY: "打开页面后 3 秒内就提交",
    NETWORK: "同一网络一小时内提交过多",
    FLOOD: "全站短时间内提交过多",
    LINKS: "内容里有多个网址",
}
MAX_PER_NETWORK = 10  # an hour
MAX_OVERALL = 1000  # an hour, over all sites
MAX_LINKS = 2
LINK = re.compile(r"https?://|www\.", re.IGNORECASE)


def find_doubts(*, is_trapped: bool, is_hasty: bool, message: str, network: str, now) -> list[str]:
    """The reasons to keep a submission out of the inbox until somebody has looked at it.

    Counting happens outside the transaction of the submission, so a rolled back one counts too.
    """
    checks = {
        TRAP: is_trapped,
        HASTY: is_hasty,
        LINKS: len(LINK.findall(message)) > MAX_LINKS,
        NETWORK: Throttle.objects.hit("submit", network, now) > MAX_PER_NETWORK,
        FLOOD: Throttle.objects.hit("submit-all", "", now) > MAX_OVERALL,
    }
    return [doubt for doubt, is_raised in checks.items() if is_raised]
