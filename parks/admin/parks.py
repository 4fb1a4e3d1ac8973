"""A park with what it supplies, how far things are and what they cost."""

from django.contrib import admin
from django.db.models import Q

from parks.admin.forms import ParkForm
from parks.admin.placed_admin import PlacedAdmin
from parks.models import CostFactor, Park, TransportLink, Utility
from publishing.workflow_admin import PUBLISHING, RECORD
from regions.scoped_admin import ScopedInline


class UnsaidFilter(admin.SimpleListFilter):
    """Parks of which nobody said whether what they state stands or is only planned."""

    title = "配套和交通的状态"
    parameter_name = "unsaid"

    def lookups(self, request, model_admin):
        return [("1", "有没写已建、在建还是规划的")]

    def queryset(self, request, parks):
        if self.value() != "1":
            return parks
        unsaid = Q(transport__state="", transport__distance_km__isnull=False)
        unsaid |= Q(utilities__state="", utilities__is_supplied=True)
        return parks.filter(pk__in=Park.objects.filter(unsaid).order_by().values("pk"))


class UtilityInline(ScopedInline):
    model = Utility
    region_lookup = "park__region"
    max_num = len(Utility.Kind)
    jump_label = "七通一平"
    verbose_name_plural = "七通一平（没有填的显示为“未知”）"


class TransportInline(ScopedInline):
    model = TransportLink
    jump_label = "交通距离"
    region_lookup = "park__region"
    verbose_name_plural = "交通距离（写公里数，不写“多少分钟”；没有测过就留空）"


class CostInline(ScopedInline):
    model = CostFactor
    jump_label = "要素价格"
    region_lookup = "park__region"
    verbose_name_plural = "要素价格（调价时加一行新日期，不要改旧的；来源必填）"


@admin.register(Park)
class ParkAdmin(PlacedAdmin):
    form = ParkForm
    list_display = ("name", "region", "level", "status_badge", "updated_at", "public_since")
    list_filter = ("status", "level", UnsaidFilter, "is_demo")
    list_select_related = ("region",)
    search_fields = ("name", "also_known_as", "slug")
    ordering = ("name", "pk")
    autocomplete_fields = ("region", "industries")
    short_lists = ("industries",)
    inlines = (UtilityInline, TransportInline, CostInline)
    has_jump_list = True
    fieldsets = (
        (
            "基本",
            {
                "fields": (
                    *(("name", "slug"), ("region", "level"), "summary", "also_known_as"),
                    "is_demo",
                ),
                "description": "先写企业最关心的一句话：做什么产业，有什么资源。",
            },
        ),
        ("图片", {"fields": ("cover", "cover_alt")}),
        (
            "面积与产业",
            {
                "fields": (
                    "industries",
                    "established_on",
                    ("approved_area_sqm", "planned_area_sqm"),
                    ("supplied_percent", "available_percent"),
                    "source",
                    ("area_source", "area_sourced_on"),
                ),
                "description": "面积选好单位再填，保存时换算成 ㎡。不知道就留空，"
                "页面会写“未知”；不要填 0。填了面积就写清来源与年份。"
                "依据和核对日期写在公开页上，改了马上公开，不用再审。",
            },
        ),
        (
            "位置",
            {
                "fields": (
                    "address",
                    ("latitude", "longitude", "location_accuracy_m"),
                    "coordinate_system",
                    "boundary",
                    ("place_source", "place_sourced_on"),
                    "contact_name",
                ),
                "description": "百度、高德地图上点出来的坐标有偏移：在“坐标系”里选取自哪种地图。",
            },
        ),
        ("详细介绍", {"fields": ("body",)}),
        (
            "配套与交通的依据",
            {
                "fields": (
                    ("utilities_source", "utilities_sourced_on"),
                    ("transport_source", "transport_sourced_on"),
                ),
                "description": "下面的七通一平和交通距离从哪里来、什么时候核对的；不知道就留空。"
                "要素价格的来源写在每一行里。",
            },
        ),
        PUBLISHING,
        RECORD,
    )
