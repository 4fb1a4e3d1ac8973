"""What cards and pages print of a listing, prepared here: templates cost more than the database."""

from dataclasses import dataclass

from django.core.files.storage import default_storage
from django.templatetags.static import static
from django.utils import timezone

from parks import attributes
from parks.display_values import BY_PARK, Figure, Tag, number
from parks.models.supplies import distance_words
from parks.units import PRICE_UNITS

SCENES = {"land": "land", "factory": "workshop", "warehouse": "warehouse", "office": "office"}
NOUNS = {"land": "这块地", "factory": "这处厂房", "warehouse": "这处仓库", "office": "这处写字楼"}
# What its page says of every listing before the typed columns of its kind.
OFFER = ("offer", "status_of_offer", "available_on", "divisible_from_sqm")
MOST_TAGS = 4


@dataclass(frozen=True)
class Download:
    """A file as offered to readers; size None when storage has lost it, pages until it is read."""

    title: str
    url: str
    size: int | None
    pages: int | None = None

    @classmethod
    def of(cls, title, path, pages=None):
        try:
            size = default_storage.size(path)
        except OSError:
            size = None
        return cls(title, default_storage.url(path), size, pages)


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
    def status_word(self):
        return self.shown_status().label

    @property
    def divisible_words(self):
        """10,000 ㎡起; empty where that is unknown."""
        sqm = self.divisible_from_sqm
        return f"{number(sqm, 0)}\u00a0㎡起" if sqm else ""

    @property
    def industry_words(self):
        """Needs for_detail()."""
        return "、".join(self.industry_names)

    @property
    def place(self):
        """昆仑经开区·纬六路北侧."""
        park = self.public_park.name if self.public_park else ""
        if self.address.startswith(park):
            return self.address
        return "·".join(filter(None, (park, self.address)))

    def downloads(self):
        """Title, address, size in bytes and pages of each file; needs for_detail()."""
        return [Download.of(row["title"], row["path"], row["pages"]) for row in self.file_list]

    @property
    def freight_note(self):
        """距铁路货场 9 km（按园区）; what is planned says so. Needs for_cards()."""
        km, state = getattr(self, "rail_freight_km", None), getattr(self, "rail_freight_state", "")
        if km is None and not state:
            return ""
        label = attributes.BY_NAME["rail_freight_km"].label
        return f"{label} {distance_words(km, state)}{BY_PARK}"

    @property
    def verified_label(self):
        if self.verified_at is None:
            return "尚未核实"
        word = "核实于" if self.is_fresh() else "上次核实"
        return f"{word} {timezone.localtime(self.verified_at):%Y-%m-%d}"

    @property
    def area_figure(self):
        sqm = f"{number(self.area_sqm, 0)}\u00a0㎡"
        label = attributes.BY_NAME["area_sqm"].label
        if self.is_land:
            return Figure(label, number(self.area_mu, 1), "亩", sqm)
        return Figure(label, number(self.area_sqm, 0), "㎡")

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
            return attributes.BY_NAME["price_amount"].label
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
        terms = self.terms()
        deciding = [
            row.figure(terms) for row in attributes.typed(self.kind) if self.kind in row.key_of
        ]
        return [self.area_figure, self.price_figure, *deciding]

    def card_figures(self):
        """The first three key figures."""
        return self.key_figures()[:3]

    def general_facts(self):
        """What every kind has, then the typed columns of this kind."""
        terms = self.terms()
        typed = (row for row in attributes.BY_KIND[self.kind] if row.is_shown(terms))
        return [
            *(attributes.BY_NAME[name].figure(self) for name in OFFER),
            *(row.figure(terms) for row in typed),
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
        terms = self.terms()
        traits = (row.tag(terms) for row in attributes.typed(self.kind) if self.kind in row.tag_of)
        tags = [self.offer_word, *filter(None, traits)][:MOST_TAGS]
        return [Tag(text) for text in (*tags, *(["演示数据"] if self.is_demo else []))]

    def card_tags(self):
        return [tag for tag in self.status_tags() if tag.tone != "main"]
