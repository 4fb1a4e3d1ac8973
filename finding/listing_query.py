"""What an address asks of a list of listings, as conditions of the index rows."""

from functools import cached_property

from django.db.models import Case, Count, F, Q, Value, When
from django.db.models.functions import Coalesce

from finding import nearness
from finding.criteria import EVERY
from finding.forms import RANGES, SHARES, SORTS, ListingFilterForm
from finding.needs import BY_NAME, NEEDS, Asked
from finding.options import most_particular
from finding.ranges import Span
from finding.restrictions import RESTRICTIONS, Words
from parks.models import Listing, ListingIndex
from parks.models.listing_index import DEAREST
from parks.models.offer_status import has_offer_status
from parks.units import PRICE_UNITS

ROW = "index_row__"  # leads from a listing to its row


class ListingQuery:
    """A list's restrictions, needs and order; by default what can still be had.

    A row that fails a condition is never kept; one of which a needed fact is unknown is kept and
    comes after all others. What is wrong in `data` stands in `form.errors` and is left out.
    """

    def __init__(self, data, options, kind=""):
        """`options` are those of the place (finding.options); `kind` fixes the kind."""
        self.options = options
        self.fixed_kind = kind
        self.form = ListingFilterForm(data, options, kind)
        self.form.is_valid()
        self.cleaned = self.form.cleaned_data

    @cached_property
    def restrictions(self) -> list[Asked]:
        """Kind, offer, park and words, as far as given."""
        values = {
            "kind": [self.fixed_kind] if self.fixed_kind else self.cleaned.get("kind"),
            "offer": self.cleaned.get("offer"),
            "park": self._chosen("park", self.options.parks),
            "q": Words(self.cleaned.get("q", ""), self.options),
        }
        return [Asked(one, values[one.name]) for one in RESTRICTIONS if values[one.name]]

    @cached_property
    def asked(self) -> list[Asked]:
        """The needs given, in the order of their table."""
        values = {need.name: self.value_of(need.name) for need in NEEDS}
        given = {name: value for name, value in values.items() if value not in (None, "", [])}
        return [Asked(BY_NAME[name], value) for name, value in given.items()]

    @cached_property
    def conditions(self) -> list[Asked]:
        return [*self.restrictions, *self.asked]

    def value_of(self, name):
        """What is asked of a need; None or nothing where it is not asked."""
        if name == "area" and (about := self.cleaned.get("area_about")):
            within = self.cleaned.get("area_within") or SHARES[0]
            return Span.around(about, within, self._unit(name))
        if name in RANGES:
            low, high = self.cleaned.get(f"{name}_min"), self.cleaned.get(f"{name}_max")
            return None if low is None and high is None else Span(low, high, self._unit(name))
        if name == "industry":
            return most_particular(self._chosen(name, self.options.industries))
        value = self.cleaned.get(name)
        return True if BY_NAME[name].operator == "yes" and value else value

    def _unit(self, name):
        return self.cleaned.get(f"{name}_unit") or self.form.usual_units[f"{name}_unit"]

    def _chosen(self, name, offered):
        slugs = self.cleaned.get(name) or ()
        return [one for one in offered if one.slug in slugs]

    @property
    def order(self):
        """As asked, else by fit where needs were given, else the latest verified."""
        return self.cleaned.get("sort") or self.usual_order

    @property
    def usual_order(self):
        return "fit" if self.asked else "newest"

    @property
    def chosen_sort(self):
        """As the select shows it: empty for the usual order, which changes with the first need."""
        return "" if self.order == self.usual_order else self.order

    @property
    def sorts(self):
        """(value, words) of the select, the usual order first."""
        words = dict(SORTS)
        rest = [(name, label) for name, label in SORTS if name not in {self.usual_order, "fit"}]
        return [("", words[self.usual_order]), *rest]

    @property
    def is_by_fit(self):
        return bool(self.asked) and self.order == "fit"

    @property
    def order_words(self):
        """What 最符合 means, in a line."""
        return f"按您的 {len(self.asked)} 项排：不满足最少、未知最少、大小最近、最近核实的在前。"

    @property
    def kinds(self):
        """Those chosen; empty where all are listed."""
        return [self.fixed_kind] if self.fixed_kind else self.cleaned.get("kind") or []

    @property
    def kinds_left_out(self):
        """Kinds that cannot have what was asked for, though nobody left them out."""
        if self.kinds:
            return []
        return [k for k in EVERY if not all(asked.need.applies_to(k) for asked in self.asked)]

    @property
    def offer_states(self):
        status = self.cleaned.get("status")
        return [status] if status else Listing.OfferStatus.open()

    def of_the_place(self) -> Q:
        """What holds of all rows of the place in the state of offer asked for."""
        on_offer = has_offer_status(self.offer_states)
        regions = self.options.region_ids
        return on_offer if regions is None else Q(region__in=regions) & on_offer

    def index_rows(self):
        """Public rows of the place and the state of offer: what all conditions are asked of."""
        return ListingIndex.objects.published().filter(self.of_the_place())

    def narrow(self, rows, without=(), prefix=""):
        """Rows under all valid conditions except those named; nothing that fails one.

        `prefix` leads from the rows to the index row: none when they are index rows.
        """
        for asked in self.conditions:
            if asked.need.name not in without:
                rows = rows.filter(prefixed(asked.possible(), prefix))
        return rows

    @property
    def is_sure_only(self):
        """Whether only what meets every need for certain is listed; counts stay as they are."""
        return bool(self.cleaned.get("sure") and self.asked)

    def listed(self, rows, prefix=""):
        """Of narrowed rows those that the list shows."""
        if self.is_sure_only:
            for asked in self.asked:
                rows = rows.filter(prefixed(asked.met(), prefix))
        return rows

    def unknowns(self, prefix=""):
        """How many of the needs given are unknown of a row."""
        unknown = (prefixed(asked.unknown(), prefix) for asked in self.asked)
        return sum((Case(When(q, then=1), default=0) for q in unknown), Value(0))

    @property
    def wanted_sqm(self) -> float | None:
        """The size by which what fits is ordered; None where another order or no size is asked."""
        area = next((asked for asked in self.asked if asked.need.name == "area"), None)
        if area is None or self.order != "fit":
            return None
        return area.need.wanted_sqm(area.value) or None

    def rank(self, prefix=""):
        """By what rows come in the list before their sort key: unknowns, then nearness of size.

        A row that is certain has less than `nearness.STEPS`.
        """
        unknowns = self.unknowns(prefix) * nearness.STEPS
        wanted = self.wanted_sqm
        return unknowns if wanted is None else unknowns + nearness.in_sql(wanted, prefix)

    @property
    def price_column(self):
        """Of the price by which is sorted."""
        return PRICE_UNITS[self._unit("price")].column

    def key(self, prefix=""):
        """(expression, is descending) by which the order asked for goes; ties go by pk."""
        if self.order in {"area", "-area"}:
            return F(f"{prefix}area_sqm"), self.order == "-area"
        if self.order == "price":
            return Coalesce(F(prefix + self.price_column), Value(DEAREST)), False
        return F(f"{prefix}verified_at"), True

    def sort(self, rows, prefix=""):
        """For readers that page by number; unknown facts last."""
        expression, is_descending = self.key(prefix)
        key = expression.desc() if is_descending else expression.asc()
        tie = "-pk" if is_descending else "pk"
        return rows.order_by(self.rank(prefix), key, tie)

    def sorted_listings(self, listings):
        """Of these listings those that may fit, in the states of offer asked for, in order."""
        return self.sort(self.listed(self._possible(listings), ROW), ROW)

    def judged(self, listings) -> tuple[int, int] | None:
        """(how many of these listings are certain, how many open), whatever `sure` shows; None
        where no need is given. One query.
        """
        if not self.asked:
            return None
        is_certain = Q()
        for asked in self.asked:
            is_certain &= prefixed(asked.met(), ROW)
        rows = self._possible(listings).order_by()
        found = rows.aggregate(all=Count("pk"), certain=Count("pk", filter=is_certain))
        return found["certain"], found["all"] - found["certain"]

    def _possible(self, listings):
        on_offer = listings.filter(has_offer_status(self.offer_states, prefix=ROW))
        return self.narrow(on_offer, prefix=ROW)


def prefixed(condition, prefix):
    """The same condition, asked through a relation."""
    children = [
        prefixed(child, prefix) if isinstance(child, Q) else (prefix + child[0], child[1])
        for child in condition.children
    ]
    return Q.create(children, connector=condition.connector, negated=condition.negated)
