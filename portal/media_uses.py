"""Where a file is used, over all models that show files: one statement for a whole list."""

from collections import defaultdict

from django.contrib.postgres.fields import ArrayField
from django.db.models import Exists, F, Func, OuterRef, QuerySet, TextField, Value
from django.db.models.functions import Concat

from portal.media_rights import OWNERS, SITE_PICTURES, named_by_site
from publishing.asset_uses import Use
from publishing.media_names import MediaNames
from publishing.models import PendingChange
from regions.models import Site

MOST = 2_000  # rows that are looked at for one list


class AsArray(Func):
    """One name as the list that MediaNames() gives."""

    template = "ARRAY[%(expressions)s]::text[]"
    output_field = ArrayField(TextField())


def uses_of(paths: list[str]) -> dict[str, list[Use]]:
    """By name in storage the rows that show it, public or not; a change that waits counts, too."""
    wanted, found = set(paths), defaultdict(dict)
    first, *others = _parts(list(wanted))
    models = {owner.model._meta.label_lower: owner.model for owner in OWNERS}
    models[Site._meta.label_lower] = Site
    for label, pk, names in first.union(*others)[:MOST] if wanted else ():
        for path in wanted.intersection(names):
            found[path][Use(models[label], pk)] = None
    return {path: list(uses) for path, uses in found.items()}


def unused(assets: QuerySet) -> QuerySet:
    """Files that neither a row nor a change that waits shows."""
    path = OuterRef("file")
    asked = [PendingChange.objects.open().filter(files__contains=AsArray(path))]
    asked.append(Site.objects.filter(named_by_site(path)))
    for owner in OWNERS:
        asked += [owner.model.objects.filter(**{field: path}) for field in owner.files]
        for field in owner.texts:
            named = owner.model.objects.annotate(shown=MediaNames(field))
            asked.append(named.filter(shown__contains=AsArray(path)))
    return assets.filter(*(~Exists(rows.order_by()) for rows in asked))


def _parts(paths):
    """(label of the model, key of the row, names of files it shows), a queryset for each index."""
    for owner in OWNERS:
        for field in owner.files:
            rows = owner.model.objects.filter(**{f"{field}__in": paths})
            yield _told(rows, owner.model, AsArray(F(field)))
        for field in owner.texts:
            rows = owner.model.objects.annotate(shown=MediaNames(field))
            yield _told(rows.filter(shown__overlap=paths), owner.model, F("shown"))
    for field in SITE_PICTURES:
        rows = Site.objects.filter(**{f"{field}__in": paths})
        yield _told(rows, Site, AsArray(F(field)))
    waiting = PendingChange.objects.open().filter(files__overlap=paths)
    label = Concat(F("content_type__app_label"), Value("."), F("content_type__model"))
    names = Func(F("files"), template="%(expressions)s::text[]", output_field=AsArray.output_field)
    yield waiting.order_by().values_list(label, F("object_id"), names)


def _told(rows, model, names):
    return rows.order_by().values_list(Value(model._meta.label_lower), F("pk"), names)
