"""Copies follow what they are copied from: a few at once, many by the worker, none never.

Whatever changes a row that others copy from leaves a ReindexRequest, by a trigger. follow() works
it off in the same transaction where that is little; carry_on() does the rest, a batch at a time.
"""

from functools import cache
from operator import attrgetter

from django.apps import apps
from django.db import models, transaction
from django.db.models import F
from django.db.models.functions import Now

from search.copies import Copy
from search.models import ReindexRequest, Searchable


@cache
def searchable_models() -> list[type[Searchable]]:
    return [model for model in apps.get_models() if issubclass(model, Searchable)]


@cache
def copies() -> list[Copy]:
    """All kinds, in the order in which a request goes through them."""
    found = [copy for model in searchable_models() for copy in model.copies()]
    return sorted(found, key=attrgetter("name"))


@cache
def _labels_keyed_by(model) -> set[str]:
    """What changes with a row of the model: the row itself, and what hangs on it."""
    sources = [source for copy in copies() for source in copy.sources]
    return {source.label for source in sources if source.keyed_by == model._meta.label}


@transaction.atomic
def follow(row: models.Model, kinds: list[Copy] | None = None):
    """Write what copies from this row, as it now stands, if a batch suffices; else the worker will.

    For everybody behind whose change somebody waits. `kinds`: of copies, all by default.
    """
    asked = ReindexRequest.objects.filter(
        label__in=_labels_keyed_by(type(row)), object_id=row.pk, due_at=None, batches=0
    ).select_for_update(skip_locked=True, of=("self",), no_key=True)
    requests = {request.pk: request.label for request in asked}
    labels = set(requests.values())
    owed = [(copy, _few_rows(copy, labels, row.pk)) for copy in kinds or copies()]
    if not requests or any(len(pks) > copy.batch for copy, pks in owed):
        return
    for copy, pks in owed:
        if pks:
            copy.write(sorted(pks))
    ReindexRequest.objects.filter(pk__in=requests).look_again(Now())


def _few_rows(copy, labels, key) -> set[int]:
    """Numbers of the rows that copy from what has changed, not many more than a batch."""
    followed = [label for label in labels if copy.follows(label)]
    return {pk for label in followed for pk in copy.rows_of(label, key)[: copy.batch + 1]}


def catch_up():
    """Everything that is due."""
    while carry_on():
        pass


def carry_on(now=None, kinds: list[Copy] | None = None) -> bool:
    """One batch of what is due; whether there was anything. For the worker."""
    now = now or Now()
    request = None
    try:
        with transaction.atomic():
            due = ReindexRequest.objects.due(now)
            request = (
                due.in_turn().select_for_update(skip_locked=True, of=("self",), no_key=True).first()
            )
            if request:
                _next_batch(request, due, now, kinds or copies())
    except Exception:  # the others first; where it happened is for the worker's log
        if request:
            ReindexRequest.objects.filter(pk=request.pk).update(batches=F("batches") + 1)
        raise
    return request is not None


def _next_batch(request, due, now, kinds):
    if not request.batches:
        _take_along_the_same(request, due)
    for copy in kinds:
        if copy.name < request.copy or not copy.follows(request.label):
            continue
        after = request.last_pk if copy.name == request.copy else 0
        rows = copy.rows_of(request.label, request.object_id).filter(pk__gt=after)
        pks = list(rows[: copy.batch])
        if pks:
            copy.write(pks)
        if len(pks) == copy.batch:
            request.copy, request.last_pk = copy.name, pks[-1]
            request.batches += 1
            request.save()
            return
    if request.is_second_look:
        request.delete()
    else:
        ReindexRequest.objects.filter(pk=request.pk).look_again(now)


def _take_along_the_same(request, due):
    """What was asked of the same row until now is done with this request, which begins."""
    same = due.filter(label=request.label, object_id=request.object_id).exclude(pk=request.pk)
    locked = [
        other.pk for other in same.select_for_update(skip_locked=True, of=("self",), no_key=True)
    ]
    ReindexRequest.objects.filter(pk__in=locked).delete()


class Followed(models.Model):
    """A model that others copy from. Large numbers of copies follow within seconds."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        with transaction.atomic():
            super().save(*args, **kwargs)
            follow(self)

    def delete(self, *args, **kwargs):
        """Rows that copied from it and outlive it are asked for by their own numbers."""
        with transaction.atomic():
            label, key = self._meta.label, self.pk
            owed = {
                (copy.model._meta.label, pk)
                for copy in copies()
                if copy.follows(label) and copy.model is not type(self)
                for pk in copy.rows_of(label, key)
            }
            result = super().delete(*args, **kwargs)
            ReindexRequest.objects.bulk_create(
                ReindexRequest(label=label, object_id=pk) for label, pk in sorted(owed)
            )
        return result
