"""What the newest round of content checks found, as rows of a page and as a file."""

import csv

from django.contrib.contenttypes.models import ContentType
from django.urls import NoReverseMatch, reverse

from core.public_url import absolute
from exchange.csv_injection import quoted
from exchange.exports import BYTE_ORDER_MARK, Echo
from publishing.content_checks.audit_rounds import UNCHECKED, UNCHECKED_SAYS
from publishing.content_checks.dead_links import LINK_RULES
from publishing.content_checks.rules import anchor_of, place_of, rule_of
from publishing.models import AuditedFinding, ContentAudit, OutsideLink
from regions import access
from regions.models import FriendLink, ServiceTile

LINE = csv.writer(Echo()).writerow
HEADER = ("轻重", "规则", "类别", "标题", "字段", "发现", "原文", "怎么办", "依据", "网址")
LINK_CODES = [rule.code for rule in LINK_RULES]
READERS = access.EDITORS | access.AUDITORS


def own_findings(user):
    """Of the newest round that came to its end: (round, rows of the user's regions)."""
    audit = ContentAudit.objects.newest()
    rows = AuditedFinding.objects.filter(audit=audit) if audit else AuditedFinding.objects.none()
    return audit, access.scope(rows, user, lookup="region", roles=READERS)


def dead_frames(user) -> list[tuple]:
    """(kind, name, form, sentence) of friendly links and tiles whose addresses do not answer."""
    dead = dict(OutsideLink.objects.dead().values_list("address", "reason"))
    found = []
    for model, name, column in (
        (FriendLink, "name", "url"),
        (ServiceTile, "title", "target_key"),
    ):
        rows = access.scope(model.objects.all(), user, lookup="site__region", roles=READERS)
        rows = rows.filter(**{f"{column}__in": dead}) if dead else rows.none()
        for row in rows.order_by("site", "position", "pk"):
            url = reverse(f"admin:regions_{model._meta.model_name}_change", args=[row.pk])
            address = getattr(row, column)
            sentence = f"“{address}”打不开：{dead[address]}"
            found.append((model._meta.verbose_name, getattr(row, name), url, sentence))
    return found


def in_order(rows):
    return rows.order_by("weight", "rule", "content_type", "object_id", "pk")


def desk_url(row) -> str:
    """The form of what was found, at its field."""
    kind = ContentType.objects.get_for_id(row.content_type_id)
    try:
        url = reverse(f"admin:{kind.app_label}_{kind.model}_change", args=[row.object_id])
    except NoReverseMatch:
        return ""
    return f"{url}#{anchor_of(row.field)}" if row.field else url


def passage_url(row) -> str:
    """Of the words themselves, on the page that shows the text; "" where it is not a passage."""
    if not row.key or "." in row.field:
        return ""
    kind = ContentType.objects.get_for_id(row.content_type_id)
    try:
        url = reverse(f"admin:{kind.app_label}_{kind.model}_review", args=[row.object_id])
    except NoReverseMatch:
        return ""
    return f"{url}#{place_of(row.key)}"


def rule_label(row) -> str:
    if row.rule == UNCHECKED:
        return UNCHECKED_SAYS
    rule = rule_of(row.rule)
    return rule.label if rule else row.rule


def as_csv(rows):
    """Lines of a UTF-8 file with its mark; nothing in it runs as a formula."""
    yield BYTE_ORDER_MARK + LINE(HEADER)
    for row in in_order(rows).iterator(chunk_size=2000):
        kind = ContentType.objects.get_for_id(row.content_type_id).name
        cells = (
            *(row.get_severity_display(), rule_label(row), kind, row.title, row.field_label),
            *(row.says, row.passage, row.cure, row.law, absolute(desk_url(row))),
        )
        yield LINE([quoted(cell) for cell in cells])
