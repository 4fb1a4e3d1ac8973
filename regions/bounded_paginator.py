"""The desk's long lists: counted and paged as far as anybody looks, estimated beyond."""

import json
from functools import cached_property

from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.db.models import Max, Min
from django.utils.timezone import localtime

CAP = 10_000


class BoundedPaginator(Paginator):
    """Exact up to `CAP` rows; beyond, about as many as PostgreSQL's statistics expect.

    Counting a million rows takes longer than all the rest of the page, and so does page 19,999:
    pages end where counting does, whoever looks for more narrows the list.
    """

    cap = CAP

    @cached_property
    def _counted(self):
        return self.object_list.order_by()[: self.cap + 1].count()

    @property
    def is_estimated(self):
        return self._counted > self.cap

    @cached_property
    def num_pages(self):
        whole = super().num_pages
        return min(whole, max(self.cap // self.per_page, 1)) if self.is_estimated else whole

    @cached_property
    def count(self):
        if not self.is_estimated:
            return self._counted
        plan = json.loads(self.object_list.order_by().explain(format="json"))
        return max(self._counted, round(plan[0]["Plan"]["Plan Rows"], -3))


class BoundedChangeList(ChangeList):
    """Of a list that is not counted to its end nothing is read to its end."""

    def get_results(self, request):
        """Years of its date hierarchy are those from the first to the last."""
        super().get_results(request)
        if self.paginator.is_estimated:
            self.queryset = with_years_between(self.queryset)


def with_years_between(rows):
    """The same rows, whose years (as a date hierarchy asks for them) are all from first to last.

    Django's own reads every row for the years in it.
    """
    rows = rows.all()
    others = rows.datetimes

    def datetimes(field, kind):
        if kind != "year":
            return others(field, kind)
        ends = rows.aggregate(first=Min(field), last=Max(field))
        first, last = (localtime(at) for at in ends.values())
        return [first.replace(year, 1, 1) for year in range(first.year, last.year + 1)]

    rows.datetimes = datetimes
    return rows
