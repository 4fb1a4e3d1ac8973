"""谁链接到这里: what leads to a row, for its form and for the page before it is deleted."""

from collections import defaultdict

from django.contrib.contenttypes.models import ContentType

from news.models import Column, SitePage
from portal.former_addresses import KINDS
from publishing.models import TextLink
from regions.models import MenuItem, ServiceTile
from regions.seen_rows import SeenRows, seen_rows

LINKED = {kind.model for kind in KINDS.values()}
TARGETS = {Column: ServiceTile.Target.COLUMN, SitePage: ServiceTile.Target.PAGE}
MOST_SHOWN = 20


def uses_of(rows, request) -> SeenRows:
    """What leads to any of the rows. A query, and one for each kind of content that does."""
    rows = [row for row in rows if type(row) in LINKED and row.pk]
    return seen_rows(_sources(rows) if rows else {}, request)


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
