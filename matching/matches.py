"""What answers lead to: spaces with a verdict per need, parks, policies, prices, the unknown."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, Value, When

from finding import nearness
from finding.answer_counts import AnswerCounts
from finding.criteria import Verdict
from matching.answers import Answers
from matching.park_answers import ParkAnswer, with_supplies
from parks.models import CostFactor, Industry, Listing, ListingIndex, Park
from policies.models import Policy

SPACES, PARKS, POLICIES = 5, 3, 5
# Of the spaces that may fit the newest verified are weighed; counts stop where nobody reads on.
WEIGHED = 60
MOST_COUNTED = 1_000
MOST_PARKS = 12


@dataclass(frozen=True)
class Space:
    """A listing that no need excludes, and how it meets each."""

    listing: Listing
    met: list[str]
    unknown: list[str]


class Matches:
    """Every part costs one query at most; spaces cost two."""

    def __init__(self, site, answers: Answers, *, most_counted=MOST_COUNTED):
        self.site, self.most_counted = site, most_counted
        self.answers = answers

    def _possible(self):
        """Index rows of what is on offer here and meets every need, or might."""
        rows = ListingIndex.objects.published().on_offer()
        rows = rows.filter(region__path__startswith=self.site.region.path)
        if self.answers.kind:
            rows = rows.filter(kind=self.answers.kind)
        if self.answers.offer:
            rows = rows.filter(**{f"is_for_{self.answers.offer}": True})
        for asked in self.answers.asked:
            rows = rows.filter(asked.possible())
        return rows

    @cached_property
    def spaces(self) -> list[Space]:
        """Those with the fewest unknowns, the nearest in size and the newest verified first."""
        newest = (
            self._possible().annotate(off=self._off()).order_by("-verified_at", "-pk")[:WEIGHED]
        )
        weighed = [(row.pk, *self._weigh(row), row.off) for row in newest]
        best = sorted(weighed, key=lambda space: (len(space[2]), space[3]))[:SPACES]
        listings = Listing.objects.filter(pk__in=[pk for pk, *_ in best]).for_cards()
        by_pk = {listing.pk: listing for listing in listings} if best else {}
        return [Space(by_pk[pk], met, unknown) for pk, met, unknown, _ in best if pk in by_pk]

    def _off(self):
        """How far sizes are off the one wanted, as the list orders what fits."""
        area = next((asked for asked in self.answers.asked if asked.need.name == "area"), None)
        wanted = area and area.need.wanted_sqm(area.value)
        return nearness.in_sql(wanted) if wanted else Value(0)

    def _weigh(self, row):
        """(needs met, needs unknown) in words."""
        verdicts = [(asked, asked.verdict(row)) for asked in self.answers.asked]
        return (
            [asked.words for asked, verdict in verdicts if verdict is Verdict.MET],
            [asked.need.label for asked, verdict in verdicts if verdict is Verdict.UNKNOWN],
        )

    @cached_property
    def _counted(self):
        """[(park id, spaces that may fit, of which certain)], at most `most_counted` in all."""
        some = self._possible().values("pk")[: self.most_counted + 1]
        rows = ListingIndex.objects.filter(pk__in=some).order_by().values_list("park")
        met = Q(pk__gt=0)
        for asked in self.answers.asked:
            met &= asked.met()
        return list(rows.annotate(n=Count("pk"), sure=Count("pk", filter=met)))

    @cached_property
    def _counts(self):
        """{park id: spaces that may fit}."""
        return Counter({park: number for park, number, _ in self._counted})

    @property
    def counts(self) -> AnswerCounts:
        """The same two numbers that the list says of these needs."""
        sure = sum(certain for *_, certain in self._counted)
        return AnswerCounts(sure, self._counts.total() - sure, bool(self.answers.asked))

    @property
    def total(self):
        return min(self._counts.total(), self.most_counted)

    @property
    def is_capped(self):
        return self._counts.total() > self.most_counted

    def _industry_keys(self):
        return [one.pk for one in self.answers.industries]

    @cached_property
    def parks(self) -> list[ParkAnswer]:
        """Parks that hold fitting spaces or name an industry; all where nothing was answered."""
        counts = {pk: n for pk, n in self._counts.most_common(MOST_PARKS) if pk is not None}
        cases = [When(pk=pk, then=n) for pk, n in counts.items()]
        wanted = Industry.objects.under(self._industry_keys()).values("pk")
        links = Park.industries.through.objects.filter(park=OuterRef("pk"), industry__in=wanted)
        parks = (
            Park.objects.published()
            .in_region(self.site.region)
            .for_cards()
            .annotate(
                fitting=Case(*cases, default=0, output_field=IntegerField()),
                names_industry=Exists(links) if self.answers.industries else Value(value=False),
            )
        )
        if self.answers.asked:
            parks = parks.filter(Q(fitting__gt=0) | Q(names_industry=True))
        chosen = with_supplies(parks).order_by("-names_industry", "-fitting", "name", "-pk")[:PARKS]
        return [ParkAnswer(park, self.site, self.answers) for park in chosen]

    @cached_property
    def policies(self):
        """In force and open here; those that name an industry first."""
        policies = Policy.objects.published().in_force().applying_to(self.site.region).still_open()
        order = ["-issued_on", "-pk"]
        if keys := self._industry_keys():
            policies = policies.for_industries(keys).with_named_industries(keys)
            order = ["-names_industry", *order]
        chosen = list(policies.for_cards().order_by(*order)[:POLICIES])
        for policy in chosen:
            policy.url = policy.url_on(self.site)
        return chosen

    @cached_property
    def costs(self):
        """(Factor, its price at each park of `priced_parks`), newest prices that are valid."""
        rows = [
            (kind, [park.costs.get(kind.value) for park in self.priced_parks])
            for kind in CostFactor.Kind
        ]
        return [(kind.label, prices) for kind, prices in rows if any(prices)]

    @cached_property
    def priced_parks(self):
        return [park for park in self.parks if park.costs]

    @property
    def unknowns(self):
        """(What, at how many of the spaces shown nobody has registered it), the most first."""
        return Counter(label for space in self.spaces for label in space.unknown).most_common()

    @property
    def unknown_supplies(self):
        """(Park, what was asked of it and nobody has registered)."""
        rows = [
            (answer.park.name, [label for label, _, is_known in answer.facts() if not is_known])
            for answer in self.parks
        ]
        return [(name, labels) for name, labels in rows if labels]

    @property
    def contacts(self):
        """(Park, its office) of the parks that name one."""
        rows = ((answer.park.name, answer.park.contact_name) for answer in self.parks)
        return [(name, contact) for name, contact in rows if contact]
