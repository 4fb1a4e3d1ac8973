"""What waits for one's signature, as cards to tick: several are signed by one click.

A text is signed from here where it passed every check, a change of something public where all of it
stands on the card; what is one's own or asks for more has to be opened.
"""

from dataclasses import dataclass

from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.urls import reverse

from leads.deadlines import span_in_words
from portal.review_cards import CHANGE, OWN, UNREAD, WHY, publishable_of, texts_in_hand
from publishing.models import PendingChange
from publishing.patch_diff import brief_differences


@dataclass(frozen=True)
class Card:
    """`value` is what its box sends; "" where `why_not` says why it has to be opened."""

    title: str
    meta: str
    tag: str
    url: str
    value: str
    why_not: str
    differences: list


def queue_of(request, now) -> list[Card]:
    """The oldest first. At most two queries more than the list of the start page."""
    rows = [row[1:] for row in texts_in_hand(request) if row[0] == "reviews"]
    changes = _changes_of(rows)
    rows.sort(key=lambda row: row[-1])
    return [_card(row, changes.get((row[0].lower(), row[4])), request.user, now) for row in rows]


def _changes_of(rows):
    """By kind and row: the change that waits there, and when the row was saved last."""
    wanted = {(row[0].lower(), row[4]) for row in rows if row[3] == CHANGE}
    if not wanted:
        return {}
    found = PendingChange.objects.in_review().filter(object_id__in={pk for _, pk in wanted})
    found = found.select_related("content_type")
    keyed = ((_label(change), change) for change in found)
    return {(label, c.object_id): c for label, c in keyed if (label, c.object_id) in wanted}


def _label(change):
    return f"{change.content_type.app_label}.{change.content_type.model}"


def _card(row, change, user, now):
    label, title, writer, stopped, pk, _, changed_at = row
    desk = publishable_of(label)
    page = "pending_change" if stopped == CHANGE else "review"
    shown, why_not, value = [], WHY.get(stopped, ""), ""
    if change is not None:
        shown = brief_differences(desk.model, change.patch)
        why_not = "" if shown else UNREAD
        why_not = OWN if change.author_id == user.pk else why_not
    if not why_not and stopped != CHANGE:
        value = f"{desk.opts.model_name} {pk} {changed_at.isoformat()}"
    elif not why_not and change is not None:
        value = f"{desk.opts.model_name} {pk} {change.version}"
    said = (
        str(desk.opts.verbose_name),
        "公开中，有改动待审" if change else "",
        writer and f"{writer} 写",
    )
    return Card(
        title=title,
        meta="，".join(filter(None, said)),
        tag=f"等了 {span_in_words(max(now - changed_at, now - now))}",
        url=reverse(admin_urlname(desk.opts, page), args=[pk]),
        value=value,
        why_not=why_not,
        differences=shown,
    )
