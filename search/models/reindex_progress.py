"""How far a rebuilding of the index has come."""

from django.db import models


class ReindexProgress(models.Model):
    """The last object of a model that `manage.py reindex` has done; gone when it is through."""

    label = models.CharField("内容类型", max_length=60, unique=True)
    last_pk = models.BigIntegerField("最后一条", default=0)
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "重建进度"

    def __str__(self):
        return f"{self.label} {self.last_pk}"
