"""What waits for an approval: what passed every check may be signed from the list."""

import datetime
from dataclasses import dataclass

from django.db.models import Case, CharField, F, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce, Concat, NullIf
from django.urls import reverse
from django.utils import timezone

from core.row_counts import Counted, count_each
from portal.dashboard import Status, publishable_admins
from portal.site_readiness import complete
from publishing.content_checks.gate import Checked
from publishing.form_panels import open_findings
from publishing.models import PendingChange, Publishable, ReviewComment, ReviewSignature
from regions import access
from regions.models import Site

OWN = "自己写的稿子，不能在列表里直接签：请同事审，或打开看过再定。"
OPEN = "还有 {}，不能在列表里直接签：请打开看过再签。"
UNREAD = "要核对的地方不止文字，不能在列表里直接签：请打开看过再签。"
MOST_ROWS = 5  # of a list on the start page
LATELY = datetime.timedelta(days=7)
UNSENT = (Status.DRAFT, Status.WITHDRAWN)
FULL_NAME = NullIf(Concat("created_by__last_name", "created_by__first_name"), Value(""))
AUTHOR = Coalesce(
    NullIf(Concat("author__last_name", "author__first_name"), Value("")), "author__username"
)
CHANGE = "change"  # beside something public; it is seen before it is signed
REMARKS = "还有意见没有处理，不能在列表里直接签：请打开看。"
WHY = {"own": OWN, "open": UNREAD, "remarks": REMARKS}


@dataclass(frozen=True)
class Signature:
    """Where one text is signed; `why_not` says why it has to be opened first, else ""."""

    url: str
    version: str
    why_not: str

    @classmethod
    def of(cls, kind, pk, changed_at, stopped):
        url = reverse("desk_review", args=[kind, pk])
        return cls(url, changed_at.isoformat(), WHY.get(stopped, ""))


def desk_of(kind):
    """The admin of a kind of content by the name of its model (article); None for others."""
    return next((desk for desk in publishable_admins() if desk.opts.model_name == kind), None)


def publishable_of(label):
    """The admin of a kind of content by its label (news.Article)."""
    return next(desk for desk in publishable_admins() if desk.opts.label == label)


def stopped_by(desk, user) -> Case:
    """What a list can tell without reading the texts; the signature itself asks every check."""
    passing = desk.signed_unopened
    return Case(
        When(created_by=user, then=Value("own")),
        When(ReviewComment.objects.of_rows(desk.model), then=Value("remarks")),
        *([] if passing is None else [When(passing, then=Value(""))]),
        default=Value("open"),
        output_field=CharField(),
    )


def must_be_opened(desk, obj: Publishable, user) -> str:
    if desk.signed_unopened is None:
        return UNREAD
    if findings := open_findings([*desk.marks_for(obj), *Checked.of(obj).open]):
        return OPEN.format(findings)
    return OWN if obj.created_by_id == user.pk else ""


def asked_of(request) -> dict[str, Counted]:
    """Of which kinds there are own texts or changes; asked along with what else is counted."""
    asked = {}
    for desk in publishable_admins():
        own = desk.model._default_manager.filter(created_by=request.user)
        changes = PendingChange.objects.open().of_model(desk.model)
        asked[f"own {desk.opts.label}"] = Counted(own, most=0)
        asked[f"changes {desk.opts.label}"] = Counted(changes, most=0)
    return asked


def texts_in_hand(request, numbers=None) -> list[tuple]:
    """What waits for this user's approval, own texts not sent, own ones on their way or just
    public, and sites that lack nothing to go live: four lists, one query a request.

    Rows are (list, kind, title, writer, what stops a signature from the list, number, status,
    changed at); the oldest reviews, the latest own texts. `numbers` are what `asked_of` came to.
    """
    if not hasattr(request, "_texts_in_hand"):
        numbers = count_each(asked_of(request)) if numbers is None else numbers
        first, *rest = [*_parts(request, numbers), *_sites(request)]
        request._texts_in_hand = list(first.union(*rest, all=True))
    return request._texts_in_hand


def _parts(request, numbers):
    """Of each kind what waits; own texts and changes only of kinds that have any, for most have
    none and each part costs as much to put together as it does to answer.
    """
    for desk in publishable_admins():
        yield _waiting(desk, request)
        if numbers[f"own {desk.opts.label}"]:
            yield from _own(desk, request)
        if numbers[f"changes {desk.opts.label}"]:
            yield from _changes(desk, request)


def _sites(request):
    if not access.has_role(request.user, access.MANAGERS):
        return
    own = access.scope(Site.objects.all(), request.user, lookup="region", roles=access.MANAGERS)
    values = {
        "of_list": Value("sites", output_field=CharField()),
        "of_kind": Value(Site._meta.label, output_field=CharField()),
        "shown": Concat("short_name", "product_name"),
        "writer": Value("", output_field=CharField()),
        "stopped_by": Value("", output_field=CharField()),
    }
    ready = complete(own.filter(is_live=False), timezone.now()).annotate(**values)
    ready = ready.annotate(come_to=Value("", output_field=CharField())).order_by("updated_at")
    yield ready.values_list(*values, "pk", "come_to", "updated_at")[:MOST_ROWS]


def _changes(model_admin, request):
    """What waits beside public rows; the status is what the change has come to."""
    rows = model_admin.model._default_manager.filter(status=Status.APPROVED)
    changes, state = PendingChange.objects.open(), PendingChange.State
    waiting = changes.in_review().exclude(signatures__signer=request.user)
    own = changes.filter(author=request.user, state__in=(state.DRAFT, state.RETURNED))
    for name, kept, roles in (
        ("reviews", waiting, access.APPROVERS),
        ("own", own, access.EDITORS),
        ("sent", changes.in_review().filter(author=request.user), access.EDITORS),
    ):
        beside = kept.of_model(rows.model).filter(object_id=OuterRef("pk"))
        values = {
            "of_list": Value(name, output_field=CharField()),
            "of_kind": Value(model_admin.opts.label, output_field=CharField()),
            "shown": F(shown_by(model_admin)),
            "writer": Coalesce(Subquery(beside.values(who=AUTHOR)), Value("")),
            "stopped_by": Value(CHANGE, output_field=CharField()),
        }
        known = {
            "come_to": Subquery(beside.values("state")),
            "kept_at": Subquery(beside.values("created_at")),
        }
        found = model_admin.own_rows(kept.rows_of(rows), request, roles)
        found = found.annotate(**values, **known).order_by("kept_at")
        yield found.values_list(*values, "pk", "come_to", "kept_at")[:MOST_ROWS]


def shown_by(model_admin):
    """The column by which lists of several kinds name a row."""
    return "title" if hasattr(model_admin.model, "title") else "name"


def _waiting(model_admin, request):
    rows = model_admin.model._default_manager.all()
    signed = ReviewSignature.objects.of_rows(rows.model, request.user)
    waiting = rows.filter(~signed, status=Status.IN_REVIEW).order_by("updated_at")
    return _texts(model_admin, request, "reviews", waiting, access.APPROVERS)


def _own(model_admin, request):
    now = timezone.now()
    mine = model_admin.model._default_manager.filter(created_by=request.user)
    unsent = mine.filter(status__in=UNSENT).order_by("-updated_at")
    sent = mine.filter(status=Status.IN_REVIEW).order_by("-updated_at")
    later = mine.filter(status=Status.APPROVED, publish_at__gt=now).order_by("publish_at")
    public = mine.published(now).filter(publish_at__gt=now - LATELY).order_by("-publish_at")
    yield _texts(model_admin, request, "own", unsent, access.EDITORS)
    yield _texts(model_admin, request, "sent", sent, access.EDITORS)
    for found in (later, public):
        yield _texts(model_admin, request, "sent", found, access.EDITORS, moment="publish_at")


def _texts(model_admin, request, name, found, roles, moment="updated_at"):
    values = {
        "of_list": Value(name, output_field=CharField()),
        "of_kind": Value(model_admin.opts.label, output_field=CharField()),
        "shown": F(shown_by(model_admin)),
        "writer": Coalesce(FULL_NAME, "created_by__username", Value("")),
        "stopped_by": stopped_by(model_admin, request.user),
    }
    found = model_admin.own_rows(found, request, roles).annotate(**values)
    return found.values_list(*values, "pk", "status", moment)[:MOST_ROWS]
