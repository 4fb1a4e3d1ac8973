"""What can be searched for: it keeps its entry in step with itself and with what it copies."""

from typing import ClassVar

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from core.bulk_upsert import copy_rows, reserve_keys, upsert
from publishing.models import Publishable, TextLink
from regions.models import Region
from search.copies import Copy
from search.dictionary import DICTIONARY
from search.documents import SearchDocument
from search.models.entries import FACTS, SearchEntry
from search.models.vocabulary import SearchTerm, words_of
from search.vectors import vector_expression, vector_literal

# How many entries are written while somebody waits: a fifth of a second on an idle machine.
ENTRIES_AT_ONCE = 100


class Searchable(Publishable):
    """A publishable thing that keeps its SearchEntry in step with itself and with what it copies,
    and what its texts link to.

    `search_sources` says what search_document() reads of other rows: path → fields. Their tables
    have triggers, so that the entry follows them too (search.following).
    """

    search_sources: ClassVar[dict[str, tuple[str, ...]]] = {}

    class Meta(Publishable.Meta):
        abstract = True

    def search_document(self) -> SearchDocument:
        """What search should know of this object. Concrete models answer."""
        raise NotImplementedError

    def save(self, *args, **kwargs):
        with transaction.atomic():
            super().save(*args, **kwargs)
            self.index()
            TextLink.objects.note(self)

    def delete(self, *args, **kwargs):
        """Waits for whoever is changing the row: what they write beside it goes as well."""
        stored = type(self)._default_manager.filter(pk=self.pk)
        with transaction.atomic():
            list(stored.select_for_update(of=("self",), no_key=True).only("pk"))
            SearchEntry.objects.filter(**self._entry_key()).delete()
            TextLink.objects.of(self).delete()
            return super().delete(*args, **kwargs)

    def index(self):
        """Write the entry if this object is approved, remove it otherwise.

        From the stored row and its sources as they are now: the object in hand may have read them
        before somebody changed them.
        """
        stored = type(self).with_sources().get(pk=self.pk)
        if not stored.is_indexed():
            SearchEntry.objects.filter(**self._entry_key()).delete()
            return
        document = stored.search_document()
        lineage = Region.objects.only("path").get(pk=document.region_id).lineage()
        SearchEntry.objects.update_or_create(
            **self._entry_key(), defaults=stored.entry_values(document, lineage)
        )
        SearchTerm.objects.learn(words_of(document))

    @classmethod
    def with_sources(cls):
        """Rows together with all that search_document() reads."""
        return cls._default_manager.select_related(*cls.search_sources)

    @classmethod
    @transaction.atomic
    def write_entries(cls, pks, *, is_sparing=False) -> list[set[str]]:
        """Write the entries of these objects at once, drop those of `pks` that have none.

        Objects are locked: an editor's save waits for us, or we read its result. `is_sparing`
        leaves alone what says the same already, but for the region's place in the tree. Gives the
        words of each document that was written.
        """
        rows = cls._default_manager.filter(pk__in=pks).order_by("pk")
        # Many objects share their sources: one of each instead of one a row.
        rows = rows.prefetch_related(*cls.search_sources)
        locked = rows.select_for_update(of=("self",), no_key=True)
        indexed = [thing for thing in locked if thing.is_indexed()]
        entries = SearchEntry.objects.of(cls)
        entries.filter(object_id__in=set(pks) - {thing.pk for thing in indexed}).delete()
        documents = {thing.pk: thing.search_document() for thing in indexed}
        facts = {thing.pk: thing.entry_facts(documents[thing.pk]) for thing in indexed}
        if is_sparing:
            facts = {pk: facts[pk] for pk in entries.differing_from(facts)}
            _replace(cls, facts, documents)
        else:
            _write(cls, facts, documents)
        words = [words_of(documents[pk]) for pk in facts]
        SearchTerm.objects.learn(set().union(*words))
        return words

    @classmethod
    def copies(cls) -> tuple[Copy, ...]:
        """All that is kept elsewhere of these objects and of what they point to."""
        name = f"{cls._meta.label} entry"
        entry = Copy(name, cls, cls.search_sources, cls.write_entries, batch=ENTRIES_AT_ONCE)
        return entry, *cls.other_copies()

    @classmethod
    def other_copies(cls) -> tuple[Copy, ...]:
        """Beside the entry."""
        return ()

    def is_indexed(self):
        """Approved; when it shows is asked at the time of the search."""
        return self.status == self.Status.APPROVED

    def entry_values(self, document: SearchDocument, lineage: list[str]) -> dict:
        """The columns of this object's entry; `lineage` are the codes of its region's path."""
        return self.entry_facts(document) | {"vector": vector_expression(document, lineage)}

    def entry_facts(self, document: SearchDocument) -> dict:
        """All columns but the vector, which follows from them."""
        return {
            "region_id": document.region_id,
            "type": document.type,
            "facet": document.facet,
            "facet_label": document.facet_label,
            "site_slug": document.site_slug,
            "reaches_below": document.reaches_below,
            "title": document.title,
            "head": document.head(),
            "body": document.body,
            "path": document.path,
            "dated_on": document.dated_on,
            "status": self.status,
            "publish_at": self.publish_at,
            "expire_at": self.gone_at(),
        }

    def _entry_key(self):
        return {
            "content_type": ContentType.objects.get_for_model(type(self)),
            "object_id": self.pk,
        }


def _write(model, facts, documents):
    """Entries that may say the same as before: only a row that changes makes pages old."""
    of_model = ContentType.objects.get_for_model(model)
    rows = [
        SearchEntry(content_type=of_model, object_id=number, vector=vector, **facts[number])
        for number, vector in _vectors(facts, documents, _lineages(documents))
    ]
    upsert(SearchEntry, rows, key=("content_type_id", "object_id"))


def _replace(model, facts, documents):
    """Entries that all say something else than before, put together while PostgreSQL files those
    ahead of them; each keeps its key.
    """
    of_model, lineages = ContentType.objects.get_for_model(model).pk, _lineages(documents)
    keys = SearchEntry.objects.of(model).take_out(facts)
    fresh = iter(reserve_keys(SearchEntry, len(facts) - len(keys)))
    columns = ("id", "content_type_id", "object_id", "vector", *FACTS)
    rows = (
        (keys.get(n) or next(fresh), of_model, n, vector, *(facts[n][name] for name in FACTS))
        for n, vector in _vectors(facts, documents, lineages)
    )
    with DICTIONARY.held():
        copy_rows(SearchEntry._meta.db_table, columns, rows)


def _lineages(documents):
    regions = {document.region_id for document in documents.values()}
    return {r.pk: r.lineage() for r in Region.objects.only("path").filter(pk__in=regions)}


def _vectors(facts, documents, lineages):
    for number in facts:
        document = documents[number]
        yield number, vector_literal(document, lineages[document.region_id])
