"""Who looked for enquiries by a phone number."""

from django.conf import settings
from django.db import models
from django.db.models import Count, Sum
from django.utils import timezone


class PhoneSearchQuerySet(models.QuerySet):
    def between(self, start, end):
        return self.filter(searched_at__gte=start, searched_at__lt=end)

    def by_account(self):
        """Rows of counts, one an account."""
        return self.values("by").annotate(searches=Count("pk"), hits=Sum("hits"))


class PhoneSearch(models.Model):
    """That somebody typed a whole number into the inbox's search; never which one.

    Whoever reads masked numbers could try the missing digits one by one.
    """

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="phone_searches",
        verbose_name="查找人",
    )
    hits = models.PositiveIntegerField("找到几条")
    searched_at = models.DateTimeField("时间", default=timezone.now)

    objects = PhoneSearchQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "按电话查找"
        indexes = [models.Index(fields=["by", "searched_at"], name="leads_phonesearch_by_when")]

    def __str__(self):
        return f"按电话查找 {self.pk}"
