"""What a listing is: the kinds of land and space, and the groups of them that rules speak of."""

from django.db import models


class Kind(models.TextChoices):
    """Nested in Listing; stands apart because the table of attributes lies below the models."""

    LAND = "land", "工业用地"
    FACTORY = "factory", "厂房"
    WAREHOUSE = "warehouse", "仓库"
    OFFICE = "office", "写字楼"


LAND, FACTORY, WAREHOUSE, OFFICE = EVERY = tuple(Kind.values)
PLOTS = (LAND,)
BUILDINGS = (FACTORY, WAREHOUSE, OFFICE)
INDUSTRIAL = (FACTORY, WAREHOUSE)
WORKS = (LAND, FACTORY, WAREHOUSE)
