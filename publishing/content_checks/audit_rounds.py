"""The round over everything public: batch by batch, each stored with how far it came."""

import logging
from collections.abc import Iterator
from itertools import islice

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from core.error_frames import error_frames
from publishing.content_checks.rule_book import RuleBook
from publishing.content_checks.rules import WEIGHTS, Severity, findings_of
from publishing.content_checks.subject import region_of
from publishing.models import AuditedFinding, ContentAudit, Publishable, SignedFinding, TextLink

logger = logging.getLogger(__name__)

BATCH = 50
NIGHT = range(1, 6)  # hours of the site's clock
A_PASS = 20  # batches of one pass of the worker; imports and mails come in between
UNCHECKED = "unchecked"  # in the place of a rule: a rule failed, and what it would say is unknown
UNCHECKED_SAYS = "没能检查"
UNCHECKED_CURE = "检查这一条时出了意外，请告诉系统管理员"


def checked_models():
    """Everything that is published, in one order."""
    found = [model for model in apps.get_models() if issubclass(model, Publishable)]
    return sorted(found, key=lambda model: model._meta.label)


def begin(now=None) -> ContentAudit:
    """The round that goes on, else a new one."""
    defaults = {"started_at": now or timezone.now()}
    return ContentAudit.objects.get_or_create(finished_at=None, defaults=defaults)[0]


def by_night(now) -> Iterator[ContentAudit]:
    """A round a night, some batches a pass, while the night lasts; `now` is local."""
    if now.hour not in NIGHT:
        return
    last = ContentAudit.objects.order_by("-started_at").first()
    is_done = last is not None and last.finished_at is not None
    if is_done and timezone.localdate(last.started_at) == now.date():
        return
    yield from islice(carry_on(begin(now)), A_PASS)


def carry_on(audit, now=None) -> Iterator[ContentAudit]:
    """To the end of the round; a yield after each batch. Killed, it goes on where it was."""
    books = {}
    while True:
        with transaction.atomic():
            rows = ContentAudit.objects.select_for_update(
                skip_locked=True, of=("self",), no_key=True
            )
            audit = rows.filter(pk=audit.pk, finished_at=None).first()
            if audit is None:  # through, or in the hands of another process
                return
            _do_batch(audit, books, now or timezone.now())
        yield audit


def _do_batch(audit, books, now):
    labels = [model._meta.label for model in checked_models()]
    place = labels.index(audit.reached_model) if audit.reached_model in labels else 0
    model = checked_models()[place]
    public = model._default_manager.published(now).select_related(model.home_lookup)
    public = public.prefetch_related(*model.checked_rows)
    batch = list(public.filter(pk__gt=audit.reached_id).order_by("pk")[:BATCH])
    signed = SignedFinding.objects.keys_of(model, batch)
    found = [row for obj in batch for row in _rows_or_word(audit, obj, books, signed[obj.pk])]
    AuditedFinding.objects.bulk_create(found)
    audit.reached_model = labels[place]
    audit.checked_count += len(batch)
    audit.found_count += len(found)
    if batch:
        audit.reached_id = batch[-1].pk
    elif place + 1 < len(labels):
        audit.reached_model, audit.reached_id = labels[place + 1], 0
    else:
        audit.finished_at = now
        ContentAudit.objects.exclude(pk=audit.pk).delete()
    audit.save()


def _rows_or_word(audit, obj, books, signed):
    """One row on which a rule fails does not keep the round from the others."""
    try:
        with transaction.atomic():
            return list(_rows(audit, obj, books, signed))
    except (OperationalError, InterfaceError):  # the database is gone: of no row in particular
        raise
    except Exception as error:
        logger.error("%s %s not checked: %s", obj._meta.label, obj.pk, error_frames(error))
        return [_unchecked(audit, obj)]


def _unchecked(audit, obj):
    words = {"says": UNCHECKED_SAYS, "cure": UNCHECKED_CURE}
    return _row(audit, obj, rule=UNCHECKED, severity=Severity.HINT, **words)


def _rows(audit, obj, books, signed):
    """Of one row what nobody has signed for."""
    TextLink.objects.note(obj)
    region = region_of(obj)
    if region.pk not in books:
        books[region.pk] = RuleBook.for_region(region)
    for finding in findings_of(obj, books[region.pk]):
        if finding.severity == Severity.SIGN and finding.key in signed:
            continue
        yield _row(
            audit,
            obj,
            rule=finding.rule.code,
            severity=finding.severity,
            key=finding.key if finding.piece else "",
            field=finding.field,
            field_label=finding.label,
            says=finding.says,
            passage=finding.passage,
            cure=finding.cure,
            law=finding.law,
        )


def _row(audit, obj, *, severity, **words):
    """What does not fit into the report is cut: it leads to the row itself."""
    words["title"] = getattr(obj, "title", "") or getattr(obj, "name", "")
    columns = AuditedFinding._meta
    return AuditedFinding(
        audit=audit,
        region=region_of(obj),
        content_type=ContentType.objects.get_for_model(obj),
        object_id=obj.pk,
        severity=severity,
        weight=WEIGHTS[severity],
        **{name: text[: columns.get_field(name).max_length] for name, text in words.items()},
    )
