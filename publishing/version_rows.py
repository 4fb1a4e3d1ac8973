"""What hung on a row in each version of its history: rows below the form, chosen relations.

The history of a row holds its own columns. Each part that is shown with them (its pictures, its
terms, its industries) is kept beside a version when it differs from what was kept before; a version
with nothing of its own has what the newest one before it had. What changed without being told here
counts for the version after which it is first seen.
"""

import json
from contextlib import contextmanager

from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connections, models, transaction
from django.db.models import Max

UNKNOWN = object()


class VersionRowsQuerySet(models.QuerySet):
    def of(self, obj):
        kind = ContentType.objects.get_for_model(obj)
        return self.filter(content_type=kind, object_id=obj.pk)

    def note(self, model, keys):
        """Beside the newest version of each of these rows: what differs from what is kept.

        A query for each part, three more, one that writes; however many rows and versions.
        """
        parts, keys = parts_of(model), list(keys)
        if not parts or not keys:
            return
        kind = ContentType.objects.get_for_model(model)
        now = {part: _values(model, part, keys) for part in parts}
        kept, newest = self._kept(kind, keys), _newest_versions(model, keys)
        own = self.filter(content_type=kind, history_id__in=newest.values())
        own = {each.object_id: each.parts for each in own}
        changed = []
        for key, number in newest.items():
            told = {part: values[key] for part, values in now.items()}
            new = {part: told[part] for part in told if kept[key].get(part, UNKNOWN) != told[part]}
            if new:
                both = own.get(key, {}) | new
                changed.append(
                    self.model(content_type=kind, object_id=key, history_id=number, parts=both)
                )
        self.bulk_create(
            changed,
            update_conflicts=True,
            unique_fields=["content_type", "object_id", "history_id"],
            update_fields=["parts"],
        )

    def _kept(self, kind, keys) -> dict[int, dict]:
        """{key: {part: value}} as last kept of each. Earlier versions stay in the database."""
        table = self.model._meta.db_table
        found = {key: {} for key in keys}
        with connections[self.db].cursor() as cursor:
            cursor.execute(
                f"SELECT DISTINCT ON (object_id, part) object_id, part, value::text "  # noqa: S608 -- our own names
                f"FROM {table}, jsonb_each(parts) AS each (part, value) "
                f"WHERE content_type_id = %s AND object_id = ANY(%s) "
                f"ORDER BY object_id, part, history_id DESC",
                [kind.pk, keys],
            )
            for key, part, value in cursor:
                found[key][part] = json.loads(value)
        return found

    def by_version(self, obj, numbers) -> dict[int, dict]:
        """{history_id: {part: value}} as of each of these versions; what is unknown is left out."""
        kept = list(self.of(obj).order_by("history_id"))
        found = {}
        for number in numbers:
            found[number] = {}
            for each in kept:
                if each.history_id <= number:
                    found[number] |= each.parts
        return found


def _newest_versions(model, keys) -> dict[int, int]:
    """{key: number of its newest version}; what has no history is left out."""
    versions = model.history.model.objects.filter(id__in=keys).order_by().values_list("id")
    return dict(versions.annotate(newest=Max("history_id")))


class VersionRows(models.Model):
    """Parts of one row as they stood from one version on: {name: value}."""

    content_type = models.ForeignKey(
        ContentType, models.CASCADE, related_name="+", verbose_name="哪类内容"
    )
    object_id = models.BigIntegerField("哪一条")
    history_id = models.BigIntegerField("从历史里的哪一版起")
    parts = models.JSONField("当时的各部分")

    objects = VersionRowsQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "旧版本的附表"
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "history_id"],
                name="%(app_label)s_%(class)s_once_a_version",
            ),
        ]

    def __str__(self):
        return f"附表 {self.pk}"


def parts_of(model) -> list[str]:
    """Names of the relations and columns that are shown and that no history holds."""
    chosen = [field.name for field in model._meta.many_to_many]
    left_out = getattr(model.history.model, "_history_excluded_fields", ())
    columns = [name for name in left_out if model._meta.get_field(name).editable]
    return [*getattr(model, "checked_rows", ()), *chosen, *columns]


@contextmanager
def chosen_then(obj, number):
    """Meanwhile the row has chosen what it had chosen in this version; nothing is stored.

    What was not kept of it, or is gone, is as now.
    """
    kept = VersionRows.objects.by_version(obj, [number])[number]
    with transaction.atomic():
        for part, keys in kept.items():
            if obj._meta.get_field(part).many_to_many:
                chosen = getattr(obj, part)
                chosen.set(chosen.model._default_manager.filter(pk__in=keys))
        yield
        transaction.set_rollback(True)


def label_of(model, part) -> str:
    """As the desk calls it."""
    rows = rows_model(model, part)
    return str(rows._meta.verbose_name if rows else model._meta.get_field(part).verbose_name)


def rows_model(model, part):
    """The model of the rows that hang on it under this name; None for a choice or a column."""
    field = model._meta.get_field(part)
    return field.field.model if field.auto_created else None


def row_from(model, part, told, obj):
    """A row of such a part of `obj` as it was; not stored."""
    relation = model._meta.get_field(part)
    columns = {field.name: field for field in columns_of(model, part)}
    values = {name: value for name, value in told.items() if name in columns}
    read = {name: columns[name].to_python(value) for name, value in values.items()}
    return relation.field.model(**read, **{relation.field.attname: obj.pk})


def columns_of(model, part) -> list:
    """What such a row says beside its number and whose it is."""
    field = model._meta.get_field(part)
    return [
        each
        for each in field.field.model._meta.concrete_fields
        if not each.primary_key and each.name != field.field.name
    ]


def _values(model, part, keys) -> dict:
    """{key: what is stored now, as it is kept}: rows by their number, chosen numbers, a column."""
    field = model._meta.get_field(part)
    if field.auto_created:
        return _rows_below(model, part, keys)
    if not field.many_to_many:
        return dict(model._default_manager.filter(pk__in=keys).values_list("pk", part))
    found = {key: [] for key in keys}
    through = field.remote_field.through._default_manager.order_by("pk")
    names = (f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id")
    for key, chosen in through.filter(**{f"{names[0]}__in": keys}).values_list(*names):
        found[key].append(chosen)
    return {key: sorted(chosen) for key, chosen in found.items()}


def _rows_below(model, part, keys) -> dict:
    field = model._meta.get_field(part)
    parent = field.field
    rows = field.field.model._default_manager.filter(**{f"{parent.name}__in": keys})
    names = [each.name for each in columns_of(model, part)]
    found = {key: [] for key in keys}
    for row in rows.order_by("pk"):
        (told,) = serializers.serialize("python", [row], fields=names)
        found[getattr(row, parent.attname)].append({"pk": row.pk} | told["fields"])
    return {key: json.loads(json.dumps(each, cls=DjangoJSONEncoder)) for key, each in found.items()}
