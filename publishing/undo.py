"""An act taken back within ten minutes by whoever did it, as history has it (ADR 41).

The record of the act is the row's own history: who, when, what for, and what stood there before.
It can be taken back while it is the newest version of its row, and only if it did nothing beside:
what was typed together with it was never looked at in that state, and stays.
"""

import datetime

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.db.models import OuterRef, Q, Subquery
from django.utils.html import format_html

UNDO_FOR = datetime.timedelta(minutes=10)
TOO_LATE = "已经不能撤销：超过 10 分钟，或者这一处后来又改过。请打开它直接修改。"
UNDONE = "撤销："
BUTTON = (
    '{} <button class="button" form="desk-post" formaction="{}" name="versions" value="{}">'
    "撤销（10 分钟内）</button>"
)


class OvertakenError(Exception):
    """It is too late, or somebody else was quicker; the message says so, in Chinese."""


def undoable(model, user, now, words=(), beginnings=()):
    """Versions of history: the user's acts that nobody has changed since, the newest first.

    `words` are the whole reasons of acts that do nothing beside, `beginnings` how such reasons
    begin.
    """
    versions = model.history.model.objects
    newest = versions.filter(id=OuterRef("id")).order_by("-history_id").values("history_id")[:1]
    is_act = Q(history_change_reason__in=words)
    for beginning in beginnings:
        is_act |= Q(history_change_reason__startswith=beginning)
    return versions.filter(
        is_act,
        history_user=user,
        history_type="~",
        history_date__gt=now - UNDO_FOR,
        history_id=Subquery(newest),
    ).order_by("-history_id")


@transaction.atomic
def undo(done, rows, *, user, still_undoable, said):
    """Put back the columns that acts change, as they stood before the version `done`.

    `rows` are those the user may change; `still_undoable()` asks again once the row is locked, for
    that may have waited for another's change. Raises OvertakenError, or NotAllowedError where what
    stood there before may not stand there any more.
    """
    obj = rows.select_for_update(of=("self",), no_key=True).filter(pk=done.id).first()
    before = _version_before(done)
    if obj is None or before is None or not still_undoable():
        raise OvertakenError(TOO_LATE)
    obj._history_user, obj._change_reason = user, f"{UNDONE}{said}"[:100]
    with obj.changing():
        for name in changed_columns(done, before):
            setattr(obj, name, getattr(before, name))
    LogEntry.objects.log_actions(
        user.pk, [obj], CHANGE, change_message=f"{UNDONE}{said}", single_object=True
    )
    return obj


def changed_columns(done, before) -> list[str]:
    """Of those that acts change: status, who approved, and what the model may correct."""
    columns = ("status", "approved_by_id", *done.instance_type.corrections)
    return [name for name in columns if getattr(done, name) != getattr(before, name)]


def _version_before(version):
    older = type(version).objects.filter(id=version.id, history_id__lt=version.history_id)
    return older.order_by("-history_id").first()


def offered(sentence, url, versions):
    """A message with the button; the form it belongs to stands on every page of the desk."""
    return format_html(BUTTON, sentence, url, ",".join(map(str, versions)))
