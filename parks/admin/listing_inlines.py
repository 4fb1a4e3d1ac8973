"""What hangs on a listing: the typed columns of its kind, photos, files."""

from django.contrib import admin
from django.utils.html import format_html_join

from parks.admin.forms import PhotoForm, PhotoFormSet, TermsFormSet
from parks.admin.photo_order import MOVES
from parks.attributes import SECTIONS
from parks.models import BuildingSpec, LandTerms, ListingFile, ListingPhoto
from publishing.asset_choices import AssetChoiceMixin
from regions.scoped_admin import ScopedInline

MOST_IN_LINE = 3
NUMBERS_HINT = "不知道就留空，页面会写“未知”；不要填 0。"


def form_sections(sections):
    """The table's headings and rows as a form: up to three short fields a line."""
    return [(heading or None, {"fields": list(_lines(rows))}) for heading, rows in sections]


def _lines(rows):
    line = ()
    for row in rows:
        if line and (row.is_wide or len(line + row.stored_in) > MOST_IN_LINE):
            yield line
            line = ()
        line += row.stored_in
        if row.is_wide:
            yield line
            line = ()
    if line:
        yield line


class TermsInline(ScopedInline):
    """One block of typed columns, open for filling in."""

    formset = TermsFormSet
    template = "admin/edit_inline/stacked.html"
    region_lookup = "listing__region"
    extra = 1


class LandTermsInline(TermsInline):
    model = LandTerms
    jump_label = "土地条件"
    fieldsets = form_sections(SECTIONS["land_terms"])
    verbose_name_plural = f"土地条件与控制指标（{NUMBERS_HINT}）"


class BuildingSpecInline(TermsInline):
    model = BuildingSpec
    jump_label = "建筑条件"
    fieldsets = form_sections(SECTIONS["building_spec"])
    verbose_name_plural = f"建筑条件（{NUMBERS_HINT}）"


class PhotoInline(AssetChoiceMixin, ScopedInline):
    model = ListingPhoto
    form = PhotoForm
    formset = PhotoFormSet
    is_cards = True
    jump_label = "图片"
    region_lookup = "listing__region"
    ordering = ("position", "pk")
    fields = (
        *("image", "alt", "is_decorative", "credit", "is_illustration", "position"),
        "order_buttons",
    )
    readonly_fields = ("order_buttons",)
    verbose_name_plural = (
        "图片（第一张作封面；说明写给看不见图的人，纯装饰的勾“装饰性”；效果图请勾“示意图”）"
    )

    def get_fields(self, request, obj=None):
        fields = super().get_fields(request, obj)
        may = self.has_change_permission(request, obj)
        return fields if may else [name for name in fields if name != "order_buttons"]

    @admin.display(description="排序")
    def order_buttons(self, photo):
        if photo.pk is None:
            return "保存后可以排序"
        buttons = (
            (f"{move}-{photo.pk}", f"{label}：{photo}", label) for move, label in MOVES.items()
        )
        return format_html_join(
            " ",
            '<button class="button" name="_photo" value="{}" formaction="#photos-group"'
            ' formnovalidate aria-label="{}">{}</button>',
            buttons,
        )


class FileInline(AssetChoiceMixin, ScopedInline):
    model = ListingFile
    jump_label = "附件"
    region_lookup = "listing__region"
    verbose_name_plural = "附件（PDF：宗地图、规划条件）"
