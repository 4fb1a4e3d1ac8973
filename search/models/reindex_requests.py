"""Rows whose copies elsewhere have to be written anew."""

import datetime

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

# Longer than any request or batch; only loading seeds takes more in one transaction.
LOOK_AGAIN_AFTER = datetime.timedelta(minutes=1)


class ReindexRequestQuerySet(models.QuerySet):
    def due(self, now):
        """A second look more than two terms away was owed by a clock that ran ahead: void."""
        is_void = Q(is_second_look=True, due_at__gt=now + 2 * LOOK_AGAIN_AFTER)
        return self.filter(Q(due_at__isnull=True) | Q(due_at__lte=now) | is_void)

    def in_turn(self):
        """Those with the fewest batches behind them first: none waits for a long one to end."""
        return self.order_by("batches", "is_second_look", "pk")

    def look_again(self, now):
        """What has been worked off is looked at once more."""
        self.update(
            is_second_look=True, due_at=now + LOOK_AGAIN_AFTER, copy="", last_pk=0, batches=0
        )


class ReindexRequest(models.Model):
    """A row has changed that others copy from (search.copies).

    Triggers write it in the transaction of the change, whoever makes the change and by which
    statement. It is worked off at once where few rows are concerned, else by the worker
    (search.following). With `due_at` the change is one of time: the row's window opens or closes.

    Once worked off it is looked at a second time: a transaction that was open meanwhile may have
    copied the row as it was into another that nobody could see yet.
    """

    label = models.CharField("内容类型", max_length=60)
    object_id = models.BigIntegerField("编号")
    due_at = models.DateTimeField("到时", null=True)
    asked_at = models.DateTimeField("提出时间", db_default=Now())
    copy = models.CharField("做到哪一种副本", max_length=60, db_default="")
    last_pk = models.BigIntegerField("做到哪一条", db_default=0)
    batches = models.PositiveIntegerField("已做批数", db_default=0)
    is_second_look = models.BooleanField("复查", db_default=False)

    objects = ReindexRequestQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "待更新的副本"
        indexes = [models.Index(fields=["label", "object_id"], name="search_request_row")]

    def __str__(self):
        return f"{self.label} {self.object_id}（{self.pk}）"
