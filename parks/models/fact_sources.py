"""On what the facts of a listing rest: a source and a day for each group of facts."""

import datetime
from dataclasses import dataclass

from django.db import models
from django.db.models import Q

from parks.attributes import BY_NAME

# Group → what it is called, in the order of the form.
GROUPS = {
    "area": "面积",
    "price": "价格",
    "offer": BY_NAME["status_of_offer"].label,
    "terms": "土地或建筑条件",
    "utilities": "水电与配套",
}
COLUMNS = tuple((f"{group}_source", f"{group}_sourced_on") for group in GROUPS)


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


def _source(group):
    return models.CharField(
        f"{GROUPS[group]}的依据",
        max_length=10,
        choices=SourceKind,
        blank=True,
        default="",
        db_default="",
    )


def _sourced_on(group):
    return models.DateField(f"{GROUPS[group]}的核对日期", null=True, blank=True)


def days_have_a_source() -> Q:
    rule = Q()
    for source, day in COLUMNS:
        rule &= Q(**{f"{day}__isnull": True}) | ~Q(**{source: ""})
    return rule


class FactSources(models.Model):
    """Columns of a listing; what is not filled in is unknown."""

    area_source, area_sourced_on = _source("area"), _sourced_on("area")
    price_source, price_sourced_on = _source("price"), _sourced_on("price")
    offer_source, offer_sourced_on = _source("offer"), _sourced_on("offer")
    terms_source, terms_sourced_on = _source("terms"), _sourced_on("terms")
    utilities_source, utilities_sourced_on = _source("utilities"), _sourced_on("utilities")

    class Meta:
        abstract = True

    def fact_sources(self) -> list[FactSource]:
        """What is known of them, in the order of the form."""
        return [
            FactSource(label, SourceKind(source).label, getattr(self, f"{group}_sourced_on"))
            for group, label in GROUPS.items()
            if (source := getattr(self, f"{group}_source"))
        ]
