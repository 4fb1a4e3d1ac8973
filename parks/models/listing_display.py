"""What cards and pages print of a listing, prepared here: templates cost more than the database."""

from dataclasses import dataclass

from django.core.files.storage import default_storage
from django.templatetags.static import static
from django.utils import timezone

from parks import attributes
from parks.display_values import UNKNOWN, Figure, Tag, number
from parks.units import PRICE_UNITS

SCENES = {"land": "land", "factory": "workshop", "warehouse": "warehouse", "office": "office"}
NOUNS = {"land": "这块地", "factory": "这处厂房", "warehouse": "这处仓库", "office": "这处写字楼"}
# The figures after area and price that decide first, by kind.
KEY_COLUMNS = {
    "land": ("tenure_years", "investment_wan_per_mu"),
    "factory": ("clear_height_m", "load_t_per_sqm"),
    "warehouse": ("clear_height_m", "load_t_per_sqm"),
    "office": ("delivery_standard", "property_fee_yuan_per_sqm_month"),
}
BUILDING_TRAITS = (
    ("has_rail_siding", "铁路专用线"),
    ("is_eia_ready", "可办环评"),
    ("is_separately_titled", "独立产证"),
)


@dataclass(frozen=True)
class Download:
    """A file as offered to readers; size None when storage has lost it."""

    title: str
    url: str
    size: int | None

    @classmethod
    def of(cls, title, path):
        try:
            size = default_storage.size(path)
        except OSError:
            size = None
        return cls(title, default_storage.url(path), size)


class ListingText:
    """Mixin of Listing. Nothing here queries when the row came from for_cards() or for_detail()."""

    @property
    def noun(self):
        return NOUNS[self.kind]

    @property
    def scene_url(self):
        """The drawn scene that stands in for a photo."""
        return static(f"art/{SCENES[self.kind]}.svg")

    @property
    def cover_url(self):
        path = getattr(self, "cover_path", None)
        return default_storage.url(path) if path else self.scene_url

    @property
    def public_park(self):
        """The park if readers may see it: a draft must not show through its listings."""
        return self.park if self.park and self.park.is_published() else None

    @property
    def offer_word(self):
        """What readers call the offer: land is 出让, a building is 出售."""
        if self.offer == self.Offer.SALE:
            return "出让" if self.is_land else "出售"
        return self.get_offer_display()

    @property
    def place(self):
        """昆仑经开区·纬六路北侧."""
        park = self.public_park.name if self.public_park else ""
        if self.address.startswith(park):
            return self.address
        return "·".join(filter(None, (park, self.address)))

    def downloads(self):
        """Title, address and size in bytes of each file; needs for_detail()."""
        return [Download.of(row["title"], row["path"]) for row in self.file_list]

    @property
    def freight_note(self):
        km = getattr(self, "rail_freight_km", None)
        return "" if km is None else f"距铁路货场 {number(km, 1)} km"

    @property
    def verified_label(self):
        if self.verified_at is None:
            return "尚未核实"
        word = "核实于" if self.is_fresh() else "上次核实"
        return f"{word} {timezone.localtime(self.verified_at):%Y-%m-%d}"

    @property
    def area_figure(self):
        sqm = f"{number(self.area_sqm)}\u00a0㎡"
        if self.is_land:
            return Figure("面积", number(self.area_mu, 1), "亩", sqm)
        return Figure("面积", number(self.area_sqm), "㎡")

    @property
    def price_figure(self):
        """The price as quoted with the other usual unit beside it; 面议 with its reason."""
        label = self._price_label()
        if self.price_amount is None:
            return Figure(label, "面议", beside=self.price_basis, tone="price")
        unit = self.get_price_unit_display()
        return Figure(label, number(self.price_amount), unit, self._other_price(), tone="price")

    def _price_label(self):
        if self.offer == self.Offer.TRANSFER:
            return "转让价"
        if self.rent_yuan_per_sqm_month is not None or self.offer == self.Offer.LEASE:
            return "租金"
        if self.price_yuan_per_sqm is None and self.offer == self.Offer.BOTH:
            return "价格"
        return "起始价" if self.is_land else "售价"

    def _other_price(self):
        """The same price in the unit that buyers or tenants also compare by."""
        beside = {
            "wan_per_mu": ("yuan_per_sqm", ""),
            "yuan_per_sqm_day": ("yuan_per_sqm_month", "约 "),
            "yuan_per_sqm_month": ("yuan_per_sqm_day", "约 "),
            "yuan_per_sqm": ("wan_per_mu" if self.is_land else "", ""),
        }
        name, about = beside[self.price_unit]
        if not name:
            return ""
        unit = PRICE_UNITS[name]
        amount = self.price_amount * PRICE_UNITS[self.price_unit].factor / unit.factor
        return f"{about}{number(amount)}\u00a0{unit.label}"

    def key_figures(self):
        """Area, price and the two figures that decide next."""
        columns = {c.name: c for c in (*attributes.BY_KIND[self.kind], *attributes.CONTROLS)}
        deciding = [attributes.fact(self.terms(), columns[name]) for name in KEY_COLUMNS[self.kind]]
        return [self.area_figure, self.price_figure, *deciding]

    def card_figures(self):
        """The first three key figures."""
        return self.key_figures()[:3]

    def general_facts(self):
        """What every kind has, then the typed columns of this kind."""
        divisible = self.divisible_from_sqm
        return [
            Figure("供应方式", self.offer_word),
            Figure("供应状态", self.shown_status().label),
            Figure("可交付日期", self.available_on.isoformat() if self.available_on else UNKNOWN),
            Figure("可分割", f"{number(divisible)}\u00a0㎡起" if divisible else UNKNOWN),
            *attributes.facts_of(self.terms(), self.kind),
        ]

    def status_tags(self, now=None):
        """Kind, state of the offer, freshness, in this order."""
        tags = [Tag(self.get_kind_display(), "main")]
        status = self.shown_status()
        if status != self.OfferStatus.AVAILABLE:
            tags.append(Tag(status.label, "warn" if self.is_open else "off"))
        tags += self.trait_tags()
        if not self.is_fresh(now):
            tags.append(Tag("待核实", "off"))
        return tags

    def trait_tags(self):
        """The short list of advantages that are known to be true."""
        terms, tags = self.terms(), [self.offer_word]
        if self.is_land and terms:
            tags += ["标准地"] if terms.is_standard_land else []
            tags += [terms.get_state_display()] if terms.state else []
        elif terms:
            tags += [terms.get_fire_class_display()] if terms.fire_class else []
            tags += [text for name, text in BUILDING_TRAITS if getattr(terms, name)]
        return [Tag(text) for text in (*tags[:4], *(["演示数据"] if self.is_demo else []))]

    def card_tags(self):
        return [tag for tag in self.status_tags() if tag.tone != "main"]
