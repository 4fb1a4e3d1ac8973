"""操作记录: what accounts and visitors did, of all kinds of records, newest first.

One statement reads all kinds: each is a branch (portal.audit_branches) with the same columns, of
the rows that the reader may see, and only as many as a page shows. Pages follow one another by the
last row's key.
"""

import datetime
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, F, Q, Value
from django.db.models.functions import Cast
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from core.row_counts import Counted, count_each, in_figures
from leads.actions import display_name
from parks.shortlists import is_number
from portal.audit_branches import KINDS, NOBODY, NOTHING, branches

PAGE = 50
NAMES = ("at", "place", "key", "by", "name", "subject", "target", "words")
COLUMNS = tuple(f"trail_{name}" for name in NAMES)
# Who acts without an account.
UNSIGNED = dict.fromkeys(("stages", "erasures"), "访客")


@dataclass(frozen=True)
class Asked:
    """Of which records: from a moment to another, of one kind, of one account, about what."""

    since: datetime.datetime
    until: datetime.datetime
    kind: str = ""
    account: object = None
    subject: str = ""


@dataclass(frozen=True)
class Record:
    """One line of the page."""

    at: datetime.datetime
    who: str
    kind: str
    words: str
    subject: str
    url: str
    key: str  # of the page that begins behind it


def found_by(user, asked) -> list:
    """(place of the branch, the branch, its rows that were asked for, with COLUMNS)."""
    found = []
    for place, branch in enumerate(branches()):
        if asked.kind in ("", branch.kind) and not (branch.by == "" and _is_by_key(branch, asked)):
            found.append((place, branch, _rows(branch, user, asked, place)))
    return found


def _is_by_key(branch, asked):
    """An account is asked for, and the branch names nobody at all."""
    return asked.account is not None and branch.name is NOTHING


def _rows(branch, user, asked, place):
    period = {f"{branch.at}__gte": asked.since, f"{branch.at}__lt": asked.until}
    rows = branch.rows(user).filter(**period)
    rows = rows.annotate(
        trail_at=F(branch.at),
        trail_place=Value(place),
        trail_key=F("pk"),
        trail_by=Cast(branch.by, BigIntegerField()) if branch.by else NOBODY,
        trail_name=branch.name,
        trail_subject=branch.subject,
        trail_target=branch.target,
        trail_words=branch.words,
    )
    if asked.account is not None:
        rows = (
            rows.filter(trail_by=asked.account.pk)
            if branch.by
            else rows.filter(trail_name=asked.account.username)
        )
    return rows.filter(trail_subject__icontains=asked.subject) if asked.subject else rows


def counts_of(found) -> list[tuple[str, str]]:
    """(kind in words, how many), those without any left out; one query."""
    numbers = count_each({str(place): Counted(rows) for place, _, rows in found})
    sums = {}
    for place, branch, _ in found:
        sums[branch.kind] = sums.get(branch.kind, 0) + numbers[str(place)]
    return [(KINDS[kind], in_figures(number)) for kind, number in sums.items() if number]


def page_of(found, after="", size=PAGE) -> tuple[list[Record], str]:
    """The records behind the key, and the key of the next page; "" where there is none."""
    rows = list(_union(found, _key(after), size + 1))
    records = told(rows[:size])
    return records, records[-1].key if len(rows) > size else ""


def _key(after):
    """(moment, place, key of a row), or None for what is none."""
    moment, _, rest = after.partition("~")
    place, _, key = rest.partition("~")
    try:
        at = parse_datetime(moment)
    except ValueError:
        return None
    is_whole = at is not None and timezone.is_aware(at)
    is_whole = is_whole and is_number(place) and is_number(key)
    return (at, int(place), int(key)) if is_whole else None


def _union(found, after, size):
    """Newest first; of the same moment by place, then the later row first."""
    parts = []
    for place, branch, rows in found:
        if after is not None:
            rows = rows.filter(_behind(place, branch, after))
        parts.append(rows.order_by(f"-{branch.at}", "-pk").values_list(*COLUMNS)[:size])
    if not parts:
        return []
    first, *others = parts
    union = first.union(*others, all=True) if others else first
    return union.order_by("-trail_at", "trail_place", "-trail_key")[:size] if others else union


def _behind(own, branch, after):
    at, place, key = after
    older, same = Q(**{f"{branch.at}__lt": at}), Q(**{branch.at: at})
    if own == place:
        return older | same & Q(pk__lt=key)
    return older | same if own > place else older


def told(rows) -> list[Record]:
    """With names of accounts and addresses; one query for all accounts."""
    everything = branches()
    people = get_user_model().objects.in_bulk({row[3] for row in rows if row[3]})
    records = []
    for at, place, key, by, name, subject, target, words in rows:
        branch = everything[place]
        who = display_name(people.get(by)) if by else name or UNSIGNED.get(branch.kind, "系统")
        records.append(
            Record(
                *(at, who, KINDS[branch.kind], branch.told(words), subject, url_of(target)),
                f"{at.isoformat()}~{place}~{key}",
            )
        )
    return records


def url_of(target) -> str:
    """The form of what a record is about, where the desk has one."""
    kind, _, key = target.partition(":")
    if not key:
        return ""
    label = kind
    if is_number(kind):
        model = ContentType.objects.get_for_id(int(kind))
        label = f"{model.app_label}.{model.model}"
    try:
        return reverse(f"admin:{label.replace('.', '_')}_change", args=[key])
    except NoReverseMatch:
        return ""
