"""Rebuilding the index in batches: safe while the site is live, and after a kill goes on."""

from collections import Counter
from collections.abc import Iterator

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from regions.models import Region
from search.dictionary import DICTIONARY
from search.models import ReindexProgress, Searchable, SearchEntry, SearchTerm
from search.models.terms import words_of

BATCH = 250
WRITTEN = [
    "region", "type", "facet", "facet_label", "site_slug", "reaches_below", "title", "head",
    "body", "path", "dated_on", "status", "publish_at", "expire_at", "vector",
]  # fmt: skip


def searchable_models() -> list[type[Searchable]]:
    return [model for model in apps.get_models() if issubclass(model, Searchable)]


class Rebuilding:
    """One run over all searchable objects. `is_resumed` when an earlier one was cut short."""

    def __init__(self, *, restart=False):
        if restart:
            ReindexProgress.objects.all().delete()
        self.is_resumed = ReindexProgress.objects.exists()
        self.done = dict(ReindexProgress.objects.values_list("label", "last_pk"))
        self._lineages = {r.pk: r.lineage() for r in Region.objects.only("path")}
        self._words = Counter()
        newest = SearchTerm.objects.order_by("-pk").values_list("pk", flat=True).first()
        self._newest_term = newest or 0

    def index(self, model) -> Iterator[int]:
        """Write the entries of a model; gives the number of objects after each batch."""
        objects = model._default_manager.order_by("pk").values_list("pk", flat=True)
        while True:
            after = self.done.get(model._meta.label, 0)
            pks = list(objects.filter(pk__gt=after)[:BATCH])
            if not pks:
                return
            self._index_batch(model, pks)
            yield len(pks)

    def drop_orphans(self) -> int:
        """Remove entries whose object is gone; gives their number."""
        types = {model: ContentType.objects.get_for_model(model) for model in searchable_models()}
        dropped = SearchEntry.objects.exclude(content_type__in=types.values()).delete()[0]
        for model, of_model in types.items():
            entries = SearchEntry.objects.filter(content_type=of_model)
            objects = model._default_manager.values("pk")
            dropped += entries.exclude(object_id__in=objects).delete()[0]
        return dropped

    def finish(self):
        """Count the words, forget those that nothing holds any more, and where we were."""
        self._words.update(DICTIONARY.read())
        SearchTerm.objects.learn(self._words)
        if not self.is_resumed:
            unused = SearchTerm.objects.filter(pk__lte=self._newest_term)
            unused.exclude(word__in=list(self._words)).delete()
            self._count_words()
        ReindexProgress.objects.all().delete()

    def _count_words(self):
        terms = SearchTerm.objects.filter(word__in=list(self._words)).only("word", "entries")
        changed = []
        for term in terms.iterator():
            if term.entries != self._words[term.word]:
                term.entries = self._words[term.word]
                changed.append(term)
        SearchTerm.objects.bulk_update(changed, ["entries"], batch_size=1_000)

    @transaction.atomic
    def _index_batch(self, model, pks):
        """Objects are locked: an editor's save waits for us, or we read its result."""
        found = model._default_manager.all()
        if model.search_related:
            found = found.select_related(*model.search_related)
        objects = list(found.select_for_update(of=("self",)).filter(pk__in=pks))
        of_model = ContentType.objects.get_for_model(model)
        entries = [self._entry(thing, of_model) for thing in objects if thing.is_indexed()]
        rows = [entry for entry, _ in entries]
        gone = set(pks).difference(row.object_id for row in rows)
        SearchEntry.objects.filter(content_type=of_model, object_id__in=gone).delete()
        SearchEntry.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["content_type", "object_id"],
            update_fields=WRITTEN,
        )
        SearchTerm.objects.learn(set().union(*(words for _, words in entries)))
        label, last = model._meta.label, pks[-1]
        ReindexProgress.objects.update_or_create(label=label, defaults={"last_pk": last})
        self.done[label] = last

    def _entry(self, thing, of_model):
        document = thing.search_document()
        words = words_of(document)
        self._words.update(words)
        values = thing.entry_values(document, self._lineages[document.region_id])
        entry = SearchEntry(content_type=of_model, object_id=thing.pk, **values)
        return entry, words
