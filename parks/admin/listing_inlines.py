"""What hangs on a listing: the typed columns of its kind, photos, files."""

from parks.models import BuildingSpec, LandTerms, ListingFile, ListingPhoto
from regions.scoped_admin import ScopedInline

NUMBERS_HINT = "不知道就留空，页面会写“未知”；不要填 0。"


class TermsInline(ScopedInline):
    """One block of typed columns, open for filling in."""

    template = "admin/edit_inline/stacked.html"
    region_lookup = "listing__region"
    extra = 1


class LandTermsInline(TermsInline):
    model = LandTerms
    verbose_name_plural = f"土地条件与控制指标（{NUMBERS_HINT}）"


class BuildingSpecInline(TermsInline):
    model = BuildingSpec
    verbose_name_plural = f"建筑条件（{NUMBERS_HINT}）"


class PhotoInline(ScopedInline):
    model = ListingPhoto
    region_lookup = "listing__region"
    verbose_name_plural = "图片（第一张作封面；说明写给看不见图的人；效果图请勾“示意图”）"


class FileInline(ScopedInline):
    model = ListingFile
    region_lookup = "listing__region"
    verbose_name_plural = "附件（PDF：宗地图、规划条件）"
