"""Columns of a site's news, and the kinds of articles."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from news.column_tree import ColumnTree
from news.querysets import ColumnQuerySet, KindTagQuerySet
from regions.models import Site
from regions.models.sites import REVIEW_STEPS
from search.following import Followed


class Column(Followed):
    """A column (栏目) of one site, with the age after which it counts as stale."""

    class Type(models.TextChoices):
        """Column types of 政府网站发展指引 (国办发〔2017〕47号, annex 网页设计规范)."""

        OVERVIEW = "概况信息", "概况信息"
        WORK = "工作动态", "工作动态"
        POLICY = "政策文件", "政策文件"
        READING = "政策解读", "政策解读"
        SERVICE = "办事服务", "办事服务"
        DATA = "数据发布", "数据发布"

    site = models.ForeignKey(Site, models.CASCADE, related_name="columns", verbose_name="站点")
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="上级栏目",
    )
    name = models.CharField("名称", max_length=20)
    slug = models.SlugField("网址标识", max_length=30)
    description = models.CharField("栏目描述", max_length=160)
    keywords = models.CharField("栏目关键词", max_length=80, help_text="用英文逗号分开。")
    type = models.CharField("栏目类别", max_length=10, choices=Type, default=Type.WORK)
    is_guide = models.BooleanField("投资指南栏目", default=False)
    max_age_days = models.PositiveSmallIntegerField(
        "更新期限（天）",
        null=True,
        blank=True,
        help_text="动态类 14 天，公告政策类 180 天；不限则留空。",
    )
    review_steps = models.PositiveSmallIntegerField(
        "几审",
        choices=REVIEW_STEPS,
        default=1,
        db_default=1,
        help_text="文章公开前要几个不同的人签字。",
    )
    position = models.PositiveSmallIntegerField("顺序", default=0)
    is_active = models.BooleanField("显示", default=True)

    objects = ColumnQuerySet.as_manager()
    history = HistoricalRecords(verbose_name="栏目历史")

    class Meta:
        verbose_name = verbose_name_plural = "栏目"
        constraints = [
            models.UniqueConstraint(
                fields=["site", "slug"], name="%(app_label)s_%(class)s_slug_once_a_site"
            ),
            models.UniqueConstraint(
                fields=["site"],
                condition=Q(is_guide=True),
                name="%(app_label)s_%(class)s_one_guide_a_site",
            ),
            models.CheckConstraint(
                condition=Q(review_steps__gte=1, review_steps__lte=3),
                name="%(app_label)s_%(class)s_known_review_steps",
            ),
            models.CheckConstraint(
                condition=~Q(slug__regex=r"^\d+$"),
                name="%(app_label)s_%(class)s_slug_not_a_number",
                violation_error_message="网址标识不能全是数字（会与文章编号相混）。",
            ),
        ]

    def __str__(self):
        return f"{self.name}（{self.site_id}/{self.slug}）"

    def get_absolute_url(self):
        return reverse("article_list_column", args=[self.site.slug, self.slug])

    def clean(self):
        if self.parent is None:
            return
        if self.parent.site_id != self.site_id:
            raise ValidationError({"parent": "上级栏目应属于同一站点。"})
        tree = ColumnTree(Column.objects.filter(site=self.site_id))
        if why := tree.why_not_below(self, self.parent):
            raise ValidationError({"parent": why})


class KindTag(Followed):
    """The editorial kind shown as 【会议】 before a title; editors keep the list."""

    name = models.CharField("名称", max_length=10, unique=True)
    position = models.PositiveSmallIntegerField("顺序", default=0)
    is_active = models.BooleanField("使用中", default=True)

    objects = KindTagQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "类别标签"

    def __str__(self):
        return self.name
