"""What an article's page asks of the database, prepared (core/prepared_queries.py)."""

from functools import cached_property, partial

from django.db.models import Value

from core.late_rows import LateRows
from core.prepared_queries import OneOf, prepared
from news.models import Article, Column
from parks.models import Park
from regions.models import Region

BESIDE = 3
# One more than are shown beside an article: it may be among them.
SOME = slice(BESIDE + 1)


@prepared
def public_article(now, site, pk):
    """In a list, empty if it is not public on the site."""
    articles = Article.objects.published(now).on_site(site).filter(pk=pk)
    return articles.select_related("column", "kind_tag").with_park_keys()


@prepared
def _public_parks(now, path, keys):
    """Those with these keys, of the region with this path."""
    parks = Park.objects.published(now).in_region(Region(path=path)).filter(OneOf("pk", keys))
    return parks.order_by("name", "pk").only("name", "slug")


@prepared
def _neighbours(now, column, at, pk):
    return Article.objects.published(now).beside(column, at, pk)


@prepared
def _newest_about(now, site, parks):
    about = Article.objects.published(now).naming_a_park_of(OneOf("park", parks), now)
    return _keys(about.on_site(site))


@prepared
def _newest_beside(now, site, column):
    """(whether of the guide, moment, key) of the newest in the column and in the site's guide."""
    public = Article.objects.published(now)
    guides = Column.objects.filter(site=site, is_guide=True)
    of_guide = _marked(public.newest_of(guides, SOME.stop), is_of_guide=True)
    return _marked(public.filter(column=column), is_of_guide=False).union(of_guide, all=True)


def _marked(articles, *, is_of_guide):
    marked = articles.newest_first().annotate(is_of_guide=Value(is_of_guide))
    return marked.values_list("is_of_guide", "publish_at", "pk")[SOME]


@prepared
def _cards(now, site, keys):
    articles = Article.objects.published(now).on_site(site).filter(OneOf("pk", keys))
    return articles.select_related("column__site", "kind_tag")


def _keys(articles):
    return articles.newest_first().values_list("pk", flat=True)[SOME]


class Beside:
    """What stands beside an article; what many articles share is kept while nothing changes."""

    def __init__(self, article, site, now):
        self._article, self._site, self._now = article, site, now
        self._park_keys = tuple(article.park_keys)

    def parks(self):
        """Those that the site shows, by name."""
        path = self._site.region.path
        read = partial(_public_parks, path=path, keys=[*self._park_keys])
        return self._of_its_parks("public parks", read)

    def _of_its_parks(self, name, read):
        """The same for all articles that name the same parks."""
        if not self._park_keys:
            return []
        return self._site.kept.get((name, self._park_keys), partial(read, now=self._now))

    def neighbours(self):
        """(previous, next) in the article's column by time and number; None at either end."""
        at, pk = self._article.publish_at, self._article.pk
        found = _neighbours(now=self._now, column=self._article.column_id, at=at, pk=pk)
        pairs = {(other.publish_at, other.pk) < (at, pk): other for other in found}
        return pairs.get(True), pairs.get(False)

    @property
    def related(self):
        """Others about the same public parks first, then others of the same column."""
        return [self._rows.row(key) for key in self._related_keys]

    @property
    def guide(self):
        """The newest steps of the site's guide."""
        return [self._rows.row(key) for key in self._guide_keys]

    @cached_property
    def _rows(self):
        """Both together: where cards have to be drawn, one query reads them."""
        return LateRows(Article, {*self._related_keys, *self._guide_keys}, self._read)

    def _read(self, keys):
        return _cards(now=self._now, site=self._site.pk, keys=keys)

    @cached_property
    def _newest(self):
        """What all articles of the column have beside them, read by one query."""
        column = self._article.column_id
        read = partial(_newest_beside, now=self._now, site=self._site.pk, column=column)
        return sorted(self._site.kept.get(("newest beside", column), read), reverse=True)

    def _newest_keys(self, *, is_of_guide):
        return [key for of_guide, _, key in self._newest if of_guide == is_of_guide]

    @cached_property
    def _related_keys(self):
        keys = self._newest_keys(is_of_guide=False)
        read = partial(_newest_about, site=self._site.pk, parks=[*self._park_keys])
        return self._without_itself(self._of_its_parks("newest about parks", read) + keys)

    @cached_property
    def _guide_keys(self):
        return self._without_itself(self._newest_keys(is_of_guide=True))

    def _without_itself(self, keys):
        return [key for key in dict.fromkeys(keys) if key != self._article.pk][:BESIDE]
