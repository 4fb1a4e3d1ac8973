"""Which index rows have changed, for whoever keeps copies of them outside the database."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now


class ListingIndexChange(models.Model):
    """One statement changed these index rows, or what readers may see of these parks.

    Written by triggers. `transaction` is PostgreSQL's number of the transaction: what becomes
    visible later than a look at the database has no smaller one than the oldest that was running
    then. `is_start`: what came before is no longer told.
    """

    transaction = models.BigIntegerField("事务号")
    listing_ids = ArrayField(models.BigIntegerField(), verbose_name="载体", db_default=[])
    park_ids = ArrayField(models.BigIntegerField(), verbose_name="园区", db_default=[])
    is_start = models.BooleanField("此前的不再记录", db_default=False)
    changed_at = models.DateTimeField("时间", db_default=Now())

    class Meta:
        verbose_name = verbose_name_plural = "检索行的变动"
        indexes = [models.Index(fields=["transaction"], name="parks_index_change_order")]

    def __str__(self):
        return f"变动（{self.pk}）"
