"""The words of titles, names and codes, how they sound, and what they look like misspelt."""

from collections.abc import Iterable

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import connection, models, transaction
from django.db.models import Q

from core.pinyin import spelt
from search.dictionary import segmenter
from search.documents import SearchDocument
from search.tokenizer import HAN, RUN, normalise, squeeze

LONGEST = 24
SHORTEST_NEAR, LONGEST_NEAR = 2, 20
DIVISIONS = "省市县区州盟旗"


def words_of(document: SearchDocument) -> set[str]:
    """What readers may ask for of this document: words of its title and names, its codes."""
    found = {squeeze(code) for code in document.codes}
    for name in (document.title, *document.names, *document.codes):
        for word in cut(name):
            found.update((word, *stems(word)))
    return found


def stems(word: str) -> set[str]:
    """What is left of a name without its last word or sign: 藏青工业园 → 藏青, 茫崖市 → 茫崖."""
    if len(word) < 3 or not HAN.match(word):
        return set()
    endings = {*DIVISIONS, *segmenter().cut_for_search(word)} - {word}
    return {word.removesuffix(end) for end in endings if word.endswith(end)} - {word, word[0]}


def cut(name: str) -> list[str]:
    """A name in words that follow each other without overlap."""
    runs = RUN.findall(normalise(name))
    return [w for run in runs for w in (segmenter().cut(run) if HAN.match(run) else [run])]


def without_one(word: str) -> set[str]:
    """The word with each of its characters left out: two words one slip apart share one of them."""
    return {word[:i] + word[i + 1 :] for i in range(len(word))}


def _may_learn() -> bool:
    """Whether no other transaction adds words now; ours may until it ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('search_searchterm'))")
        return cursor.fetchone()[0]


class PendingWords(models.Model):
    """Words of one transaction that met another one adding words; the worker adds them."""

    words = ArrayField(models.CharField(max_length=LONGEST), verbose_name="词")

    class Meta:
        verbose_name = verbose_name_plural = "待收入的词"

    def __str__(self):
        return f"{self.pk}（{len(self.words)}）"


class SearchTermQuerySet(models.QuerySet):
    def learn(self, words: Iterable[str]):
        """Add the words that are new, in the transaction of what holds them.

        One transaction adds at a time. Another does not wait for it: several that learn the same
        words in other orders would wait for each other. It leaves its words to the worker: until
        then they are found as they are written, but not by pinyin or misspelt.
        """
        if not (new := self._unknown(words)):
            return
        with transaction.atomic(savepoint=False):
            if _may_learn():
                self._add(new)
            else:
                PendingWords.objects.create(words=sorted(new))

    @transaction.atomic
    def learn_pending(self):
        """Add what was left over, unless somebody adds words just now."""
        left = PendingWords.objects.select_for_update(of=("self",), no_key=True)
        if _may_learn() and (rows := list(left)):
            self._add(self._unknown(word for row in rows for word in row.words))
            PendingWords.objects.filter(pk__in=[row.pk for row in rows]).delete()

    def _unknown(self, words):
        wanted = {word for word in words if word and len(word) <= LONGEST}
        return wanted.difference(self.filter(word__in=wanted).values_list("word", flat=True))

    def _add(self, words):
        rows = [row for word in sorted(words) for row in SearchTerm.of(word)]
        self.bulk_create(rows, ignore_conflicts=True, batch_size=2_000)

    def sounding(self, runs: Iterable[str]):
        """Words whose pinyin or initials are one of these runs of letters, the commonest first."""
        runs = list(runs)
        found = self.filter(Q(pinyin__in=runs) | Q(initials__in=runs))
        return found.order_by("-entries", "word", "pinyin")

    def near(self, words: Iterable[str]):
        """Words one slip away from one of these: a character wrong, missing or too many."""
        forms = {form for word in words for form in ({word} | without_one(word))}
        return self.filter(near__overlap=sorted(forms)).order_by("-entries", "word", "pinyin")


class SearchTerm(models.Model):
    """A word of some title or name in one of its readings. Codes have no reading.

    Words stay when what held them is withdrawn. They only translate what a reader types; whatever
    is shown has been looked up among published entries.
    """

    word = models.CharField("词", max_length=LONGEST)
    pinyin = models.CharField("全拼", max_length=160, blank=True)
    initials = models.CharField("首字母", max_length=LONGEST, blank=True)
    near = ArrayField(
        models.CharField(max_length=160), verbose_name="缺一字的写法", default=list, blank=True
    )
    entries = models.PositiveIntegerField("条目数", default=0)

    objects = SearchTermQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "搜索词"
        constraints = [
            models.UniqueConstraint(
                fields=["word", "pinyin"], name="%(app_label)s_%(class)s_reading_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["pinyin"], opclasses=["varchar_pattern_ops"], name="search_term_pinyin"
            ),
            models.Index(
                fields=["initials"], opclasses=["varchar_pattern_ops"], name="search_term_initials"
            ),
            GinIndex(fields=["near"], name="search_term_near", fastupdate=False),
        ]

    def __str__(self):
        return f"{self.word}（{self.pinyin}）"

    @classmethod
    def of(cls, word: str) -> list["SearchTerm"]:
        """A row for each reading of the word."""
        if not HAN.match(word):
            return [cls(word=word, near=_near(word))]
        return [
            cls(word=word, pinyin=pinyin, initials=initials, near=_near(word, pinyin))
            for pinyin, initials in spelt(word)
        ]


def _near(*forms):
    wanted = (form for form in forms if SHORTEST_NEAR <= len(form) <= LONGEST_NEAR)
    return sorted({near for form in wanted for near in ({form} | without_one(form))})
