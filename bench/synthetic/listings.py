"""Listings by the hundred thousand with typed columns and index rows, as a busy province has.

About as many facts are unknown as in the lists of real parks; numbers follow rough shares of each
kind. Marked by their code; `clear` removes them and what hangs on them.
"""

import datetime
import random
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from bench.synthetic.copying import analyze, write_rows
from bench.synthetic.parks import SyntheticPark, make_parks
from bench.synthetic.terms import drawers
from core.bulk_upsert import reserve_keys
from parks.models import BuildingSpec, Industry, KindRule, LandTerms, Listing, ListingIndex
from parks.models.listings import searched_text
from parks.models.terms import terms_model

MARK = "LOAD-"
BATCH = 25_000
KINDS = {"factory": 45, "land": 25, "warehouse": 18, "office": 12}
OFFERS = {
    "land": {"sale": 70, "lease": 15, "both": 5, "transfer": 10},
    "factory": {"lease": 62, "both": 20, "sale": 18},
    "warehouse": {"lease": 80, "both": 12, "sale": 8},
    "office": {"lease": 75, "both": 15, "sale": 10},
}
STATES = {"available": 82, "negotiating": 8, "taken": 7, "closed": 3}
MEDIAN_SQM = {"land": 40_000, "factory": 3_000, "warehouse": 4_000, "office": 300}
RENTS = {"land": 0.6, "factory": 11, "warehouse": 9, "office": 32}  # 元/㎡·月
PRICES = {"land": 130, "factory": 2_600, "warehouse": 2_200, "office": 6_500}  # 元/㎡
NOUNS = {"land": "工业用地", "factory": "标准厂房", "warehouse": "仓库", "office": "写字楼"}
ROADS = ("创业路", "纬六路", "黄河路", "经三路", "通海路", "滨河路", "科技路", "长江路")
TYPED = (LandTerms, BuildingSpec, ListingIndex, Listing.industries.through)


def make_listings(
    number: int, report: Callable[[int], None] = lambda done: None, *, batch: int = BATCH
) -> None:
    """Add `number` listings, a `batch` a transaction; `report` hears how many are done."""
    parks = make_parks(number)
    maker = _Maker(parks)
    for done in range(0, number, batch):
        size = min(batch, number - done)
        with transaction.atomic():
            keys = reserve_keys(Listing, size)
            maker.write(keys)
            ListingIndex.objects.write(Listing.objects.filter(pk__in=keys))
        report(done + size)
    analyze(Listing, *TYPED)


def clear_listings() -> int:
    """Remove what make_listings wrote; gives the number of listings."""
    made = Listing.objects.filter(code__startswith=MARK)
    with transaction.atomic():
        for relation in Listing._meta.related_objects:
            if relation.on_delete.__name__ == "CASCADE":
                rows = relation.related_model.objects.filter(**{f"{relation.field.name}__in": made})
                rows._raw_delete("default")
        Listing.industries.through.objects.filter(listing__in=made)._raw_delete("default")
        return made._raw_delete("default")


class _Maker:
    """Draws listings and writes them, typed columns and industries with them."""

    def __init__(self, parks: list[SyntheticPark]):
        self.parks = parks
        self.random = random.Random(len(parks))  # noqa: S311 -- not a secret
        self.drawers = {kind: drawers(kind, self.random) for kind in KINDS}
        self.now = timezone.now()
        self.today = timezone.localdate()
        self.rules = {kind: KindRule.of(kind) for kind in KINDS}
        self.industries = list(Industry.objects.filter(is_active=True).values_list("pk", flat=True))

    def write(self, keys):
        listings = [self._listing(key) for key in keys]
        write_rows(Listing, listings, with_keys=True)
        for model in (LandTerms, BuildingSpec):
            mine = (row for row in listings if terms_model(row["kind"]) is model)
            write_rows(model, map(self._terms, mine))
        write_rows(Listing.industries.through, self._suits(keys))

    def _pick(self, shares):
        return self.random.choices(list(shares), weights=shares.values())[0]

    def _maybe(self, share, value):
        """`value` in that share of cases, else unknown."""
        return value if self.random.random() < share else None

    def _spread(self, middle, factor=1.0):
        """Around `middle`, a third of it and three times it being about as rare."""
        return round(middle * self.random.lognormvariate(0, factor), 2)

    def _listing(self, key):
        kind = self._pick(KINDS)
        park = self.random.choice(self.parks)
        area = max(self._spread(MEDIAN_SQM[kind]), 20)
        row = {
            "id": key,
            "park_id": park.pk,
            "region_id": park.region_id,
            "code": f"{MARK}{key}",
            "kind": kind,
            "offer": self._pick(OFFERS[kind]),
            "title": f"{key % 90 + 1} 号{NOUNS[kind]} {area:,.0f} ㎡",
            "summary": f"{park.name}内，合成数据，只用于测量。",
            "address": f"{self.random.choice(ROADS)} {key % 300} 号",
            "latitude": self._maybe(0.8, round(park.latitude + self.random.gauss(0, 0.03), 5)),
            "area_sqm": area,
            "divisible_from_sqm": self._maybe(0.4, round(area / self.random.randint(2, 12), 2)),
            "status_of_offer": self._pick(STATES),
            "available_on": self._maybe(
                0.45, self.today + datetime.timedelta(days=self.random.randint(-200, 400))
            ),
            "status": "approved" if self.random.random() < 0.97 else "draft",
            "is_demo": True,
        }
        if row["latitude"] is not None:
            row["longitude"] = round(park.longitude + self.random.gauss(0, 0.03), 5)
        row["searched_text"] = searched_text(row["title"], row["code"], row["address"])
        return row | self._price(row) | self._dates(kind)

    def _price(self, row):
        """As quoted and as compared; a quarter are open to negotiation."""
        if self.random.random() < 0.25:
            return {"price_basis": "面议"}
        if row["offer"] in {"lease", "both"}:
            rent = max(self._spread(RENTS[row["kind"]], 0.4), 0.01)
            columns = ("price_amount", "rent_yuan_per_sqm_month")
            return dict.fromkeys(columns, rent) | {"price_unit": "yuan_per_sqm_month"}
        price = self._spread(PRICES[row["kind"]], 0.5)
        columns = ("price_amount", "price_yuan_per_sqm")
        return dict.fromkeys(columns, price) | {"price_unit": "yuan_per_sqm"}

    def _dates(self, kind):
        """Most were verified of late, some never; the rule of the kind says what is stale."""
        seconds = 86_400 * self.random.random()
        verified = self._maybe(
            0.95,
            self.now - datetime.timedelta(days=100 * self.random.random() ** 1.5, seconds=seconds),
        )
        published = (verified or self.now) - datetime.timedelta(days=20, seconds=seconds)
        rule = self.rules[kind]
        return {
            "verified_at": verified,
            "verified_by": "招商专员" if verified else "",
            "publish_at": published,
            "stale_at": rule.stale_at(verified, published),
            "hidden_at": rule.hidden_at(verified, published),
        }

    def _terms(self, row):
        drawn = {column: draw() for column, draw in self.drawers[row["kind"]].items()}
        return {"listing_id": row["id"]} | drawn

    def _suits(self, keys):
        for key in keys:
            wanted = self._pick({0: 25, 1: 35, 2: 25, 3: 15})
            for industry in self.random.sample(self.industries, min(wanted, len(self.industries))):
                yield {"listing_id": key, "industry_id": industry}
