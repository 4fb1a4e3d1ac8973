"""How long ago each column showed something new, beside its 更新期限."""

import datetime
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from news.models import Article, Column
from regions import access

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class ColumnAge:
    column: Column
    newest_at: datetime.datetime | None
    now: datetime.datetime

    @property
    def label(self):
        return f"{self.column.site.short_name}·{self.column.name}"

    @property
    def left(self):
        """Until the term is over; below zero when it is, None without a term or any article."""
        if self.column.max_age_days is None or self.newest_at is None:
            return None
        return self.column.max_age_days * DAY - (self.now - self.newest_at)

    @property
    def is_over(self):
        return self.left is not None and self.left < datetime.timedelta()

    @property
    def days_left(self):
        return self.left // DAY

    @property
    def used_percent(self):
        """Of the term; what is over fills the bar."""
        return min(100, round(100 - 100 * (self.left / (self.column.max_age_days * DAY))))

    @property
    def tone(self):
        is_soon = self.left < self.column.max_age_days * DAY / 4
        return "bad" if self.is_over else "warn" if is_soon else ""


def column_ages(request, now) -> list[ColumnAge]:
    """Of the columns that the user may write in. One query a request."""
    if not hasattr(request, "_column_ages"):
        columns = access.scope(
            Column.objects.active(), request.user, lookup="site__region", roles=access.EDITORS
        )
        public = Article.objects.published(now).filter(column=OuterRef("pk")).newest_first()
        newest_at = Subquery(public.values("publish_at")[:1])
        rows = columns.annotate(newest_at=newest_at).select_related("site")
        request._column_ages = [ColumnAge(row, row.newest_at, now) for row in rows]
    return request._column_ages
