"""Pages of the desk's long lists: counted as far as anybody looks, estimated beyond."""

import json
from functools import cached_property

from django.core.paginator import Paginator

CAP = 10_000


class BoundedPaginator(Paginator):
    """Exact up to `CAP` rows; beyond, about as many as PostgreSQL's statistics expect.

    Counting a million rows takes longer than all the rest of the page.
    """

    cap = CAP

    @cached_property
    def _counted(self):
        return self.object_list.order_by()[: self.cap + 1].count()

    @property
    def is_estimated(self):
        return self._counted > self.cap

    @cached_property
    def count(self):
        if not self.is_estimated:
            return self._counted
        plan = json.loads(self.object_list.order_by().explain(format="json"))
        return max(self._counted, round(plan[0]["Plan"]["Plan Rows"], -3))
