"""Columns, articles and the site's standing pages."""

import math

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, Func, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from parks.models import Park
from publishing.fields import PictureField, RichTextField
from publishing.media_names import MediaNames
from publishing.models import NotAllowedError, PublishedQuerySet, public_at
from publishing.richtext import plain_text
from publishing.visibility import site_not_live
from regions.models import Site
from search.bigrams import Bigrams, lines_of
from search.documents import SearchDocument
from search.following import Followed
from search.models import Searchable, SearchEntry

# Silent reading of Chinese, for “约 3 分钟”.
CHARACTERS_PER_MINUTE = 400


class ColumnQuerySet(models.QuerySet):
    def years_of(self, articles):
        """Years in which any of these articles of the columns was published, the newest first.

        A look at the index for each column and year, not at each article.
        """
        if not (spans := self._spans(articles)):
            return []
        first, last = min(first for first, _ in spans), max(last for _, last in spans)
        years = range(timezone.localtime(last).year, timezone.localtime(first).year - 1, -1)
        here = articles.filter(column=OuterRef("pk"))
        is_used = {f"in_{year}": Exists(here.filter(publish_at__year=year)) for year in years}
        rows = list(self.order_by().values(**is_used))
        return [year for year in years if any(row[f"in_{year}"] for row in rows)]

    def _spans(self, articles):
        """(first, last) publication in each column that has any."""
        times = articles.filter(column=OuterRef("pk")).values("publish_at")
        first, last = Subquery(times.order_by("publish_at")[:1]), Subquery(times.newest_first()[:1])
        spans = self.order_by().values_list(first, last)
        return [(first, last) for first, last in spans if first is not None]

    def active(self):
        return self.filter(is_active=True).order_by("position", "pk")


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
    position = models.PositiveSmallIntegerField("顺序", default=0)
    is_active = models.BooleanField("显示", default=True)

    objects = ColumnQuerySet.as_manager()

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
        if self.parent and (self.parent.site_id != self.site_id or self.parent_id == self.pk):
            raise ValidationError({"parent": "上级栏目应属于同一站点，也不能是自己。"})


class KindTagQuerySet(models.QuerySet):
    def used_in(self, columns, articles):
        """Those that any of these articles of the columns has."""
        here = articles.filter(column=OuterRef("pk"), kind_tag=OuterRef(OuterRef("pk")))
        # Not EXISTS, which PostgreSQL would answer by reading every article.
        first = Subquery(here.order_by().values("pk")[:1])
        columns = columns.order_by().annotate(first=first).filter(first__isnull=False)
        return self.alias(column=Subquery(columns.values("pk")[:1])).filter(column__isnull=False)


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


class ArticleQuerySet(PublishedQuerySet):
    def on_site(self, site):
        return self.filter(column__site=site)

    def newest_first(self):
        return self.order_by("-publish_at", "-pk")

    def newest_of(self, columns, end):
        """The newest `end` of all these columns together.

        Found by a short walk of the index in each column, however many articles lie in them.
        """
        newest = self.filter(column=OuterRef("pk")).newest_first().values("pk")[:end]
        keys = Func(ArraySubquery(newest), function="unnest", output_field=models.BigIntegerField())
        walked = columns.order_by().annotate(newest_key=keys).values("newest_key")
        return self.filter(pk__in=walked).newest_first()

    def saying(self, text_print):
        """Imported with this text (news.legacy.sameness)."""
        return self.filter(provenance__has_key="text_print", provenance__text_print=text_print)

    def titled(self, title, title_print):
        """Under this title, or imported under one that differs in marks only."""
        is_imported = Q(provenance__has_key="title_print", provenance__title_print=title_print)
        return self.filter(is_imported | Q(title=title))

    def guide_of(self, site):
        """Articles of the site's 投资指南, whatever that column is called."""
        return self.on_site(site).filter(column__is_guide=True)

    def naming_a_park_of(self, article, now=None):
        """Others about a public park that the article with this key names, each once."""
        links = Article.parks.through.objects
        named = links.filter(public_at(now or timezone.now(), "park__"), article=article)
        others = links.filter(park__in=named.values("park")).values("article")
        return self.filter(pk__in=others).exclude(pk=article)

    def with_has_parks(self):
        """`has_parks`: whether it names any park, shown or not."""
        links = Article.parks.through.objects.filter(article=OuterRef("pk"))
        return self.annotate(has_parks=Exists(links))

    def beside(self, column, at, pk):
        """What was published just before and just after that moment and key in a column.

        Each side begins its walk of the index at the moment, however many lie beyond it.
        """
        articles = self.filter(column=column).exclude(pk=pk).only("title", "publish_at")
        before = articles.filter(Q(publish_at__lt=at) | Q(pk__lt=pk), publish_at__lte=at)
        after = articles.filter(Q(publish_at__gt=at) | Q(pk__gt=pk), publish_at__gte=at)
        return before.newest_first()[:1].union(after.order_by("publish_at", "pk")[:1])


class ArticleNeedsAttention(NotAllowedError):
    """A doubtful import must not become public before somebody has looked at it."""

    def __init__(self):
        super().__init__("这篇还标着“需要人工处理”：请先核对内容，取消勾选后再发布。")


class Article(Searchable):
    """A news item: what happened, when, from which source, who answers for it."""

    column = models.ForeignKey(Column, models.PROTECT, related_name="articles", verbose_name="栏目")
    kind_tag = models.ForeignKey(
        KindTag,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name="类别标签",
        help_text="显示为【会议】，不要写进标题。",
    )
    parks = models.ManyToManyField(
        Park, blank=True, related_name="articles", verbose_name="相关园区"
    )
    title = models.CharField("标题", max_length=100, help_text="先写最要紧的，28 个字以内为好。")
    subtitle = models.CharField("副标题", max_length=100, blank=True)
    summary = models.CharField("摘要", max_length=200, blank=True, help_text="不填则取正文开头。")
    body = RichTextField("正文")
    cover = PictureField("题图", upload_to="news", blank=True)
    cover_alt = models.CharField("题图说明", max_length=120, blank=True)
    event_on = models.DateField(
        "事件日期", null=True, blank=True, help_text="事情发生的日子，可与发布日期不同。"
    )
    source = models.CharField("来源", max_length=60, help_text="发布单位，或转载自何处。")
    author = models.CharField("作者", max_length=40, blank=True)
    responsible_editor = models.CharField("责任编辑", max_length=40, blank=True)
    provenance = models.JSONField("导入来历", default=dict, blank=True, editable=False)
    is_attention_needed = models.BooleanField("需要人工处理", default=False)
    is_demo = models.BooleanField("演示数据", default=False)

    objects = ArticleQuerySet.as_manager()
    history = HistoricalRecords(verbose_name="文章历史")

    class Meta(Searchable.Meta):
        verbose_name = verbose_name_plural = "文章"
        constraints = [
            *Searchable.Meta.constraints,
            models.UniqueConstraint(
                "column",
                models.F("provenance__sha256"),
                condition=Q(provenance__has_key="sha256"),
                name="%(app_label)s_%(class)s_imported_once",
            ),
            models.CheckConstraint(
                condition=Q(cover="") | ~Q(cover_alt=""),
                name="%(app_label)s_%(class)s_cover_has_alt",
                violation_error_message="有题图就要写题图说明，给看不见图的人。",
            ),
        ]
        indexes = [
            models.Index(
                fields=["column", "-publish_at", "-id"],
                condition=Q(status="approved"),
                name="news_article_public",
            ),
            # Which kinds a column has (KindTagQuerySet.used_in).
            models.Index(
                fields=["column", "kind_tag"],
                condition=Q(status="approved"),
                name="news_article_kinds",
            ),
            # The desk's list, and the parts of words it is searched for.
            models.Index(fields=["-publish_at", "-id"], name="news_article_newest"),
            GinIndex(
                Bigrams(lines_of("title", "summary", "source")), name="news_article_lines_parts"
            ),
            # When pages change by themselves (publishing.editions.moments).
            models.Index(
                fields=["column", "expire_at"],
                condition=Q(status="approved", expire_at__isnull=False),
                name="news_article_expires",
            ),
            # Whether an old page says what another one said (news.legacy.sameness).
            models.Index(
                models.F("provenance__text_print"),
                condition=Q(provenance__has_key="text_print"),
                name="news_article_text_print",
            ),
            models.Index(
                models.F("provenance__title_print"),
                condition=Q(provenance__has_key="title_print"),
                name="news_article_title_print",
            ),
            models.Index(fields=["cover"], condition=~Q(cover=""), name="news_article_cover"),
            GinIndex(MediaNames("body"), name="news_article_media"),
            # Any part of a title (search.bigrams).
            GinIndex(Bigrams("title"), name="news_article_parts"),
            # What waits for somebody: few beside what is public.
            models.Index(
                fields=["status", "updated_at"],
                condition=~Q(status="approved"),
                name="news_article_waiting",
            ),
            models.Index(
                fields=["column"],
                condition=Q(is_attention_needed=True),
                name="news_article_doubtful",
            ),
        ]

    def __str__(self):
        return f"{self.full_title}（{self.pk}）"

    def get_absolute_url(self):
        return reverse("article_detail", args=[self.column.site.slug, self.pk])

    def hidden_by(self, now):
        return None if self.column.site.is_live else site_not_live()

    def check_publishable(self):
        if self.is_attention_needed:
            raise ArticleNeedsAttention
        super().check_publishable()

    @property
    def full_title(self):
        """【会议】… with the kind tag in front, as the page's headline shows it."""
        return f"【{self.kind_tag.name}】{self.title}" if self.kind_tag else self.title

    @property
    def lead_text(self):
        """The summary, or the opening of the body."""
        return self.summary or plain_text(self.body)[:120]

    @property
    def reading_minutes(self):
        return max(1, math.ceil(len(plain_text(self.body)) / CHARACTERS_PER_MINUTE))

    def years_public(self, now=None):
        """Full years since publishing, by the calendar of the site's time zone."""
        today = timezone.localdate(now or timezone.now())
        since = timezone.localdate(self.publish_at)
        return today.year - since.year - ((today.month, today.day) < (since.month, since.day))

    search_sources = {
        "kind_tag": ("name",),
        "column": ("name", "slug", "site"),
        "column__site": ("slug", "region"),
        "column__site__region": ("path",),
    }

    def search_document(self):
        return SearchDocument(
            type=SearchEntry.Type.ARTICLE,
            region_id=self.column.site.region_id,
            title=self.full_title,
            body=f"{self.subtitle} {self.summary} {plain_text(self.body)}",
            path=f"news/{self.pk}/",
            dated_on=timezone.localdate(self.publish_at),
            facet=self.column.slug,
            facet_label=self.column.name,
            site_slug=self.column.site.slug,
        )


class SitePage(Searchable):
    """A standing page of a site: 关于, 隐私, 无障碍声明."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="pages", verbose_name="站点")
    slug = models.SlugField("网址标识", max_length=30)
    title = models.CharField("标题", max_length=60)
    summary = models.CharField("摘要", max_length=160, blank=True)
    body = RichTextField("正文")
    position = models.PositiveSmallIntegerField("顺序", default=0)

    objects = PublishedQuerySet.as_manager()
    history = HistoricalRecords(verbose_name="页面历史")

    class Meta(Searchable.Meta):
        verbose_name = verbose_name_plural = "固定页面"
        constraints = [
            *Searchable.Meta.constraints,
            models.UniqueConstraint(
                fields=["site", "slug"], name="%(app_label)s_%(class)s_slug_once_a_site"
            ),
        ]
        indexes = [GinIndex(MediaNames("body"), name="news_sitepage_media")]

    def __str__(self):
        return f"{self.title}（{self.site_id}/{self.slug}）"

    def get_absolute_url(self):
        return reverse("page_detail", args=[self.site.slug, self.slug])

    def hidden_by(self, now):
        return None if self.site.is_live else site_not_live()

    search_sources = {"site": ("slug", "region"), "site__region": ("path",)}

    def search_document(self):
        return SearchDocument(
            type=SearchEntry.Type.PAGE,
            region_id=self.site.region_id,
            title=self.title,
            body=f"{self.summary} {plain_text(self.body)}",
            path=f"pages/{self.slug}/",
            dated_on=timezone.localdate(self.updated_at),
            site_slug=self.site.slug,
        )
