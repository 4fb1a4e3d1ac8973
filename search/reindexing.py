"""Rebuilding the index in batches: safe while the site is live, and after a kill goes on."""

from collections import Counter
from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from search.dictionary import DICTIONARY
from search.following import searchable_models
from search.models import ReindexProgress, SearchEntry, SearchTerm

BATCH = 250


class Rebuilding:
    """One run over all searchable objects. `is_resumed` when an earlier one was cut short."""

    def __init__(self, *, restart=False, batch=BATCH):
        self.batch = batch
        if restart:
            ReindexProgress.objects.all().delete()
        self.is_resumed = ReindexProgress.objects.exists()
        self.done = dict(ReindexProgress.objects.values_list("label", "last_pk"))
        self._words = Counter()
        newest = SearchTerm.objects.order_by("-pk").values_list("pk", flat=True).first()
        self._newest_term = newest or 0

    def index(self, model) -> Iterator[int]:
        """Write the entries of a model; gives the number of objects after each batch."""
        objects = model._default_manager.order_by("pk").values_list("pk", flat=True)
        while True:
            after = self.done.get(model._meta.label, 0)
            pks = list(objects.filter(pk__gt=after)[: self.batch])
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
        self._words.update(dict.fromkeys(DICTIONARY.read(), 0))
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
        for words in model.write_entries(pks):
            self._words.update(words)
        for copy in model.other_copies():
            copy.write(pks)
        label, last = model._meta.label, pks[-1]
        ReindexProgress.objects.update_or_create(label=label, defaults={"last_pk": last})
        self.done[label] = last
