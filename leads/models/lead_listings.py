"""The listings an enquiry asks about: one or many."""

from django.db import models

from leads.models.leads import Lead
from parks.models import Listing


class LeadListing(models.Model):
    """One listing of an enquiry, in the visitor's order from 1; `Lead.listing` is the first.

    `label` is its title and code at the time: the listing may be renamed or gone later.
    """

    lead = models.ForeignKey(
        Lead, models.CASCADE, related_name="lead_listings", verbose_name="线索"
    )
    listing = models.ForeignKey(
        Listing, models.SET_NULL, null=True, related_name="lead_listings", verbose_name="载体"
    )
    label = models.CharField("当时的名称", max_length=160)
    position = models.PositiveSmallIntegerField("顺序")

    class Meta:
        verbose_name = verbose_name_plural = "咨询的载体"
        constraints = [
            models.UniqueConstraint(
                fields=["lead", "position"], name="%(app_label)s_%(class)s_position_once"
            ),
            models.UniqueConstraint(
                fields=["lead", "listing"], name="%(app_label)s_%(class)s_listing_once"
            ),
        ]

    def __str__(self):
        return f"线索 {self.lead_id} 的第 {self.position} 处"
