"""Plain industry labels that readers filter by, mapped to GB/T 4754-2017 divisions."""

from django.db import models

from search.following import Followed


class Industry(Followed):
    """新能源, 盐湖化工 …: one label, the GB/T 4754-2017 divisions it stands for, search hints."""

    name = models.CharField("名称", max_length=20, unique=True)
    slug = models.SlugField("标识", max_length=30, unique=True)
    gb_divisions = models.JSONField("国民经济行业大类代码", default=list, blank=True)
    hints = models.CharField("同义词", max_length=120, blank=True)
    position = models.PositiveSmallIntegerField("顺序", default=0)
    is_active = models.BooleanField("使用中", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "产业"

    def __str__(self):
        return self.name
