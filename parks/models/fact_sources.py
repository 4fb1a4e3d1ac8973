"""On what the facts of a listing or a park rest: a source and a day for each group of facts."""

import datetime
from dataclasses import dataclass
from typing import ClassVar

from django.db import models
from django.db.models import Q

from parks.attributes import BY_NAME

# Group → what it is called, in the order of the form; of what a park costs each row says it itself.
PARK_GROUPS = {
    "area": "面积与占比",
    "place": "位置与边界",
    "utilities": "七通一平",
    "transport": "交通距离",
}
GROUPS = {
    "area": "面积",
    "price": "价格",
    "offer": BY_NAME["status_of_offer"].label,
    "terms": "土地或建筑条件",
    "utilities": "水电与配套",
}


def _columns(groups):
    return tuple((f"{group}_source", f"{group}_sourced_on") for group in groups)


COLUMNS, PARK_COLUMNS = _columns(GROUPS), _columns(PARK_GROUPS)


class SourceKind(models.TextChoices):
    """Words from a list, so that they are public at once like the figures (ADR 14)."""

    TITLE = "title", "不动产权证"
    SURVEY = "survey", "现场量测"
    OWNER = "owner", "企业提供"
    DOCUMENT = "document", "规划或批复文件"
    CONTRACT = "contract", "报价单或合同"
    CALL = "call", "电话询问"


@dataclass(frozen=True)
class FactSource:
    """面积: 不动产权证, 2026-11-20; the day may be unknown."""

    label: str
    source: str
    on: datetime.date | None


def _source(group, groups=GROUPS):
    return models.CharField(
        f"{groups[group]}的依据",
        max_length=10,
        choices=SourceKind,
        blank=True,
        default="",
        db_default="",
    )


def _sourced_on(group, groups=GROUPS):
    return models.DateField(f"{groups[group]}的核对日期", null=True, blank=True)


def days_have_a_source(columns) -> models.CheckConstraint:
    rule = Q()
    for source, day in columns:
        rule &= Q(**{f"{day}__isnull": True}) | ~Q(**{source: ""})
    return models.CheckConstraint(
        condition=rule,
        name="%(app_label)s_%(class)s_days_have_a_source",
        violation_error_message="填了核对日期，就要选依据。",
    )


class Sourced(models.Model):
    """A model with such columns for each of its `fact_groups`."""

    fact_groups: ClassVar[dict[str, str]] = {}

    class Meta:
        abstract = True

    def fact_sources(self) -> list[FactSource]:
        """What is known of them, in the order of the form."""
        return [
            FactSource(label, SourceKind(source).label, getattr(self, f"{group}_sourced_on"))
            for group, label in self.fact_groups.items()
            if (source := getattr(self, f"{group}_source"))
        ]


class FactSources(Sourced):
    """Columns of a listing; what is not filled in is unknown."""

    fact_groups = GROUPS

    area_source, area_sourced_on = _source("area"), _sourced_on("area")
    price_source, price_sourced_on = _source("price"), _sourced_on("price")
    offer_source, offer_sourced_on = _source("offer"), _sourced_on("offer")
    terms_source, terms_sourced_on = _source("terms"), _sourced_on("terms")
    utilities_source, utilities_sourced_on = _source("utilities"), _sourced_on("utilities")

    class Meta:
        abstract = True


class ParkFactSources(Sourced):
    """Columns of a park, in the same way."""

    fact_groups = PARK_GROUPS

    area_source = _source("area", PARK_GROUPS)
    area_sourced_on = _sourced_on("area", PARK_GROUPS)
    place_source = _source("place", PARK_GROUPS)
    place_sourced_on = _sourced_on("place", PARK_GROUPS)
    utilities_source = _source("utilities", PARK_GROUPS)
    utilities_sourced_on = _sourced_on("utilities", PARK_GROUPS)
    transport_source = _source("transport", PARK_GROUPS)
    transport_sourced_on = _sourced_on("transport", PARK_GROUPS)

    class Meta:
        abstract = True
