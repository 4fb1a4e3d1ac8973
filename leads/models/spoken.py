"""What a visitor said of an enquiry, sealed in the database."""

from django.db import models

from core.sealed_fields import SealedCharField, SealedTextField
from core.sealing import UNREADABLE_NOW, Unreadable


class Spoken(models.Model):
    """In the visitor's words as they stand now; the first ones lie frozen in the Submission."""

    area_wanted = SealedCharField("需要的面积", max_length=40, blank=True)
    timing_wanted = SealedCharField("意向时间", max_length=40, blank=True)
    message = SealedTextField("想了解什么", blank=True)

    class Meta:
        abstract = True

    @property
    def last_words(self):
        """Of an enquiry that came with them (leads.models.with_last_words): how they begin."""
        try:
            words = self.message if self.newest_words is None else self.newest_words
            return str(words)[: self.words_shown]
        except Unreadable:
            return UNREADABLE_NOW
