"""What hangs on a listing: the typed columns of its kind, photos, files."""

from parks.admin.forms import TermsFormSet
from parks.models import BuildingSpec, LandTerms, ListingFile, ListingPhoto
from regions.scoped_admin import ScopedInline

NUMBERS_HINT = "不知道就留空，页面会写“未知”；不要填 0。"


class TermsInline(ScopedInline):
    """One block of typed columns, open for filling in."""

    formset = TermsFormSet
    template = "admin/edit_inline/stacked.html"
    region_lookup = "listing__region"
    extra = 1


class LandTermsInline(TermsInline):
    model = LandTerms
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("use_code", "supply_mode", "state"),
                    ("is_standard_land", "tenure_years", "height_max_m"),
                    ("power_kva", "is_eia_ready"),
                    ("plot_ratio_min", "plot_ratio_max", "building_coefficient_min_percent"),
                    "geology",
                    "assessments",
                )
            },
        ),
        (
            "控制指标",
            {
                "fields": (
                    ("investment_wan_per_mu", "tax_wan_per_mu", "output_wan_per_mu"),
                    ("energy_tce_per_wan", "green_ratio_max_percent", "office_land_max_percent"),
                    "emission",
                )
            },
        ),
    )
    verbose_name_plural = f"土地条件与控制指标（{NUMBERS_HINT}）"


class BuildingSpecInline(TermsInline):
    model = BuildingSpec
    fieldsets = (
        (
            "结构与承载",
            {
                "fields": (
                    ("structure", "fire_class", "floors"),
                    ("clear_height_m", "floor_height_m", "load_t_per_sqm"),
                    ("column_spacing_m", "column_grid", "dock_doors"),
                    ("crane_t", "freight_lift_t"),
                )
            },
        ),
        (
            "水电与配套",
            {
                "fields": (
                    ("power_kva", "has_dual_power", "has_sprinkler"),
                    ("has_steam", "has_gas", "has_rail_siding"),
                )
            },
        ),
        (
            "产权与交付",
            {
                "fields": (
                    ("is_eia_ready", "is_registrable", "is_separately_titled"),
                    ("delivery_standard", "delivery"),
                    ("efficiency_percent", "workstations"),
                    ("property_fee_yuan_per_sqm_month", "deposit_terms", "rent_free_months"),
                )
            },
        ),
    )
    verbose_name_plural = f"建筑条件（{NUMBERS_HINT}）"


class PhotoInline(ScopedInline):
    model = ListingPhoto
    region_lookup = "listing__region"
    verbose_name_plural = "图片（第一张作封面；说明写给看不见图的人；效果图请勾“示意图”）"


class FileInline(ScopedInline):
    model = ListingFile
    region_lookup = "listing__region"
    verbose_name_plural = "附件（PDF：宗地图、规划条件）"
