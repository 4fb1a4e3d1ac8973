"""Articles over the read API: what the pages show, with the same filters."""

from django.db.models import Prefetch
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers, viewsets

from core.filters import SlugFilter
from core.public_url import absolute
from core.read_only import ReadOnlySerializer
from news.filters import ArticleFilter
from news.models import Article
from parks.models import Park
from publishing.richtext import sanitise
from regions.filters import PlaceFilter


class ArticleSerializer(ReadOnlySerializer):
    """One article without its text."""

    site = serializers.SlugField(source="column.site.slug", read_only=True)
    column = serializers.SlugField(source="column.slug", read_only=True)
    column_name = serializers.CharField(source="column.name", read_only=True)
    kind = serializers.CharField(source="kind_tag.name", default="", read_only=True)
    parks = serializers.SlugRelatedField(many=True, read_only=True, slug_field="slug")
    url = serializers.SerializerMethodField()
    cover = serializers.SerializerMethodField()

    class Meta:
        model = Article
        fields = [
            "id", "url", "site", "column", "column_name", "kind", "title", "subtitle", "summary",
            "cover", "cover_alt", "source", "author", "event_on", "publish_at", "updated_at",
            "parks", "is_demo",
        ]  # fmt: skip

    def get_url(self, article) -> str:
        return absolute(article.get_absolute_url())

    def get_cover(self, article) -> str:
        return absolute(article.cover.url) if article.cover else ""


class ArticleTextSerializer(ArticleSerializer):
    """One article with its text, sanitised HTML."""

    body = serializers.SerializerMethodField()

    class Meta(ArticleSerializer.Meta):
        fields = [*ArticleSerializer.Meta.fields, "body"]

    def get_body(self, article) -> str:
        return sanitise(article.body)


class ArticleApiFilter(PlaceFilter, ArticleFilter):
    """The page's filters, the column, and where."""

    column = SlugFilter(field_name="column__slug", label="栏目标识")

    def filter_site(self, queryset, name, value):
        return queryset.on_site(value)

    def in_place(self, queryset, region):
        return queryset.filter(column__site__region__path__startswith=region.path)


@extend_schema(tags=["动态"])
@extend_schema_view(
    list=extend_schema(
        summary="文章列表",
        description="已上线站点公开的文章，最新的在前；不含正文。",
    ),
    retrieve=extend_schema(summary="一篇文章，含正文（净化过的 HTML）"),
)
class ArticleViewSet(viewsets.ReadOnlyModelViewSet):
    """Public articles of live sites, newest first."""

    lookup_value_regex = "[0-9]+"
    queryset = Article.objects.none()
    filterset_class = ArticleApiFilter

    def get_queryset(self):
        public_parks = Prefetch("parks", Park.objects.published().order_by("slug", "pk"))
        live = Article.objects.published().filter(column__site__is_live=True)
        rows = live.select_related("column__site", "kind_tag").prefetch_related(public_parks)
        return rows.newest_first()

    def get_serializer_class(self):
        return ArticleTextSerializer if self.action == "retrieve" else ArticleSerializer


API_VIEWSETS = [("articles", ArticleViewSet, "article")]
