"""Writing seed rows: create what is missing, leave alone what is there."""

from collections import Counter
from pathlib import Path

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.utils import timezone

from portal.seeding.pictures import Pictures
from portal.seeding.seed_files import Row, SeedError, read_rows
from regions.models import Region

CHANGE_REASON = "载入演示数据"


class Loader:
    """One run over the seed folder. `counts` is keyed by (what, "created"|"refreshed"|"kept")."""

    def __init__(self, folder: Path, *, refresh: bool = False):
        self.folder = folder
        self.refresh = refresh
        self.pictures = Pictures(folder / "pictures")
        self.counts = Counter()
        self._regions = {}

    def rows(self, name: str) -> list[Row]:
        return read_rows(self.folder / f"{name}.json")

    def region(self, row: Row) -> Region:
        code = row.take("region")
        if code not in self._regions:
            self._regions[code] = Region.objects.filter(adcode=code).first()
        if self._regions[code] is None:
            raise row.error(f"没有区划代码为“{code}”的地区。")
        return self._regions[code]

    def put(self, row: Row, model, key: dict, *, picture: tuple[str, str] | None = None, **fields):
        """The object with this natural key and whether it was written just now.

        Missing: created from `fields` and the row's own keys. There, or deleted by an editor: left
        alone, unless this is a refresh and the object is demo data. `picture` is (field, name).
        """
        found = model.objects.filter(**key).first()
        if not self._is_to_be_written(model, key, found):
            self.counts[model._meta.verbose_name, "kept"] += 1
            return found, False
        plain = {name: value for name, value in key.items() if "__" not in name}
        written = self._write(row, found or model(), plain | fields | row.data, picture)
        self.counts[model._meta.verbose_name, "refreshed" if found else "created"] += 1
        return written, True

    def add(self, row: Row, model, *, picture: tuple[str, str] | None = None, **fields):
        """A part of an object that was written just now: a tile, a utility, a photo."""
        return self._write(row, model(), fields | row.data, picture)

    def one(self, row: Row, queryset, what: str, **lookup):
        """The only row of the queryset that fits, or an error that says what is missing."""
        found = queryset.filter(**lookup).first()
        if found is None:
            wanted = "、".join(str(value) for value in lookup.values())
            raise row.error(f"没有{what}“{wanted}”。")
        return found

    def _is_to_be_written(self, model, key, found):
        if found is not None:
            return self.refresh and is_demo(found)
        return self.refresh or not was_deleted(model, key)

    def _write(self, row, instance, values, picture):
        for name, value in values.items():
            setattr(instance, name, _convert(row, instance, name, value))
        try:
            if picture is not None and not getattr(instance, picture[0]):
                self.pictures.attach(instance, *picture)
            instance.full_clean()
        except ValidationError as error:
            raise row.error(_sentence(error)) from error
        except SeedError as error:
            raise row.error(str(error)) from error
        instance._change_reason = CHANGE_REASON
        instance.save()
        return instance


def is_demo(instance) -> bool:
    """Whether the object, or the site it belongs to, is labelled 演示数据."""
    return getattr(instance, "is_demo", False) or getattr(
        getattr(instance, "site", None), "is_demo", False
    )


def was_deleted(model, key) -> bool:
    """Whether an editor deleted the object: the demo must not bring it back."""
    history = getattr(model, "history", None)
    return history is not None and history.filter(history_type="-", **key).exists()


def _convert(row, instance, name, value):
    try:
        field = instance._meta.get_field(name)
    except FieldDoesNotExist:
        raise row.error(f"没有名为“{name}”的字段。") from None
    if isinstance(value, models.Model) or field.is_relation or value is None:
        return value
    try:
        value = field.to_python(value)
    except ValidationError as error:
        raise row.error(f"“{name}”的值不对：{'；'.join(error.messages)}") from error
    is_naive = isinstance(field, models.DateTimeField) and timezone.is_naive(value)
    return timezone.make_aware(value) if is_naive else value


def _sentence(error):
    if not hasattr(error, "message_dict"):
        return "；".join(error.messages)
    return "；".join(
        f"{'' if name == '__all__' else f'“{name}”'}{'、'.join(messages)}"
        for name, messages in error.message_dict.items()
    )
