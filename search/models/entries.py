"""One index over everything public: what search knows of each thing."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Func, Value

from publishing.models import PublishedQuerySet, PublishWindow
from regions.models import Region
from search.tsquery import Query

# All columns but the vector, which follows from them and from the region's place in the tree.
FACTS = (
    "region_id", "type", "facet", "facet_label", "site_slug", "reaches_below", "title", "head",
    "body", "path", "dated_on", "status", "publish_at", "expire_at",
)  # fmt: skip


class Holds(Func):
    """A vector answers a condition; Django's own lookup would have the condition parsed as text."""

    template = "%(expressions)s::tsquery"
    arg_joiner = " @@ "
    output_field = models.BooleanField()


class SearchEntryQuerySet(PublishedQuerySet):
    def holding(self, condition: str):
        """Entries whose vector answers a condition of search.tsquery; nothing for ""."""
        return self.filter(Holds("vector", Value(condition))) if condition else self.none()

    def matching(self, text):
        """Entries that hold all words of the query; nothing for an empty query."""
        return self.holding(Query.of(text).anywhere())

    def of(self, model):
        return self.filter(content_type=ContentType.objects.get_for_model(model))

    def differing_from(self, facts: dict[int, dict]) -> list[int]:
        """Those numbers of `facts` of which no entry says the same, the vector left aside."""
        stored = {row.pop("object_id"): row for row in self._facts_of(facts)}
        return [number for number in facts if stored.get(number) != facts[number]]

    def take_out(self, numbers) -> dict[int, int]:
        """Delete the entries of these objects; gives the keys that they had."""
        keys = dict(self.filter(object_id__in=numbers).values_list("object_id", "pk"))
        self.model.objects.filter(pk__in=keys.values()).delete()
        return keys

    def _facts_of(self, numbers):
        return self.filter(object_id__in=numbers).values("object_id", *FACTS)


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
