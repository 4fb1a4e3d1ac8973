"""Numbered pages of articles, which cost the same however many there are."""

from functools import cached_property

from django.core.paginator import Paginator

PER_PAGE = 20
# Whoever looks for what is older chooses a year: numbered pages reach so far.
MOST_ARTICLES = 10_000


class ArticlePages(Paginator):
    """Of these articles of the columns, the newest first."""

    def __init__(self, articles, columns, *, per_page=PER_PAGE, most=MOST_ARTICLES):
        super().__init__(articles.newest_first(), per_page)
        self._columns, self._most = columns, most

    @cached_property
    def count(self):
        """How many the pages reach."""
        return self.object_list.order_by()[: self._most].count()

    def rows(self, kept, page):
        """Those of one of the pages, to be drawn as parts that may be in hand."""
        first, last = max(0, page.start_index() - 1), page.end_index()
        return kept.rows(self.object_list.newest_of(self._columns, last), slice(first, last))
