"""News by the hundred thousand, for the desk: rows alone, without pages' search entries."""

import datetime
import random
from collections.abc import Callable

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from bench.synthetic.copying import analyze, write_rows
from bench.synthetic.words import Author
from news.models import Article, Column, KindTag
from publishing.models import PublishWindow

SOURCE = "合成数据"  # marks what was made
BATCH = 25_000
STATUSES = {"approved": 970, "draft": 20, "in_review": 4, "withdrawn": 6}
DAMAGED = 0.003
YEARS = 10


def make_articles(
    number: int,
    report: Callable[[int], None] = lambda done: None,
    *,
    batch: int = BATCH,
    columns: QuerySet | None = None,
) -> None:
    """Add `number` articles to these columns, by default those of all sites.

    `report` hears how many are done.
    """
    columns = Column.objects.all() if columns is None else columns
    maker = _Maker(count_articles(), columns)
    for done in range(0, number, batch):
        size = min(batch, number - done)
        with transaction.atomic():
            write_rows(Article, [maker.article() for _ in range(size)])
        report(done + size)
    analyze(Article)


def count_articles() -> int:
    return Article.objects.filter(source=SOURCE).count()


def clear_articles() -> int:
    """Remove what make_articles wrote; gives the number."""
    made = Article.objects.filter(source=SOURCE)
    with transaction.atomic():
        Article.parks.through.objects.filter(article__in=made)._raw_delete("default")
        return made._raw_delete("default")


class _Maker:
    """Draws articles: the last years the fullest, nearly all of them public."""

    def __init__(self, seed, columns):
        self.author = Author(seed)
        self.random = random.Random(seed)  # noqa: S311 -- not a secret
        self.now = timezone.now()
        self.columns = list(columns.order_by("pk").values_list("pk", flat=True))
        self.tags = [None, *KindTag.objects.order_by("pk").values_list("pk", flat=True)]

    def article(self):
        words = self.author.words(self.random.randint(15, 40))
        age = self.random.random() ** 1.6 * YEARS * 365
        return {
            "column_id": self.random.choice(self.columns),
            "kind_tag_id": self.random.choice(self.tags),
            "title": "".join(words[: self.random.randint(4, 8)]),
            "summary": self.author.sentences(words[:12]),
            "body": f"<p>{self.author.sentences(words)}</p>",
            "source": SOURCE,
            "provenance": "{}",
            "publish_at": self.now - datetime.timedelta(days=age),
            "status": self._status(),
            "is_attention_needed": self.random.random() < DAMAGED,
            "is_demo": True,
        }

    def _status(self):
        (status,) = self.random.choices(list(STATUSES), weights=STATUSES.values())
        return PublishWindow.Status(status).value
