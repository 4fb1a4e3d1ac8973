"""A text that cites a policy which has ended (a rule of publishing.content_checks)."""

import re

from django.db.models import Q
from django.utils import timezone

from policies.document_numbers import normalise_document_number
from policies.models import Policy
from publishing.content_checks.rules import Hit, Rule, Severity

# The name before the brackets is read from the end: 根据格政办〔2025〕2号 names 格政办.
CITED = re.compile(
    r"([\u4e00-\u9fff]{1,12})[ 　]?[\[(（【〔]([12]\d{3})[\])）】〕][ 　]?第?(\d{1,4})[ 　]?号"
)
NAMED = re.compile(r"《([^《》\n]{4,120})》[（( 　]?")
MOST_CITED = 50


def _ended(subject):
    numbers, names = _numbers_in(subject), _names_in(subject)
    if not (numbers or names):
        return
    over = _tellable(subject).over(subject.today)
    cited = Q(document_number__in=list(numbers)) | _known_by_name(subject, names)
    for policy in over.filter(cited).order_by("pk"):
        if policy == subject.obj:
            continue
        part, match = numbers.get(policy.document_number) or names[policy.title]
        shown = policy.document_number if policy.document_number in numbers else match[1]
        word = "废止" if policy.is_repealed(subject.today) else "失效"
        cure = f"《{policy.title}》已经{word}"
        yield Hit(part, match.start(), match.end(), shown=shown, cure=cure)


def _numbers_in(subject):
    places = {}
    for part in subject.parts:
        for match in CITED.finditer(part.text):
            if len(places) < MOST_CITED and part.name != "document_number":
                for number in _possible(match):
                    places.setdefault(number, (part, match))
    return places


def _names_in(subject):
    """Those without a number behind them, which would say which one is meant."""
    places = {}
    for part in subject.parts:
        for match in NAMED.finditer(part.text):
            if len(places) < MOST_CITED and not CITED.match(part.text, match.end()):
                places.setdefault(match[1], (part, match))
    return places


def _known_by_name(subject, names):
    """Of the policies that apply there; a name that one in force has, too, means that one."""
    if not names or subject.region is None:
        return Q(pk__in=())
    here = _tellable(subject).applying_to(subject.region).filter(title__in=list(names))
    standing = here.not_over(subject.today).values("title")
    return Q(pk__in=here.exclude(title__in=standing).values("pk"))


def _tellable(subject):
    """No draft of another region: it is as if it were not there."""
    was_public = Q(status=Policy.Status.APPROVED, publish_at__lte=timezone.now())
    own = Q(region=subject.region) if subject.region else Q()
    return Policy.objects.filter(was_public | own)


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
