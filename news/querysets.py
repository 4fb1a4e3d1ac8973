"""What pages ask of columns, kinds and articles, in plain words."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, Func, OuterRef, Q, Subquery
from django.utils import timezone

from parks.models import Park
from publishing.models import PublishedQuerySet, TextLink, public_at
from search.bigrams import holding


class ColumnQuerySet(models.QuerySet):
    def years_of(self, articles):
        """Years in which any of these articles of the columns was published, the newest first.

        A look at the index for each column and year, not at each article.
        """
        if not (spans := self._spans(articles)):
            return []
        first, last = min(first for first, _ in spans), max(last for _, last in spans)
        years = range(timezone.localtime(last).year, timezone.localtime(first).year - 1, -1)
        here = articles.filter(column=OuterRef("pk"))
        is_used = {f"in_{year}": Exists(here.filter(publish_at__year=year)) for year in years}
        rows = list(self.order_by().values(**is_used))
        return [year for year in years if any(row[f"in_{year}"] for row in rows)]

    def _spans(self, articles):
        """(first, last) publication in each column that has any."""
        times = articles.filter(column=OuterRef("pk")).values("publish_at")
        first, last = Subquery(times.order_by("publish_at")[:1]), Subquery(times.newest_first()[:1])
        spans = self.order_by().values_list(first, last)
        return [(first, last) for first, last in spans if first is not None]

    def active(self):
        return self.filter(is_active=True).order_by("position", "pk")


class KindTagQuerySet(models.QuerySet):
    def used_in(self, columns, articles):
        """Those that any of these articles of the columns has."""
        here = articles.filter(column=OuterRef("pk"), kind_tag=OuterRef(OuterRef("pk")))
        # Not EXISTS, which PostgreSQL would answer by reading every article.
        first = Subquery(here.order_by().values("pk")[:1])
        columns = columns.order_by().annotate(first=first).filter(first__isnull=False)
        return self.alias(column=Subquery(columns.values("pk")[:1])).filter(column__isnull=False)


class ArticleQuerySet(PublishedQuerySet):
    def on_site(self, site):
        return self.filter(column__site=site)

    def newest_first(self):
        return self.order_by("-publish_at", "-pk")

    def newest_of(self, columns, end):
        """The newest `end` of all these columns together.

        Found by a short walk of the index in each column, however many articles lie in them.
        """
        newest = self.filter(column=OuterRef("pk")).newest_first()
        return self._first_of(columns, newest, end).newest_first()

    def newest_keys(self, columns, first, last) -> list[int]:
        """The keys of the newest of all these columns together, from one place to another.

        The index alone is read, as far as the last in each column.
        """
        newest = self.filter(column=OuterRef("pk")).newest_first()
        walked = columns.order_by().annotate(
            at=_unnested(newest.values("publish_at")[:last], models.DateTimeField()),
            key=_unnested(newest.values("pk")[:last], models.BigIntegerField()),
        )
        rows = walked.order_by("-at", "-key").values_list("at", "key")[first:last]
        return [key for _, key in rows]

    def earliest_of(self, columns, end):
        """The earliest `end` of all these columns together, found in the same way."""
        earliest = self.filter(column=OuterRef("pk")).order_by("publish_at", "pk")
        return self._first_of(columns, earliest, end).order_by("publish_at", "pk")

    def _first_of(self, columns, articles, end):
        keys = _unnested(articles.values("pk")[:end], models.BigIntegerField())
        walked = columns.order_by().annotate(first_key=keys).values("first_key")
        return self.filter(pk__in=walked)

    def saying(self, text_print):
        """Imported with this text (news.legacy.sameness)."""
        return self.filter(provenance__has_key="text_print", provenance__text_print=text_print)

    def titled(self, title, title_print):
        """Under this title, or imported under one that differs in marks only."""
        is_imported = Q(provenance__has_key="title_print", provenance__title_print=title_print)
        return self.filter(is_imported | Q(title=title))

    def naming_a_park_of(self, parks, now=None):
        """About any public park of those that `parks` lets through, each article once.

        `parks`: a condition on `park` of a link between both.
        """
        links = self.model.parks.through.objects.filter(public_at(now or timezone.now(), "park__"))
        return self.filter(pk__in=links.filter(parks).values("article"))

    def concerning(self, rows, names):
        """Linking to any of these rows, about a park of theirs, or with a name in the title.

        Keys are found first, each way by its own index.
        """
        through = self.model.parks.through.objects
        parks = [row.pk for row in rows if row._meta.label == Park._meta.label]
        ways = [through.filter(park__in=parks).values("article")]
        ways += [
            TextLink.objects.leading_to(row)
            .filter(content_type__app_label="news", content_type__model="article")
            .values("object_id")
            for row in rows
        ]
        ways += [self.model.objects.filter(holding(name, "title")).values("pk") for name in names]
        return self.filter(pk__in=ways[0].union(*ways[1:]))

    def with_park_keys(self):
        """`park_keys`: of the parks it names, shown or not."""
        links = self.model.parks.through.objects.filter(article=OuterRef("pk"))
        return self.annotate(park_keys=ArraySubquery(links.order_by("park").values("park")))

    def beside(self, column, at, pk):
        """What was published just before and just after that moment and key in a column.

        Each side begins its walk of the index at the moment, however many lie beyond it.
        """
        articles = self.filter(column=column).exclude(pk=pk).only("title", "publish_at")
        before = articles.filter(Q(publish_at__lt=at) | Q(pk__lt=pk), publish_at__lte=at)
        after = articles.filter(Q(publish_at__gt=at) | Q(pk__gt=pk), publish_at__gte=at)
        # No article is on both sides: nothing to be sorted out.
        return before.newest_first()[:1].union(after.order_by("publish_at", "pk")[:1], all=True)


def _unnested(values, field):
    return Func(ArraySubquery(values), function="unnest", output_field=field)
