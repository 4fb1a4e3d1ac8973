"""What cards and pages print of a park, prepared here."""

from django.templatetags.static import static
from django.utils import timezone

from parks.display_values import UNKNOWN, Figure, number
from parks.models.supplies import CostFactor, TransportLink, Utility
from parks.units import SQM_PER_SQKM, sqm_to_mu

SEVEN = ("water", "drainage", "power", "telecom", "road", "gas", "heat")
NUMERALS = "零一二三四五六七"


class ParkText:
    """Mixin of Park. Methods that name utilities or transport read the prefetched rows."""

    @property
    def cover_url(self):
        return self.cover.url if self.cover else static("art/park.svg")

    @property
    def card_figures(self):
        """Area and what is on offer; needs with_listing_counts()."""
        return [self.area_figure, Figure("在架空间", str(self.listing_count), "处")]

    @property
    def area_figure(self):
        for label, sqm in (
            ("核准面积", self.approved_area_sqm),
            ("规划面积", self.planned_area_sqm),
        ):
            if sqm is not None:
                return _area(label, sqm)
        return Figure("面积", UNKNOWN)

    def key_figures(self):
        """What the page opens with; unknown ones say so."""
        established = str(self.established_on.year) if self.established_on else UNKNOWN
        return [
            _area("核准面积", self.approved_area_sqm),
            _area("规划面积", self.planned_area_sqm),
            Figure("在架空间", str(self.listing_count), "处"),
            Figure("批准设立", established, "年" if self.established_on else ""),
        ]

    def land_use(self):
        """(supplied, available, reserved) in per cent, or None unless the first two are known."""
        supplied, available = self.supplied_percent, self.available_percent
        if supplied is None or available is None or supplied + available > 100:
            return None
        return supplied, available, 100 - supplied - available

    def utility_rows(self):
        """(Kind, Utility or None) for all of 七通一平, in the usual order."""
        known = {utility.kind: utility for utility in self.utilities.all()}
        return [(kind, known.get(kind.value)) for kind in Utility.Kind]

    def supply_label(self):
        """七通一平, 五通一平, 三通 …; empty when nothing is known to be supplied."""
        supplied = {
            utility.kind
            for utility in self.utilities.all()
            if utility.is_supplied and not utility.is_unbuilt
        }
        ways = len(supplied.intersection(SEVEN))
        levelled = "一平" if "levelled" in supplied else ""
        return f"{NUMERALS[ways]}通{levelled}" if ways else ""

    def transport_rows(self):
        """Links in the usual order of kinds, what stands first, the nearest first, unknown last."""
        order = list(TransportLink.Kind)
        return sorted(
            self.transport.all(),
            key=lambda link: (
                order.index(link.kind),
                link.is_unbuilt,
                link.distance_km is None,
                link.distance_km or 0,
                link.pk,
            ),
        )

    def cost_rows(self):
        """The newest price of each factor that is already valid, in the usual order."""
        today = timezone.localdate()
        valid = [cost for cost in self.cost_factors.all() if cost.valid_from_on <= today]
        newest = {cost.kind: cost for cost in sorted(valid, key=lambda cost: cost.valid_from_on)}
        return [newest[kind] for kind in CostFactor.Kind if kind in newest]


def _area(label, sqm):
    if sqm is None:
        return Figure(label, UNKNOWN)
    return Figure(label, number(sqm / SQM_PER_SQKM), "km²", f"{number(sqm_to_mu(sqm), 0)}\u00a0亩")
