"""Records of who did what are only ever added to, and a chain of seals tells where one was not.

Triggers refuse UPDATE, DELETE and TRUNCATE (migration 0002). Whoever owns the tables can switch
them off: that is what the seals are for. The worker seals new records each minute, one after
another and not in the transaction that writes them, so that no two officers wait for each other.
"""

import datetime
import json
from collections import defaultdict
from dataclasses import dataclass
from itertools import batched

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.db import connection, transaction
from django.db.models import Exists, Max, OuterRef
from django.utils.crypto import constant_time_compare, salted_hmac

from leads.models import ContactView, OwnerChange, PhoneSearch, StageChange
from parks.models import ExportLog
from portal.models import AuditSeal
from privacy.models import ErasureRequest
from regions.models import Membership

# Kind of record → its columns that are sealed. None holds a visitor's name, number or words.
SEALED = {
    LogEntry: (
        *("id", "action_time", "user_id", "content_type_id", "object_id", "object_repr"),
        *("action_flag", "change_message"),
    ),
    ContactView: ("id", "lead_id", "by_id", "viewed_at"),
    PhoneSearch: ("id", "by_id", "hits", "searched_at"),
    StageChange: ("id", "lead_id", "by_id", "from_stage", "to_stage", "proof", "changed_at"),
    OwnerChange: ("id", "lead_id", "by_id", "from_owner_id", "to_owner_id", "changed_at"),
    ErasureRequest: ("id", "lead_id", "by_id", "way", "proof", "asked_at"),
    ExportLog: ("id", "user_id", "region_id", "format", "rows", "filters", "created_at"),
    Membership.history.model: (
        *("history_id", "id", "user_id", "region_id", "role", "history_type", "history_date"),
        "history_user_id",
    ),
}
# Columns that came later: sealed where they hold something, so that older seals still fit.
SEALED_LATER = {ExportLog: ("reason",)}
BATCH = 2000  # of each kind in a minute; those from before the first seal take longer
# Numbers are given before commit: a row may turn up after later ones have been sealed.
LOOK_BACK = 10_000
FIRST = "0" * 64
OTHER_KEY = 3  # a changed record breaks one seal, a changed seal two
LOCK = 0x5EA1


@dataclass(frozen=True)
class Head:
    """The last seal; noted outside of the database it proves that nothing was cut off the end."""

    number: int
    digest: str

    def __str__(self):
        return f"{self.number}:{self.digest}"


def head() -> Head:
    last = AuditSeal.objects.order_by("-number").first()
    return Head(last.number, last.digest) if last else Head(0, FIRST)


@transaction.atomic
def seal_new_rows(batch=BATCH) -> int:
    """How many records were sealed. One process at a time: a second leaves it to the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return 0
    last, seals = head(), []
    for model in SEALED:
        label = model._meta.label
        for row_id, content in _rows(_unsealed(model)[:batch]).items():
            digest = _digest(settings.SECRET_KEY, last.digest, label, content)
            last = Head(last.number + 1, digest)
            seals.append(AuditSeal(number=last.number, label=label, row_id=row_id, digest=digest))
    AuditSeal.objects.bulk_create(seals)
    return len(seals)


def faults(noted: Head | None = None):
    """Sentences about everything that is not as it was sealed; nothing where all is.

    `noted` is a head that somebody kept elsewhere: it must be in the chain.
    """
    yield from filter(None, walk(noted))


def walk(noted: Head | None = None):
    """The same sentences, and "" behind each batch: who walks may do something else meanwhile."""
    expected, before, is_noted = 1, FIRST, noted is None or noted.number == 0
    for seals in batched(AuditSeal.objects.order_by("number").iterator(BATCH), BATCH):
        found = _contents_of(seals)
        for seal in seals:
            if seal.number != expected:
                yield f"封条 {expected} 到 {seal.number - 1} 不见了"
            content = found.get((seal.label, seal.row_id))
            if content is None:
                yield f"封条 {seal.number}：{seal.label} {seal.row_id} 不见了"
            elif not _is_digest(seal.digest, before, seal.label, content):
                yield f"封条 {seal.number}：{seal.label} {seal.row_id} 或它之前的封条被改过"
            is_noted = is_noted or Head(seal.number, seal.digest) == noted
            expected, before = seal.number + 1, seal.digest
        yield ""
    if not is_noted:
        yield f"记下的封条 {noted.number} 不在其中：它之后的可能被截掉了"
    yield from _never_sealed()


def last_under_another_key() -> int:
    """The number of the last seal that was made under a key nobody names any more; 0 for none.

    Where the very first seals all do not fit, no single record was tampered with.
    """
    before, last = FIRST, 0
    for seals in batched(AuditSeal.objects.order_by("number").iterator(BATCH), BATCH):
        found = _contents_of(seals)
        for seal in seals:
            content = found.get((seal.label, seal.row_id))
            if content is not None and _is_digest(seal.digest, before, seal.label, content):
                return last if last >= OTHER_KEY else 0
            before, last = seal.digest, seal.number
    return last if last >= OTHER_KEY else 0


def _contents_of(seals):
    numbers, found = defaultdict(list), {}
    for seal in seals:
        numbers[seal.label].append(seal.row_id)
    for model in SEALED:
        label = model._meta.label
        rows = _rows(model.objects.filter(pk__in=numbers[label]))
        found |= {(label, row_id): content for row_id, content in rows.items()}
    return found


def _never_sealed():
    """Records put in beside the way of the others: below what the worker looks back to."""
    for model in SEALED:
        oldest = _newest_sealed(model) - LOOK_BACK
        for row in _without_seal(model).filter(pk__lte=oldest).order_by("pk"):
            yield f"{model._meta.label} {row.pk} 从来没有加封"


def _unsealed(model):
    return _without_seal(model).filter(pk__gt=_newest_sealed(model) - LOOK_BACK).order_by("pk")


def _without_seal(model):
    seals = AuditSeal.objects.filter(label=model._meta.label, row_id=OuterRef("pk"))
    return model.objects.filter(~Exists(seals))


def _newest_sealed(model) -> int:
    sealed = AuditSeal.objects.filter(label=model._meta.label)
    return sealed.aggregate(newest=Max("row_id"))["newest"] or 0


def _rows(rows) -> dict:
    """{primary key: content as text}; the first of the sealed columns is the key."""
    columns, later = SEALED[rows.model], SEALED_LATER.get(rows.model, ())
    found = {}
    for values in rows.values_list(*columns, *later):
        first, added = values[: len(columns)], values[len(columns) :]
        content = [*first, *(added if any(added) else ())]
        found[first[0]] = json.dumps(content, default=_as_text)
    return found


def _as_text(value):
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat()
    return str(value)


def _digest(key, before, label, content):
    message = "\n".join((before, label, content))
    return salted_hmac("portal.audit_seals", message, secret=key, algorithm="sha256").hexdigest()


def _is_digest(digest, before, label, content):
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return any(constant_time_compare(digest, _digest(k, before, label, content)) for k in keys)
