"""A text that cites a policy which has ended (a rule of publishing.content_checks)."""

import re

from django.db.models import Q
from django.utils import timezone

from policies.document_numbers import normalise_document_number
from policies.models import Policy
from publishing.content_checks.rules import Hit, Rule, Severity
from publishing.content_checks.subject import region_of

# The name before the brackets is read from the end: 根据格政办〔2025〕2号 names 格政办.
CITED = re.compile(
    r"([\u4e00-\u9fff]{1,12})[ 　]?[\[(（【〔]([12]\d{3})[\])）】〕][ 　]?第?(\d{1,4})[ 　]?号"
)
MOST_CITED = 50


def _ended(subject):
    places = {}
    for part in subject.parts:
        for match in CITED.finditer(part.text):
            if len(places) < MOST_CITED and part.name != "document_number":
                for number in _possible(match):
                    places.setdefault(number, (part, match))
    if not places:
        return
    for policy in _tellable(subject, places).order_by("pk"):
        if policy == subject.obj:
            continue
        part, match = places[policy.document_number]
        word = "废止" if policy.is_repealed(subject.today) else "失效"
        ended = f"《{policy.title}》已经{word}"
        yield Hit(part, match.start(), match.end(), shown=policy.document_number, cure=ended)


def _tellable(subject, numbers):
    """Policies that are over, but no draft of another region: it is as if it were not there."""
    was_public = Q(status=Policy.Status.APPROVED, publish_at__lte=timezone.now())
    own = Q(region=region_of(subject.obj)) if subject.obj else Q()
    over = Policy.objects.filter(document_number__in=list(numbers)).over(subject.today)
    return over.filter(was_public | own)


def _possible(match):
    """Numbers that these characters may end in: the issuer may be any tail of them."""
    issuer, year, serial = match.groups()
    return [
        normalise_document_number(f"{issuer[start:]}〔{year}〕{serial}号")
        for start in range(len(issuer))
    ]


ENDED_CITATIONS = Rule(
    "ended_policy",
    "引用的政策已失效",
    Severity.SIGN,
    "“…”已经失效",
    "请换成现行文件，或写明已失效",
    _ended,
)
