"""Lists that are too long to be written while somebody waits for the page."""

import datetime
import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone

from parks.models.exchange_logs import ExportLog, import_storage, lease
from parks.models.listings import Listing

KEPT = datetime.timedelta(days=1)
SOON = datetime.timedelta(minutes=1)


def export_name(job, filename):
    return f"{uuid.uuid4().hex}.export"


class ExportJobQuerySet(models.QuerySet):
    def waiting(self, now):
        """To be written, and in nobody's hands; a claim of more than two terms is void."""
        is_free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
        return self.filter(
            is_free | Q(claimed_until__gt=now + 2 * lease()), state=ExportJob.State.WAITING
        )

    def of(self, user):
        return self.filter(log__user=user)

    def past_their_day(self, now):
        """Also those of a clock that was ahead: nothing is kept for longer than a day from now."""
        return self.filter(Q(log__created_at__lt=now - KEPT) | Q(log__created_at__gt=now + KEPT))


class ExportJob(models.Model):
    """A list on its way out: written by the worker, handed to who asked for it, gone after a day.

    `attempt` counts the processes that took it up: whoever finds another number than its own has
    lost the job and stops.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "正在生成"
        DONE = "done", "可以下载"
        FAILED = "failed", "没有成功"

    log = models.OneToOneField(
        ExportLog, models.PROTECT, related_name="job", verbose_name="导出记录"
    )
    listing_ids = ArrayField(
        models.BigIntegerField(), verbose_name="载体", help_text="按列表顺序。"
    )
    file = models.FileField("文件", upload_to=export_name, storage=import_storage, blank=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField("已写条数", default=0)
    claimed_until = models.DateTimeField("处理中，直到", null=True, editable=False)
    attempt = models.PositiveIntegerField("第几次处理", default=0, editable=False)

    objects = ExportJobQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "导出任务"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "done", "failed"]),
                name="%(app_label)s_%(class)s_known_state",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | ~Q(file=""),
                name="%(app_label)s_%(class)s_done_has_a_file",
            ),
        ]

    def __str__(self):
        return f"导出任务 {self.pk}"

    @property
    def is_waiting(self):
        return self.state == self.State.WAITING

    @property
    def percent(self):
        return 100 * self.done // max(1, len(self.listing_ids))

    @property
    def filename(self):
        return f"listings-{timezone.localdate(self.log.created_at):%Y%m%d}.{self.log.format}"

    def is_left_lying(self, now):
        """Nobody has taken it up for a minute: the worker does not run, or has much to do."""
        return self.is_waiting and not self.attempt and now - self.log.created_at > SOON

    def listings(self):
        ids = ExportJob.objects.filter(pk=self.pk)
        return Listing.objects.filter(
            pk__in=ids.values_list(Func(F("listing_ids"), function="unnest"))
        )
