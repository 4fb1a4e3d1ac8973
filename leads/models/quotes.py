"""What an answer quoted, as it stood then."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject

from leads.models.timeline import Message


class MessageQuoteQuerySet(models.QuerySet):
    def told_with(self, messages):
        """Messages with what they quote as `quoted`: dicts of the columns that staff read."""
        names = ("kind", "label", "words", "version", "is_reworded", "is_outdated", "quoted_on")
        columns = JSONObject(**{name: name for name in names})
        rows = self.filter(message=OuterRef("pk")).order_by("pk").values(columns=columns)
        return messages.annotate(quoted=ArraySubquery(rows))


class MessageQuote(models.Model):
    """One fact of an answer, with what it was taken from.

    The row itself is named by kind and number alone: it may be changed, withdrawn or gone later.
    """

    class Kind(models.TextChoices):
        LISTING = "listing", "空间"
        POLICY = "policy", "政策"
        PARK = "park", "园区"

    message = models.ForeignKey(Message, models.CASCADE, related_name="quotes", verbose_name="答复")
    kind = models.CharField("种类", max_length=10, choices=Kind)
    row_number = models.PositiveBigIntegerField("内部编号")
    fact = models.CharField("哪一项", max_length=60)
    label = models.CharField("出处", max_length=200)
    words = models.TextField("原话")
    version = models.PositiveBigIntegerField("第几版", null=True, blank=True)
    is_reworded = models.BooleanField("发出前改过字", default=False)
    is_outdated = models.BooleanField("发出时事实已变，确认照原文发", default=False)
    quoted_on = models.DateField("引用日期")

    objects = MessageQuoteQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "引用"
        constraints = [
            models.CheckConstraint(
                condition=~Q(words="") & ~Q(label=""),
                name="%(app_label)s_%(class)s_says_something",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["listing", "policy", "park"]),
                name="%(app_label)s_%(class)s_known_kind",
            ),
        ]

    def __str__(self):
        return f"引用 {self.pk}"
