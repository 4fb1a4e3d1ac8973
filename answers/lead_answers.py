"""What answers beforehand add to an enquiry (leads.extensions): what was shown, what is missing."""

import logging
from contextlib import contextmanager
from functools import partial

from django.db import DatabaseError, transaction

from answers.kept_words import kept_words
from answers.models import AnswerCount, ShownPassage
from core.error_frames import error_frames
from leads import extensions
from leads.models import Lead
from search.models import MissedQuery

logger = logging.getLogger(__name__)


class AnswersBeforehand(extensions.Extension):
    name = "answers"

    def follow_sent(self, lead, *, sent, now):
        """Who asks a person after looking: what he saw stays with the enquiry, his words do not.

        Nothing of this may cost an enquiry: where it cannot be written, it is not. What lies in
        quarantine may be no enquiry at all: what was shown stays with it, nothing is counted yet.
        """
        if "answers_shown" not in sent:
            return
        with _or_not_at_all():
            kept = ShownPassage.objects.keep(lead, sent["answers_shown"])
            if not lead.is_quarantined:
                _count_later(lead, now, has_seen=bool(kept))

    def follow_let_in(self, lead, *, sent, now):
        """Counted now. That nothing was found is known only where the visitor's form says so."""
        with _or_not_at_all():
            has_seen = lead.shown_passages.exists()
            if has_seen or "answers_shown" in sent:
                _count_later(lead, now, has_seen=has_seen)

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

    def kept(self, lead):
        told = self.told_with(Lead.objects.filter(pk=lead.pk)).get().passages_told
        rows = [{"页面": each["title"] or "现在不公开了"} for each in told]
        yield extensions.KeptPart("咨询前给您看过的", rows)

    def erase(self, lead):
        lead.shown_passages.all().delete()

    def sweep(self, now):
        AnswerCount.objects.stale(now).delete()


@contextmanager
def _or_not_at_all():
    try:
        with transaction.atomic():
            yield
    except DatabaseError as error:
        logger.warning("answers not counted: %s", error_frames(error))


def _count_later(lead, now, *, has_seen):
    """After its transaction: the enquiries of a day count in one row and must not wait for it."""
    transaction.on_commit(partial(_count, lead, now, has_seen=has_seen))


def _count(lead, now, *, has_seen):
    """Words only of what was not found."""
    what = "unsolved" if has_seen else "unmet"
    with _or_not_at_all():
        AnswerCount.objects.count(lead.site, lead.topic.slug, what, now)
        for word in () if has_seen else kept_words(lead.message):
            MissedQuery.objects.record(lead.site, word, now, is_question=True)
