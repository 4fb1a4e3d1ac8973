"""The desk's long lists: counted and paged as far as anybody looks, estimated beyond."""

import json
from functools import cached_property

from django.contrib import messages
from django.contrib.admin.views.main import ORDER_VAR, ChangeList
from django.core.paginator import Paginator
from django.db.models import Max, Min
from django.utils.timezone import localtime

CAP = 10_000
# What PostgreSQL expects a page of a sorted list to cost: some 100,000 listings read and sorted.
DEAREST = 10_000
UNSORTED = "这个列表太长，按这一列排序要全部读一遍，所以没有排。请先筛选或搜索，再按它排序。"


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
        return max(self._counted, round(_plan(self.object_list.order_by())["Plan Rows"], -3))


def _plan(rows):
    """Django asks nothing about rows that cannot be."""
    told = rows.explain(format="json")
    return json.loads(told)[0]["Plan"] if told else {"Total Cost": 0, "Plan Rows": 0}


def expected_cost(rows) -> float:
    """What PostgreSQL expects of reading these rows, in its own measure; 0 where there are none."""
    return _plan(rows)["Total Cost"]


class BoundedChangeList(ChangeList):
    """Of a list that is not counted to its end nothing is read to its end.

    Nor for its order: where no index has the order that was asked for, and narrowing has not left
    few rows, the list keeps its own and says so. The planner is asked, so that an index is all that
    a column needs to be sorted by.
    """

    dearest = DEAREST

    def get_queryset(self, request, exclude_parameters=None):
        rows = super().get_queryset(request, exclude_parameters)
        if ORDER_VAR not in self.params or expected_cost(rows[: self.list_per_page]) < self.dearest:
            return rows
        messages.warning(request, UNSORTED)
        for kept in (self.params, self.filter_params):  # for its headers and its links
            kept.pop(ORDER_VAR, None)
        return rows.order_by(*self.get_ordering(request, rows))

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
