"""Numbered pages of articles, which cost the same however many there are."""

from functools import cached_property

from django.core.paginator import Paginator

from core.late_rows import LateRows

PER_PAGE = 20
# Whoever looks for what is older chooses a year: numbered pages reach so far.
MOST_ARTICLES = 10_000
# Of five pages, whose keys are found together.
STRETCH = 100


class ArticlePages(Paginator):
    """Of these articles of the columns, the newest first."""

    def __init__(self, articles, columns, *, per_page=PER_PAGE, most=MOST_ARTICLES):
        super().__init__(articles.newest_first(), per_page)
        self._columns, self._most = columns, most

    @cached_property
    def count(self):
        """How many the pages reach."""
        return self.object_list.order_by()[: self._most].count()

    def rows(self, kept, page, name=""):
        """Those of one of the pages, to be drawn as parts that may be in hand.

        A list with a name is the same for all who read the place: five pages share their keys.
        """
        first, last = max(0, page.start_index() - 1), page.end_index()
        begin = first - first % STRETCH
        if name and last <= begin + STRETCH:
            found = kept.get(
                ("articles from", begin, name), lambda: self._keys(begin, begin + STRETCH)
            )
            keys = found[first - begin : last - begin]
        else:
            keys = self._keys(first, last)
        return LateRows.of(self.object_list.order_by(), keys)

    def _keys(self, first, last):
        return self.object_list.newest_keys(self._columns, first, last)
