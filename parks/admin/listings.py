"""A listing with the typed columns of its kind, photos and files."""

from django.contrib import admin
from django.core.exceptions import BadRequest

from core.text_folding import fold
from parks.admin.forms import ListingForm
from parks.admin.listing_actions import ListingActions
from parks.admin.listing_inlines import (
    BuildingSpecInline,
    FileInline,
    LandTermsInline,
    PhotoInline,
)
from parks.admin.listing_notes import ListingNotes
from parks.admin.photo_order import MOVED, moved
from parks.admin.placed_admin import PlacedAdmin
from parks.models import Listing
from publishing.workflow_admin import PUBLISHING, RECORD, PublishableAdmin
from regions import access
from search.searched_by_parts import SearchedByParts


@admin.register(Listing)
class ListingAdmin(ListingActions, ListingNotes, SearchedByParts, PlacedAdmin):
    form = ListingForm
    change_form_template = "admin/parks/listing_change_form.html"
    list_display = (
        "title_and_code",
        "kind",
        "park_name",
        "status_badge",
        "offer_state",
        "freshness",
        "completeness_percent",
        "public_since",
    )
    list_filter = ("kind", "status", "status_of_offer", "offer", "is_demo")
    list_select_related = ("region", "park", "land_terms", "building_spec")
    search_fields = ("searched_text",)
    list_per_page = 12  # wide rows
    search_words = "标题、编号、地址"
    ordering = ("-pk",)
    autocomplete_fields = ("region", "park", "industries")
    short_lists = ("industries",)
    actions = ListingActions.state_actions
    readonly_fields = (
        *PublishableAdmin.readonly_fields,
        *("verified_at", "verified_by", "verified_evidence"),
        *("hold_note", "freshness_note", "completeness_note", "per_mu_note"),
    )
    has_jump_list = True
    fieldsets = (
        (
            "基本",
            {
                "fields": (
                    *(("code", "kind", "offer"), "title", "summary", ("region", "park")),
                    "is_demo",
                ),
                "description": "保存后按类型出现“土地条件”或“建筑条件”。",
            },
        ),
        (
            "面积与价格",
            {
                "fields": (
                    ("area_sqm", "divisible_from_sqm"),
                    ("area_source", "area_sourced_on"),
                    ("price_amount", "price_unit", "price_basis"),
                    ("price_source", "price_sourced_on"),
                    "available_on",
                    "industries",
                ),
                "description": "面积选好单位再填，保存时换算成 ㎡。依据和核对日期写在公开页上。"
                "面议时价格和单位都留空，在“价格口径”写原因。",
            },
        ),
        ("位置", {"fields": ("address", ("latitude", "longitude"), "coordinate_system")}),
        ("详细说明", {"fields": ("body",)}),
        (
            "供应",
            {
                "fields": (
                    ("status_of_offer", "hold_note"),
                    ("offer_source", "offer_sourced_on"),
                    "per_mu_note",
                ),
                "description": "意向锁定：在列表里勾选，再选动作“意向锁定”。"
                "供应、核实、价格和可交付日期的更正马上公开，不用再审。",
            },
        ),
        (
            "条件的依据",
            {
                "fields": (
                    ("terms_source", "terms_sourced_on"),
                    ("utilities_source", "utilities_sourced_on"),
                ),
                "description": "下面各项条件的数从哪里来、什么时候核对的；不知道就留空。",
            },
        ),
        (
            "核实",
            {
                "fields": (
                    *("verified_how", "verified_at", "verified_by", "verified_evidence"),
                    *("freshness_note", "completeness_note"),
                ),
                "classes": ("side",),
            },
        ),
        PUBLISHING,
        RECORD,
    )

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """A button beside a picture draws the form anew, as it was typed; nothing is stored."""
        if request.method == "POST" and "_photo" in request.POST:
            data = moved(request.POST, request.POST["_photo"])
            if data is None:
                raise BadRequest("没有这个按钮。")
            request.POST, request.sentence_as_sent = data, MOVED
        return super().changeform_view(request, object_id, form_url, extra_context)

    def expected_facts(self, obj):
        return obj.missing_facts()

    def get_search_results(self, request, queryset, search_term):
        """What is looked through is stored folded."""
        return super().get_search_results(request, queryset, fold(search_term))

    def get_inlines(self, request, obj):
        if obj is None:
            return (PhotoInline, FileInline)
        return (LandTermsInline if obj.is_land else BuildingSpecInline, PhotoInline, FileInline)

    def save_model(self, request, obj, form, change):
        if how := form.cleaned_data.get("verified_how"):
            by = access.post_of(request.user, obj.region)
            obj.verify(by=by, evidence=how, commit=False)
        super().save_model(request, obj, form, change)

    def _meant(self, form, changes):
        step, reason = super()._meant(form, changes)
        how = form.cleaned_data.get("verified_how")
        return step, f"核实：{how}；{reason}" if how else reason

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if not change:
            form.instance.index()  # Industries were written after the listing itself.

    def get_readonly_fields(self, request, obj=None):
        """A saved listing keeps its kind: the typed columns hang on it."""
        fields = super().get_readonly_fields(request, obj)
        return (*fields, "kind") if obj else fields
