"""Corrections with one tap: who may, what happens, and how it is taken back.

Each is public at once and logged with name and reason (publishing.corrections).
"""

import datetime

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils.timezone import localtime

from parks.models import Listing
from regions import access
from upkeep.forms import PRICE, STILL, TAKEN

MARK = "一点即改："
UNDO_FOR = datetime.timedelta(minutes=10)
WORDS = {STILL: "仍可用（{}）", TAKEN: "已租售", PRICE: "价格变了"}
History = Listing.history.model


class OvertakenError(Exception):
    """Somebody else was quicker; the message says so, in Chinese."""


def editable(user):
    """Listings whose facts the user may change; their texts go through review."""
    return access.scope(Listing.objects.all(), user, lookup="region", roles=access.EDITORS)


@transaction.atomic
def tap(*, user, pk, seen, do, evidence="", price=None):
    """Apply one tap to the listing as it was seen. Raises Listing.DoesNotExist, OvertakenError."""
    listing = locked(user, pk)
    if listing.updated_at.isoformat() != seen:
        raise OvertakenError(
            f"“{listing.title}”在您点之前（{localtime(listing.updated_at):%H:%M}）已经更新过，"
            "这一次没有再改。请看看现在的情况，还需要改就再点。"
        )
    post = access.post_of(user, listing.region)
    words = WORDS[do].format(evidence)
    _sign(listing, user, f"{MARK}{words}")
    if do == STILL:
        listing.verify(by=post, evidence=evidence)
    elif do == TAKEN:
        listing.mark_taken()
    else:
        listing.reprice(*price, by=post)
    _log(user, listing, words)
    return listing, words


def locked(user, pk):
    rows = editable(user).select_related("region", "park")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=pk)


def _sign(listing, user, words):
    listing._history_user, listing._change_reason = user, words


def _log(user, listing, words):
    LogEntry.objects.log_actions(
        user.pk, [listing], CHANGE, change_message=words, single_object=True
    )


def undoable(user, now):
    """The user's taps of the last minutes that nobody has changed since, newest first."""
    newest = History.objects.filter(id=OuterRef("id")).order_by("-history_id")
    return History.objects.filter(
        id__in=editable(user).values("pk"),
        history_user=user,
        history_date__gt=now - UNDO_FOR,
        history_change_reason__startswith=MARK,
        history_id=Subquery(newest.values("history_id")[:1]),
    ).order_by("-history_id")


@transaction.atomic
def undo(*, user, history_id, now):
    """Put back what a tap has changed. Raises OvertakenError when it no longer can be."""
    done = undoable(user, now).filter(history_id=history_id).first()
    listing = done and locked(user, done.id)
    before = done and _version_before(done)
    # The lock may have waited for somebody else's change.
    if before is None or not undoable(user, now).filter(history_id=history_id).exists():
        raise OvertakenError("已经不能撤销：超过 10 分钟，或者这一处后来又改过。请打开它直接修改。")
    for name in Listing.corrections:
        setattr(listing, name, getattr(before, name))
    words = "撤销：" + done.history_change_reason.removeprefix(MARK)
    _sign(listing, user, words)
    listing.save()
    _log(user, listing, words)
    return listing


def _version_before(version):
    older = History.objects.filter(id=version.id, history_id__lt=version.history_id)
    return older.order_by("-history_id").first()


@transaction.atomic
def fill(*, user, form, listing, label):
    """Store the one fact of a valid fact_form(); the listing's own history says who."""
    _sign(listing, user, f"补未知条件：{label}")
    if form.instance is listing:
        listing.save()
    else:
        form.save()
        listing.save()
    _log(user, listing, f"补未知条件：{label}")
