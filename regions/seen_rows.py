"""Rows of several models as one member of staff may see them: their forms, and how many more."""

from dataclasses import dataclass

from django.contrib import admin
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.urls import reverse


@dataclass(frozen=True)
class SeenRow:
    """What a row is called, and its form at the desk."""

    kind: str
    title: str
    url: str


@dataclass(frozen=True)
class SeenRows:
    """`unseen`: how many are in regions that are none of the reader's."""

    shown: list[SeenRow]
    unseen: int

    def __bool__(self):
        return bool(self.shown or self.unseen)


def seen_rows(keys_of: dict[type, set[int]], request) -> SeenRows:
    """Of the rows with these numbers, by model. A query for each model."""
    shown, count = [], 0
    for model in sorted(keys_of, key=lambda model: model._meta.label):
        desk = admin.site.get_model_admin(model)
        count += len(keys_of[model])
        if desk.has_view_permission(request):
            own = desk.get_queryset(request).filter(pk__in=keys_of[model]).order_by("pk")
            shown += [_seen_row(desk, row) for row in own]
    return SeenRows(shown, count - len(shown))


def _seen_row(desk, row):
    title = getattr(row, "title", "") or getattr(row, "name", "") or str(row)
    url = reverse(admin_urlname(desk.opts, "change"), args=[row.pk])
    return SeenRow(str(desk.opts.verbose_name), title, url)
