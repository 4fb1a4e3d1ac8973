"""A picture that is replaced under its address: texts that show it take on its new shape.

What they say stays, and so does their version: nobody who reviews, signs or has the form open meets
a change that nobody wrote. A change that waits beside the row is made of both texts, old and new,
so it takes it on as well.
"""

from django.db import transaction

from publishing.asset_uses import uses_of
from publishing.fields import RichTextField
from publishing.models import PendingChange
from publishing.picture_sizes import with_new_size


@transaction.atomic
def replace_everywhere(asset, content):
    """Stores what is new of the file; the caller saves the asset."""
    before = asset.width, asset.height
    asset.replace_content(content)
    after = asset.width, asset.height
    if before == after or None in (*before, *after):
        return
    for use in uses_of([asset.file.name]).get(asset.file.name, ()):
        _Reshaped(use, asset.file.url, before, after).put()


class _Reshaped:
    """One row that shows the picture."""

    def __init__(self, use, address, before, after):
        self._use, self._of = use, (address, before, after)
        fields = use.model._meta.concrete_fields
        self._texts = [field.name for field in fields if isinstance(field, RichTextField)]

    def put(self):
        row = self._use.model._base_manager.filter(pk=self._use.pk)
        stored = row.values(*self._texts).first() if self._texts else None
        for name, html in (stored or {}).items():
            fresh = with_new_size(html, *self._of)
            if fresh != html:  # unless somebody has saved it this moment
                row.filter(**{name: html}).update(**{name: fresh})
        waiting = PendingChange.objects.open().of_model(self._use.model)
        for change in waiting.filter(object_id=self._use.pk):
            self._put_into(change)

    def _put_into(self, change):
        entries = [change.patch["fields"].get(name) for name in self._texts]
        for entry in filter(None, entries):
            for side in ("before", "after"):
                entry[side] = [with_new_size(html, *self._of) for html in entry[side]]
        change.save(update_fields=["patch"])
