"""A picture that is replaced under its address: texts that show it take on its new shape.

Each after the other once the file is stored, so that nobody who saves one of them waits for all.
What they say stays, and so does their version: nobody who reviews, signs or has the form open meets
a change that nobody wrote. A change that waits beside the row is made of both texts, old and new,
so it takes it on as well.
"""

from functools import partial

from django.db import transaction

from publishing.asset_uses import uses_of
from publishing.fields import RichTextField
from publishing.models import PendingChange
from publishing.picture_sizes import with_new_size


def replace_everywhere(asset, content):
    """Stores what is new of the file; the caller saves the asset. Texts follow after the commit."""
    before = asset.width, asset.height
    asset.replace_content(content)
    after = asset.width, asset.height
    if before != after and None not in (*before, *after):
        reshape = partial(_reshape, asset.file.name, asset.file.url, before, after)
        transaction.on_commit(reshape, robust=True)


def _reshape(name, address, before, after):
    for use in uses_of([name]).get(name, ()):
        _Reshaped(use, address, before, after).put()


class _Reshaped:
    """One row that shows the picture."""

    def __init__(self, use, address, before, after):
        self._use, self._of = use, (address, before, after)
        fields = use.model._meta.concrete_fields
        self._texts = [field.name for field in fields if isinstance(field, RichTextField)]

    @transaction.atomic
    def put(self):
        row = self._use.model._base_manager.filter(pk=self._use.pk)
        stored = row.values(*self._texts).first() if self._texts else None
        for name, html in (stored or {}).items():
            fresh = with_new_size(html, *self._of)
            if fresh != html:  # unless somebody has saved it this moment
                row.filter(**{name: html}).update(**{name: fresh})
        waiting = PendingChange.objects.open().of_model(self._use.model)
        waiting = waiting.filter(object_id=self._use.pk)
        for change in waiting.select_for_update(of=("self",), no_key=True):
            self._put_into(change)

    def _put_into(self, change):
        entries = [change.patch["fields"].get(name) for name in self._texts]
        for entry in filter(None, entries):
            for side in ("before", "after"):
                entry[side] = [with_new_size(html, *self._of) for html in entry[side]]
        change.save(update_fields=["patch"])
