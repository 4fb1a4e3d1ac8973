"""Columns, articles and the site's standing pages."""

import math

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from core.person_names import person_name
from news.columns import Column as Column
from news.columns import KindTag as KindTag
from news.old_pages import OldPage as OldPage
from news.querysets import ArticleQuerySet
from parks.models import Park
from publishing.fields import PictureField, RichTextField
from publishing.media_names import MediaNames
from publishing.models import Asset, NotAllowedError, PublishedQuerySet
from publishing.richtext import plain_text
from publishing.shown_text import shown_text
from publishing.visibility import site_not_live
from regions.models import Site
from search.bigrams import Bigrams, lines_of
from search.documents import SearchDocument
from search.models import Searchable, SearchEntry

# Silent reading of Chinese, for “约 3 分钟”.
CHARACTERS_PER_MINUTE = 400


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
    # Who signed what is public; shown where the site says so.
    reviewer_names = models.CharField(
        "审核", max_length=100, blank=True, db_default="", editable=False
    )
    issuer_name = models.CharField(
        "签发", max_length=40, blank=True, default="", db_default="", editable=False
    )
    provenance = models.JSONField("导入来历", default=dict, blank=True, editable=False)
    is_attention_needed = models.BooleanField("需要人工处理", default=False)
    is_demo = models.BooleanField("演示数据", default=False)

    home_lookup = "column__site__region"
    # Names of persons and of units, which are what they are.
    unchecked_texts = frozenset({"author", "responsible_editor"})

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
            # Lists and their counts, without a look at the rows.
            models.Index(
                fields=["column", "-publish_at", "-id"],
                include=["expire_at"],
                condition=Q(status="approved"),
                name="news_article_shown",
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

    def review_steps(self):
        return self.column.review_steps

    def signed_by(self, signers):
        """The last of several issues it (签发); one alone has reviewed it."""
        names = [person_name(user) for user in signers]
        self.issuer_name = names.pop()[:40] if len(names) > 1 else ""
        self.reviewer_names = "、".join(names)[:100]

    def check_publishable(self):
        if self.is_attention_needed:
            raise ArticleNeedsAttention
        super().check_publishable()

    @property
    def full_title(self):
        """【会议】… with the kind tag in front, as the page's headline shows it."""
        return f"【{self.kind_tag.name}】{self.title}" if self.kind_tag else self.title

    @property
    def publish_day(self):
        return f"{timezone.localtime(self.publish_at):%Y-%m-%d}"

    @property
    def publish_time(self):
        """As machines read it: HTML takes a second in three parts, Python writes six."""
        return timezone.localtime(self.publish_at).isoformat(timespec="seconds")

    @property
    def lead_text(self):
        """The summary, or the opening of the body."""
        return self.summary or plain_text(self.body)[:120]

    @property
    def reading_minutes(self):
        return max(1, math.ceil(shown_text(self.body).length / CHARACTERS_PER_MINUTE))

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
            body=" ".join(
                (
                    self.subtitle,
                    self.summary,
                    plain_text(self.body),
                    Asset.objects.words_in(self.body),
                )
            ),
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

    home_lookup = "site__region"

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

    def review_steps(self):
        return self.site.review_steps

    search_sources = {"site": ("slug", "region"), "site__region": ("path",)}

    def search_document(self):
        return SearchDocument(
            type=SearchEntry.Type.PAGE,
            region_id=self.site.region_id,
            title=self.title,
            body=f"{self.summary} {plain_text(self.body)} {Asset.objects.words_in(self.body)}",
            path=f"pages/{self.slug}/",
            dated_on=timezone.localdate(self.updated_at),
            site_slug=self.site.slug,
        )
