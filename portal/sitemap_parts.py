"""Parts of a sitemap as ranges of keys: no row is counted or skipped over."""

from functools import cached_property

from django.core.paginator import Paginator
from django.db import connection


class SitemapParts(Paginator):
    """Public rows in parts that each span so many keys; a part holds no more rows than that.

    A part begins with the first public row behind the one before it, which is a step down the
    index of keys. So none is empty, and what is hidden does not show in their number.
    """

    @cached_property
    def starts(self):
        """The first key of each part."""
        rows = self.object_list.order_by().values("pk")
        sql, params = rows.query.get_compiler(connection=connection).as_sql()
        with connection.cursor() as cursor:
            cursor.execute(
                f"WITH RECURSIVE part (first) AS ("  # noqa: S608 -- our own query
                f"(SELECT one.id FROM ({sql}) AS one (id) ORDER BY one.id LIMIT 1) UNION ALL "
                f"SELECT (SELECT one.id FROM ({sql}) AS one (id) WHERE one.id >= part.first + %s "
                f"ORDER BY one.id LIMIT 1) FROM part WHERE part.first IS NOT NULL"
                f") SELECT first FROM part WHERE first IS NOT NULL",
                [*params, *params, self.per_page],
            )
            return [first for (first,) in cursor.fetchall()]

    @cached_property
    def num_pages(self):
        return max(1, len(self.starts))

    def page(self, number):
        number = self.validate_number(number)
        rows = self.object_list.none()
        if self.starts:
            first = self.starts[number - 1]
            rows = self.object_list.filter(pk__gte=first, pk__lt=first + self.per_page)
        return self._get_page(rows.order_by("-pk"), number, self)
