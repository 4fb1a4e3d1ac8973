"""Corrections with one tap: who may, what happens, and how it is taken back.

Each is public at once and logged with name and reason (publishing.corrections).
"""

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.utils.timezone import localdate, localtime

from parks.models import Listing
from publishing import undo as taken_back
from publishing.models import VersionRows
from publishing.undo import OvertakenError as OvertakenError
from regions import access
from upkeep.forms import PRICE, STILL, TAKEN

MARK = "一点即改："
WORDS = {STILL: "仍可用（{}）", TAKEN: "已租售", PRICE: "价格变了"}


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


@transaction.atomic
def settle_gap(*, user, listing, reason) -> int:
    """What investors refused the listing for is mended, or never will be; how many there were."""
    rows = listing.refusals.unsettled().filter(reason=reason)
    settled = rows.update(settled_on=localdate(), settled_by=user)
    if settled:
        _log(user, listing, f"缺口处理完：{reason.name}")
    return settled


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
    mine = taken_back.undoable(Listing, user, now, beginnings=(MARK,))
    return mine.filter(id__in=editable(user).values("pk"))


def undo(*, user, history_id, now):
    """Put back what a tap has changed. Raises OvertakenError when it no longer can be."""

    def still():
        return undoable(user, now).filter(history_id=history_id).first()

    done = still()
    if done is None:
        raise OvertakenError(taken_back.TOO_LATE)
    said = done.history_change_reason.removeprefix(MARK)
    return taken_back.undo(done, editable(user), user=user, still_undoable=still, said=said)


@transaction.atomic
def fill(*, user, form, listing, label):
    """Store the one fact of a valid fact_form(); the listing's own history says who."""
    _sign(listing, user, f"补未知条件：{label}")
    if form.instance is listing:
        listing.save()
    else:
        VersionRows.objects.note(Listing, [listing.pk])  # as it was until now
        form.save()
        listing.save()
        VersionRows.objects.note(Listing, [listing.pk])
    _log(user, listing, f"补未知条件：{label}")
