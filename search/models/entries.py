"""One index over everything public, written in the same transaction as its object."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models, transaction
from django.db.models import Func, Value

from publishing.models import Publishable, PublishedQuerySet, PublishWindow
from regions.models import Region
from search.documents import SearchDocument
from search.models.vocabulary import SearchTerm, words_of
from search.queries import Query
from search.vectors import vector_expression


class Holds(Func):
    """A vector answers a condition; Django's own lookup would have the condition parsed as text."""

    template = "%(expressions)s::tsquery"
    arg_joiner = " @@ "
    output_field = models.BooleanField()


class SearchEntryQuerySet(PublishedQuerySet):
    def holding(self, condition: str):
        """Entries whose vector answers a condition of search.queries; nothing for ""."""
        return self.filter(Holds("vector", Value(condition))) if condition else self.none()

    def matching(self, text):
        """Entries that hold all words of the query; nothing for an empty query."""
        return self.holding(Query.of(text).anywhere())


class SearchEntry(PublishWindow):
    """What search, its counts and its snippets know of one public object."""

    class Type(models.TextChoices):
        LISTING = "listing", "空间"
        PARK = "park", "园区"
        POLICY = "policy", "政策"
        ARTICLE = "article", "动态"
        PAGE = "page", "指南"

    region = models.ForeignKey(
        Region, models.CASCADE, related_name="search_entries", verbose_name="地区"
    )
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    target = GenericForeignKey("content_type", "object_id")
    type = models.CharField("类型", max_length=10, choices=Type)
    facet = models.CharField("分类", max_length=40, blank=True)
    facet_label = models.CharField("分类名称", max_length=40, blank=True)
    site_slug = models.SlugField("所属站点", max_length=40, blank=True)
    reaches_below = models.BooleanField("下级可见", default=False)
    title = models.CharField("标题", max_length=200)
    head = models.TextField("名称与编号", blank=True, editable=False)
    body = models.TextField("纯文本", blank=True)
    path = models.CharField("站内路径", max_length=200, help_text="站点标识之后的部分。")
    dated_on = models.DateField("日期")
    vector = SearchVectorField("词向量", null=True, editable=False)

    objects = SearchEntryQuerySet.as_manager()

    class Meta(PublishWindow.Meta):
        verbose_name = verbose_name_plural = "搜索条目"
        constraints = [
            *PublishWindow.Meta.constraints,
            models.UniqueConstraint(
                fields=["content_type", "object_id"], name="%(app_label)s_%(class)s_one_per_object"
            ),
        ]
        indexes = [
            # Without a pending list: every search would read it from end to end. No index on the
            # date either: the planner would walk it, for a rare word to its end.
            GinIndex(fields=["vector"], name="search_entry_vector", fastupdate=False),
        ]

    def __str__(self):
        return f"{self.get_type_display()} {self.object_id}：{self.title}"

    @property
    def date_label(self):
        return {self.Type.POLICY: "发文", self.Type.ARTICLE: "发布"}.get(self.type, "更新")

    def url_on(self, site):
        """The address under the reader's site: one entry serves every site that shows it."""
        return f"{site.get_absolute_url()}{self.path}"


class Searchable(Publishable):
    """A publishable thing that keeps its SearchEntry in step with itself."""

    # What search_document() reads, for select_related.
    search_related: tuple[str, ...] = ()

    class Meta(Publishable.Meta):
        abstract = True

    def search_document(self) -> SearchDocument:
        """What search should know of this object. Concrete models answer."""
        raise NotImplementedError

    def save(self, *args, **kwargs):
        with transaction.atomic():
            super().save(*args, **kwargs)
            self.index()

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            SearchEntry.objects.filter(**self._entry_key()).delete()
            return super().delete(*args, **kwargs)

    def index(self):
        """Write the entry if this object is approved, remove it otherwise."""
        if not self.is_indexed():
            SearchEntry.objects.filter(**self._entry_key()).delete()
            return
        document = self.search_document()
        lineage = Region.objects.only("path").get(pk=document.region_id).lineage()
        SearchEntry.objects.update_or_create(
            **self._entry_key(), defaults=self.entry_values(document, lineage)
        )
        SearchTerm.objects.learn(words_of(document))

    def is_indexed(self):
        """Approved; when it shows is asked at the time of the search."""
        return self.status == self.Status.APPROVED

    def entry_values(self, document: SearchDocument, lineage: list[str]) -> dict:
        """The columns of this object's entry; `lineage` are the codes of its region's path."""
        return self.entry_facts(document) | {"vector": vector_expression(document, lineage)}

    def entry_facts(self, document: SearchDocument) -> dict:
        """All columns but the vector, which follows from them."""
        return {
            "region_id": document.region_id,
            "type": document.type,
            "facet": document.facet,
            "facet_label": document.facet_label,
            "site_slug": document.site_slug,
            "reaches_below": document.reaches_below,
            "title": document.title,
            "head": document.head(),
            "body": document.body,
            "path": document.path,
            "dated_on": document.dated_on,
            "status": self.status,
            "publish_at": self.publish_at,
            "expire_at": self.gone_at(),
        }

    def _entry_key(self):
        return {
            "content_type": ContentType.objects.get_for_model(type(self)),
            "object_id": self.pk,
        }
