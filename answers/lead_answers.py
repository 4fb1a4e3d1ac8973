"""What answers beforehand add to an enquiry (leads.extensions): what was shown, what is missing."""

import logging

from django.db import DatabaseError, transaction

from answers.kept_words import kept_words
from answers.models import AnswerCount, ShownPassage
from core.error_frames import error_frames
from leads import extensions
from search.models import MissedQuery

logger = logging.getLogger(__name__)


class AnswersBeforehand(extensions.Extension):
    name = "answers"

    def follow_sent(self, lead, *, sent, now):
        """Who asks a person after looking: what he saw stays with the enquiry, his words do not.

        Nothing of this may cost an enquiry: where it cannot be written, it is not.
        """
        if "answers_shown" not in sent or lead.is_quarantined:
            return
        try:
            with transaction.atomic():
                kept = ShownPassage.objects.keep(lead, sent["answers_shown"])
                what = "unsolved" if kept else "unmet"
                AnswerCount.objects.count(lead.site, lead.topic.slug, what, now)
                for word in () if kept else kept_words(lead.message):
                    MissedQuery.objects.record(lead.site, word, now, is_question=True)
        except DatabaseError as error:
            logger.warning("answers not counted: %s", error_frames(error))

    def told_with(self, leads):
        return ShownPassage.objects.told_with(leads)

    def panel(self, lead, *, now):
        if not lead.passages_told:
            return None
        site = lead.site.get_absolute_url()
        shown = [
            {"title": told["title"], "url": f"{site}{told['path']}"} if told["title"] else {}
            for told in lead.passages_told
        ]
        return extensions.Panel("admin/answers/_panel.html", {"shown": shown})

    def erase(self, lead):
        lead.shown_passages.all().delete()
