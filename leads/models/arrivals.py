"""What an enquiry keeps of where it came from (leads.origins): addresses, nothing of a person."""

from django.db import models
from django.db.models import Q

from leads.models.judged import UNSAID
from leads.page_words import page_words


class Arrival(models.Model):
    """Paths of the site without queries, "" where unknown; plain words of a campaign."""

    first_page = models.CharField(
        "从哪一页进来",
        max_length=120,
        blank=True,
        help_text="本站的网址，不含参数。",
        **UNSAID,
    )
    last_page = models.CharField("从哪一页来咨询", max_length=120, blank=True, **UNSAID)
    campaign = models.CharField(
        "活动",
        max_length=96,
        blank=True,
        help_text="网址里的来源、媒介、活动名，扫码来的有 qr。",
        **UNSAID,
    )

    class Meta:
        abstract = True
        indexes = [
            models.Index(fields=["campaign"], condition=~Q(campaign=""), name="leads_lead_campaign")
        ]

    @property
    def pages(self) -> list[str]:
        """The first and the last in words; one where they are the same."""
        known = filter(None, [self.first_page, self.last_page])
        return list(dict.fromkeys(map(page_words, known)))
