"""图片与附件: the library at the desk."""

from collections import defaultdict
from functools import partial

from django.contrib import admin
from django.contrib.admin.options import TO_FIELD_VAR
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html

from publishing.asset_choices import AS_HTML, CHOSEN_AS
from publishing.asset_forms import AssetForm, AssetReplaceForm, AssetUploadForm
from publishing.asset_uses import uses_of
from publishing.replaced_pictures import replace_everywhere
from regions import access
from regions.bounded_paginator import BoundedChangeList
from regions.models import Site
from regions.scoped_admin import ScopedModelAdmin
from regions.seen_rows import seen_rows

SHOWN = '<img src="{}" alt="" width="{}" loading="lazy">'
STILL_IN_HAND = "{}：传来不到两天，可能有人正在写用到它的内容，请过两天再删。"
LOGO = "这是站点的标志，请在站点设置里换。"
ELSEWHERE = "别的地区也用着这个文件，不能换；请上传一个新的，再改自己的页面。"
THUMBNAIL, PREVIEW = 96, 480  # pixels wide


class AssetFilter(admin.SimpleListFilter):
    """What somebody should look at."""

    title = "要看一看的"
    parameter_name = "look"

    def lookups(self, request, model_admin):
        return (("unused", "没有用到"), ("untold", "缺图片说明"))

    def queryset(self, request, queryset):
        if self.value() == "unused":
            return queryset.unused()
        return queryset.untold() if self.value() == "untold" else queryset


class AssetChangeList(BoundedChangeList):
    """Knows of each row of its page in how many places it is used; one statement for all."""

    def get_results(self, request):
        super().get_results(request)
        uses = uses_of([row.file.name for row in self.result_list])
        for row in self.result_list:
            row.use_count = len(uses.get(row.file.name, ()))


class AssetAdmin(ScopedModelAdmin):
    """A file comes in here or with a text; it is deleted only where nothing shows it."""

    form = AssetForm
    list_display = (
        "thumbnail",
        "shown_name",
        "what",
        "used",
        "region",
        "uploaded_by",
        "created_at",
    )
    list_display_links = ("shown_name",)
    list_filter = (AssetFilter, "kind")
    list_select_related = ("region", "uploaded_by")
    search_fields = ("file_name", "alt", "file", "sha256", "text")
    list_per_page = 15  # long names beside each picture
    search_help_text = "按文件名、图片说明、PDF 里的文字查找"
    ordering = ("-created_at", "-pk")
    fields = (
        "preview",
        "file_name",
        "alt",
        "is_decorative",
        "focus",
        "what",
        "address",
        "uploaded_by",
    )
    readonly_fields = ("preview", "what", "address", "uploaded_by", "created_at", "region")

    def get_queryset(self, request):
        return super().get_queryset(request).defer("text")

    def to_field_allowed(self, request, to_field):
        """What its pop-up hands to the form that asks for a file."""
        return to_field in CHOSEN_AS or super().to_field_allowed(request, to_field)

    def get_object(self, request, object_id, from_field=None):
        """How a text shows it is no column to find a row by."""
        return super().get_object(request, object_id, None if from_field == AS_HTML else from_field)

    def has_add_permission(self, request, obj=None):
        """A text takes what is there; new files come by its own button, to where the caret is."""
        is_for_text = request.GET.get(TO_FIELD_VAR) == AS_HTML
        return not is_for_text and super().has_add_permission(request, obj)

    def get_changelist(self, request, **kwargs):
        return AssetChangeList

    def get_fields(self, request, obj=None):
        if obj is None:
            return ("upload", *AssetForm.Meta.fields)
        shown = (*self.fields, "region", "created_at")
        return ("preview", "replacement", *shown[1:]) if self._may_replace(request, obj) else shown

    def get_form(self, request, obj=None, **kwargs):
        """A class for this request alone, so that it may know who asks."""
        changed = AssetReplaceForm if self._may_replace(request, obj) else AssetForm
        kwargs["form"] = AssetUploadForm if obj is None else changed
        form = super().get_form(request, obj, **kwargs)
        form.uploaded_by = request.user
        form.why_kept = partial(self._why_kept, request, obj)
        return form

    def _may_replace(self, request, obj):
        """It is a change of what is public, without a second review."""
        return obj is not None and self._allows(request, access.APPROVERS, obj)

    def _why_kept(self, request, obj):
        uses = uses_of([obj.file.name]).get(obj.file.name, ())
        if any(use.model is Site for use in uses):
            return LOGO
        return ELSEWHERE if self._used_in(request, [obj]).unseen else ""

    def save_model(self, request, obj, form, change):
        if not change:
            self.require_region(request, obj, self.add_roles)
            obj.file.save(form.content.name, form.content, save=False)
        elif form.content is not None:
            replace_everywhere(obj, form.content)
        if "focus" in form.changed_data:
            obj.renditions_at = None
        super().save_model(request, obj, form, change)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None:
            context["used"] = self._used_in(request, [obj])
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def get_deleted_objects(self, objs, request):
        """What is shown somewhere stays: its page would have a hole."""
        lines, counts, lacking, against = super().get_deleted_objects(objs, request)
        found = self._used_in(request, objs)
        against += [
            format_html('用在<a href="{}">{}：{}</a>', row.url, row.kind, row.title)
            for row in found.shown
        ]
        if found.unseen:
            against.append(f"另有 {found.unseen} 处您无权查看")
        against += [
            STILL_IN_HAND.format(asset)
            for asset in objs
            if asset.may_be_in_hand() and asset.uploaded_by_id != request.user.pk
        ]
        return lines, counts, lacking, against

    @staticmethod
    def _used_in(request, assets):
        """What shows the files, as this user may see it."""
        keys_of = defaultdict(set)
        for uses in uses_of([asset.file.name for asset in assets]).values():
            for use in uses:
                keys_of[use.model].add(use.pk)
        return seen_rows(keys_of, request)

    # ---- What a row and a page show ----

    @admin.display(description="文件")
    def thumbnail(self, obj):
        shown = obj.file.url if obj.is_picture else ""
        return format_html(SHOWN, f"{shown}.w480", THUMBNAIL) if shown else obj.get_kind_display()

    @admin.display(description="名字", ordering="file_name")
    def shown_name(self, obj):
        return obj.name

    @admin.display(description="格式与大小", ordering="size_bytes")
    def what(self, obj):
        size = f"{obj.width}×{obj.height}，" if obj.width else ""
        size = f"{obj.pages} 页，" if obj.pages else size
        kind = obj.file.name.rpartition(".")[2].upper()
        return f"{kind}，{size}{filesizeformat(obj.size_bytes)}"

    @admin.display(description="用在")
    def used(self, obj):
        return f"{obj.use_count} 处" if obj.use_count else "没有用到"

    @admin.display(description="预览")
    def preview(self, obj):
        if obj.is_picture:
            return format_html(SHOWN, obj.file.url, PREVIEW)
        return format_html('<a href="{}">下载看看</a>', obj.file.url)

    @admin.display(description="网址")
    def address(self, obj):
        return obj.file.url
