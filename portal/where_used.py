"""谁链接到这里: what leads to a row, for its form and for the page before it is deleted."""

from collections import defaultdict
from dataclasses import dataclass

from django.contrib import admin
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from news.models import Column, SitePage
from portal.former_addresses import KINDS
from publishing.models import TextLink
from regions.models import MenuItem, ServiceTile

LINKED = {kind.model for kind in KINDS.values()}
TARGETS = {Column: ServiceTile.Target.COLUMN, SitePage: ServiceTile.Target.PAGE}
MOST_SHOWN = 20


@dataclass(frozen=True)
class Use:
    """A row that links here, and its form."""

    kind: str
    title: str
    url: str


@dataclass(frozen=True)
class Uses:
    """`unseen`: in regions that are none of the reader's; counted only."""

    shown: list[Use]
    unseen: int

    def __bool__(self):
        return bool(self.shown or self.unseen)


def uses_of(rows, request) -> Uses:
    """What leads to any of the rows. A query, and one for each kind of content that does."""
    rows = [row for row in rows if type(row) in LINKED and row.pk]
    if not rows:
        return Uses([], 0)
    found, unseen = [], 0
    for model, keys in _sources(rows).items():
        desk = admin.site.get_model_admin(model)
        own = desk.get_queryset(request) if desk.has_view_permission(request) else None
        seen = [] if own is None else list(own.filter(pk__in=keys).order_by("pk"))
        unseen += len(keys) - len(seen)
        found += [_use(desk, row) for row in seen]
    return Uses(found, unseen)


def _sources(rows) -> dict:
    """Numbers of the rows that link, by their model."""
    sources = defaultdict(set)
    label, keys = rows[0]._meta.label, [row.pk for row in rows]
    kinds = {kind.pk: model for model, kind in ContentType.objects.get_for_models(*LINKED).items()}
    links = TextLink.objects.filter(target_label=label, target_id__in=keys).order_by("pk")
    for kind, number in links.values_list("content_type", "object_id")[:MOST_SHOWN]:
        model = kinds[kind]
        if type(rows[0]) is not model or number not in keys:
            sources[model].add(number)
    for row in rows if type(rows[0]) in TARGETS else ():
        here = {"site": row.site_id, "target": TARGETS[type(row)], "target_key": row.slug}
        for model in (ServiceTile, MenuItem):
            sources[model].update(model.objects.filter(**here).values_list("pk", flat=True))
    return {model: numbers for model, numbers in sources.items() if numbers}


def _use(desk, row):
    title = getattr(row, "title", "") or getattr(row, "name", "")
    return Use(
        str(desk.opts.verbose_name),
        title,
        reverse(admin_urlname(desk.opts, "change"), args=[row.pk]),
    )
