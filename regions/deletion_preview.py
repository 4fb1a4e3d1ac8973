"""What a deletion takes along or meets: named where the user may see it, counted where not."""

from collections import defaultdict

from django.contrib.admin.utils import NestedObjects, quote
from django.contrib.auth import get_user_model
from django.db import router
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.text import capfirst


class DeletionPreviewMixin:
    """For admin classes of any model; takes the place of Django's list, which names everything."""

    def get_deleted_objects(self, objs, request):
        """(lines, number by kind, kinds that may not be deleted, lines of what stands against it).

        What stands against a deletion is not deleted, so no right to delete it is missed.
        """
        collector = NestedObjects(using=router.db_for_write(self.model), origin=objs)
        collector.collect(objs)
        taken = [row for rows in collector.model_objs.values() for row in rows]
        against = sorted(collector.protected, key=lambda row: (row._meta.label, row.pk))
        sight = Sight(request, self.admin_site, [*taken, *against])
        counts = {
            model._meta.verbose_name_plural: len(rows)
            for model, rows in collector.model_objs.items()
        }
        lacking = sight.kinds_not_to_delete(taken)
        if lacking:
            lacking += sight.count_of_unseen(taken)
        return (
            sight.lines(collector.nested()) + sight.count_of_unseen(taken),
            counts,
            lacking,
            sight.lines(against) + sight.count_of_unseen(against),
        )


class Sight:
    """Which of some rows a user may see, each kind asked for once."""

    def __init__(self, request, admin_site, rows):
        self.request = request
        self.admin_site = admin_site
        wanted = defaultdict(set)
        for row in rows:
            for owner in self._owners(row):
                wanted[type(owner)].add(owner.pk)
        self.seen = {model: self._seen_of(model, keys) for model, keys in wanted.items()}

    def _owners(self, row):
        """The row itself where the desk has pages of its kind, else the rows it hangs on."""
        if self.admin_site.is_registered(type(row)):
            yield row
            return
        for field in row._meta.concrete_fields:
            owner = getattr(row, field.name) if field.is_relation else None
            # Accounts, by whom a row was written, do not own it.
            if owner is not None and not isinstance(owner, get_user_model()):
                yield from self._owners(owner)

    def _seen_of(self, model, keys):
        model_admin = self.admin_site.get_model_admin(model)
        if not model_admin.has_view_permission(self.request):
            return set()
        rows = model_admin.get_queryset(self.request).filter(pk__in=keys)
        return set(rows.values_list("pk", flat=True))

    def may_see(self, row) -> bool:
        return all(owner.pk in self.seen[type(owner)] for owner in self._owners(row))

    def lines(self, tree) -> list:
        """Nested lists of rows as Django's unordered_list takes them; the unseen leave no gap."""
        lines, is_named = [], True
        for row in tree:
            if isinstance(row, list):
                below = self.lines(row)
                lines += [below] if below and is_named else below
                continue
            is_named = self.may_see(row)
            if is_named:
                lines.append(self._line(row))
        return lines

    def _line(self, row):
        if row._meta.auto_created:  # of a relation: it has no name but those of its two ends
            ends = [field for field in row._meta.concrete_fields if field.is_relation]
            return "关联：" + " — ".join(str(getattr(row, field.name)) for field in ends)
        kind = capfirst(row._meta.verbose_name)
        try:
            url = reverse(
                f"{self.admin_site.name}:{row._meta.app_label}_{row._meta.model_name}_change",
                args=[quote(row.pk)],
            )
        except NoReverseMatch:  # edited among the fields of another row
            return f"{kind}: {row}"
        return format_html('{}: <a href="{}">{}</a>', kind, url, str(row))

    def count_of_unseen(self, rows) -> list:
        count = sum(not self.may_see(row) for row in rows)
        return [f"另有 {count} 条您无权查看的内容"] if count else []

    def kinds_not_to_delete(self, rows) -> list:
        found = set()
        for row in rows:
            model_admin = self.admin_site._registry.get(type(row))
            if model_admin and not model_admin.has_delete_permission(self.request, row):
                found.add(row._meta.verbose_name)
        return sorted(found)
