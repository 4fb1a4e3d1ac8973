"""Articles: written by editors, made public by reviewers."""

from django.contrib import admin, messages
from django.db.models import Q
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html, format_html_join
from django.utils.timezone import localtime

from news.admin.old_pages import OldPagesMixin
from news.admin.repair_page import RepairPageMixin
from news.forms import LONGEST_SOURCE, ArticleForm
from news.models import Article, Column
from publishing.form_panels import Mark
from publishing.workflow_admin import PUBLISHING, RECORD, PublishableAdmin
from regions import access
from regions.models import Site
from regions.refused_values import LONGEST_KEY
from regions.used_values import UsedValues
from search.searched_by_parts import SearchedByParts


class UsedColumns(UsedValues):
    """Columns that hold articles this user sees, with the name of their site."""

    def field_choices(self, field, request, model_admin):
        columns = Column.objects.filter(self.is_used(request, model_admin)).select_related("site")
        return [
            (column.pk, f"{column.site.short_name}·{column.name}")
            for column in columns.order_by("site", "position", "pk")
        ]


@admin.register(Article)
class ArticleAdmin(OldPagesMixin, RepairPageMixin, SearchedByParts, PublishableAdmin):
    form = ArticleForm
    change_form_template = "admin/news/article/change_form.html"
    region_lookup = "column__site__region"
    list_display = (
        *("headline", "status_badge", "column_path", "writer", "checks", "public_since"),
    )
    list_filter = (
        *("status", "is_attention_needed"),
        *(("column", UsedColumns), ("kind_tag", UsedValues), "is_demo"),
    )
    signed_unopened = Q(is_attention_needed=False)
    list_select_related = ("column__site", "kind_tag", "created_by")
    list_per_page = 18  # long titles; the rail of a manager has forty entries
    date_hierarchy = "publish_at"
    search_fields = ("title", "summary", "source")
    empty_words = "写好一篇、提交审核，就从这里看它走到哪一步。"
    ordering = ("-publish_at", "-pk")
    autocomplete_fields = ("parks",)
    readonly_fields = (*PublishableAdmin.readonly_fields, "origin")
    fieldsets = (
        (
            None,
            {
                "fields": (("column", "kind_tag"), "title", "subtitle", "body", "summary"),
                "description": "先选栏目，再写标题和正文。写完点“提交审核”，审核通过后才公开。",
            },
        ),
        (
            "题图",
            {
                "fields": ("cover", "cover_alt"),
                "description": "横图为好，宽 1200 像素以上。说明写清图里是什么，给看不见图的人听。",
            },
        ),
        (
            "来源与署名",
            {
                "fields": ("source", ("author", "responsible_editor"), "event_on"),
                "description": "转载写原发单位。事情发生的日子与发布日期不同时，填事件日期。",
            },
        ),
        (
            "相关园区",
            {
                "fields": ("parks",),
                "description": "选了园区，文末会出现园区链接，同园区的文章互相推荐。",
            },
        ),
        PUBLISHING,
        (
            "人工处理与来历",
            {
                "fields": ("is_attention_needed", "is_demo", "origin"),
                "description": "导入的旧文章有疑问时会自动勾选；核对改好后取消勾选。",
            },
        ),
        RECORD,
    )

    def get_changeform_initial_data(self, request):
        """The source is the organiser, where the site is known: of the column, or the only one."""
        initial = super().get_changeform_initial_data(request)
        sites = access.scope(
            Site.objects.all(), request.user, lookup="region", roles=access.EDITORS
        )
        if (column := initial.get("column", "")).isdecimal() and len(column) <= LONGEST_KEY:
            sites = sites.filter(columns=column)
        names = list(sites.values_list("organiser", flat=True)[:2])
        return ({"source": names[0][:LONGEST_SOURCE]} if len(names) == 1 else {}) | initial

    def marks_for(self, obj):
        marks = super().marks_for(obj)
        if obj.is_attention_needed:
            text = "逐处核对，改好后取消勾选才能发布"
            marks = [Mark("bad", "还标着“需要人工处理”", text, "id_is_attention_needed"), *marks]
        return marks

    @admin.display(description="标题", ordering="title")
    def headline(self, article):
        return article.full_title

    @admin.display(description="栏目", ordering="column")
    def column_path(self, article):
        return f"{article.column.site.short_name}·{article.column.name}"

    @admin.display(description="导入来历")
    def origin(self, article):
        provenance = article.provenance
        imported_at = parse_datetime(provenance.get("imported_at", ""))
        lines = [
            f"文件：{provenance['file']}" if provenance.get("file") else "",
            f"导入时间：{localtime(imported_at):%Y-%m-%d %H:%M}" if imported_at else "",
            f"文件指纹（SHA-256）：{provenance['sha256']}" if provenance.get("sha256") else "",
            *provenance.get("taken_from", []),
            *(f"待核对：{note}" for note in provenance.get("notes", [])),
            *(f"还原编码以前：{line}" for line in provenance.get("misread", [])),
        ]
        rows = format_html_join("", "<li>{}</li>", ((line,) for line in lines if line))
        return format_html("<ul>{}</ul>", rows) if rows else "不是导入的。"

    @admin.action(description="通过并发布", permissions=["approve"])
    def approve_selected(self, request, queryset):
        if doubtful := queryset.filter(is_attention_needed=True).count():
            text = f"{doubtful} 篇还标着“需要人工处理”，没有发布：请逐篇核对，取消勾选后再发布。"
            self.message_user(request, text, messages.WARNING)
        super().approve_selected(request, queryset.filter(is_attention_needed=False))
