"""A round of review: how many have to sign this version, who has, and who may (ADR 52)."""

from dataclasses import dataclass

from django.db.models import Q

from core.person_names import person_name
from publishing.content_checks.gate import refuse_open_findings
from publishing.content_checks.subject import region_of
from publishing.models import (
    OPEN_COMMENTS,
    NotAllowedError,
    PendingChange,
    Publishable,
    ReviewComment,
    ReviewSignature,
)
from publishing.review_signatures import MOST_STEPS, STEP_NAMES
from regions import access
from regions.models import Site

# Versions of history by which nobody changed the text itself: acts of review, whole reasons and
# how reasons begin.
ACTS = ("提交审核", "撤回", "通过并发布", "只给内部看")
RETURNED = "退回："
LEFT_OUT = "不收旧网页"
AUTHOR = "您改过这一稿：改过的人不签字，请别的同事来签。"
ALONE = (
    "您改过这一稿，这里又没有别人能审核：请负责人加一位审核人，"
    "或在站点的“审签”里勾选“只有一位审核人时可以自审”。"
)
SIGNED = "您已经签过这一轮：一个人只签一审，请下一位同事来签。"
NOT_SENT = "还没有送审：先提交审核，再一审一审地签。"


@dataclass(frozen=True)
class SignedStep:
    """One step as pages show it."""

    name: str
    by: str = ""
    at: object = None
    is_due: bool = False


@dataclass(frozen=True)
class Round:
    """`total` signatures are needed; `authors` are the numbers of those who wrote this version."""

    total: int
    signatures: tuple
    authors: frozenset
    open_comments: int
    obj: Publishable
    change: PendingChange | None

    @property
    def has_steps(self) -> bool:
        """One step is signed by the click that publishes, as it always was."""
        return self.total > 1

    @property
    def due(self) -> str:
        """What the next signature is called."""
        return STEP_NAMES[self.total][min(len(self.signatures), self.total - 1)]

    @property
    def is_last_due(self) -> bool:
        return len(self.signatures) + 1 >= self.total

    def why_not(self, user) -> str:
        """Why this user may not sign now; "" if nothing stands against it."""
        if self.has_steps and user.pk in self.authors:
            return AUTHOR
        if self.has_steps and any(each.signer_id == user.pk for each in self.signatures):
            return SIGNED
        if self.open_comments:
            return OPEN_COMMENTS.format(self.open_comments)
        return why_not_own(self.obj, user, self.change)

    def steps(self) -> list[SignedStep]:
        """In their order, those that are still to come among them."""
        shown = [
            SignedStep(name, person_name(each.signer), each.signed_at)
            for name, each in zip(STEP_NAMES[self.total], self.signatures, strict=False)
        ]
        rest = STEP_NAMES[self.total][len(shown) :]
        return [*shown, *(SignedStep(name, is_due=not at) for at, name in enumerate(rest))]


def round_of(obj, change=None) -> Round:
    """Of the row as it stands, or of the change that waits beside it."""
    total = obj.signatures_needed()
    signatures, authors = (), frozenset()
    if total > 1:
        signatures = tuple(ReviewSignature.objects.counting(obj, change))
        authors = _authors_of_change(change) if change else _authors_of_row(obj)
    left = ReviewComment.objects.of(obj).open().count()
    return Round(total, signatures, authors, left, obj, change)


def own_words_bar(user, region) -> str:
    """Why one alone does not publish the own words; "" where nobody else could and may.

    At most two queries.
    """
    if region is None:
        return ""
    if access.others_hold(user, access.APPROVERS, region):
        return AUTHOR
    return "" if Site.objects.is_self_review_allowed_at(region) else ALONE


def why_not_own(obj, user, change=None, *, is_typed=False) -> str:
    """Of a text that one person signs: why it is not this one; `is_typed`: who has just typed."""
    if user is None or obj.signatures_needed() > 1:
        return ""
    if not is_typed:
        authors = _authors_of_change(change) if change else _authors_of_row(obj)
        if user.pk not in authors:
            return ""
    return own_words_bar(user, region_of(obj))


def sign(obj, user, *, change=None) -> bool:
    """The next signature; whether it was the last one that was needed.

    The caller holds the lock of the row. Raises NotAllowedError.
    """
    found = round_of(obj, change)
    if why := found.why_not(user):
        raise NotAllowedError(why)
    step = min(len(found.signatures) + 1, MOST_STEPS)
    ReviewSignature.objects.add(obj, user, step, change=change)
    obj.signed_as = f"{found.due}签字"
    return found.is_last_due


def sign_stored(obj, user):
    """The next signature of the stored row; the last one makes it public."""
    with obj.held():
        if obj.status != obj.Status.IN_REVIEW:
            raise NotAllowedError(NOT_SENT)
        obj.check_publishable()
        refuse_open_findings(obj)
        if sign(obj, user):
            obj.approve(user, commit=False)
            obj.save()


def send_back(obj, user, reason, quote=""):
    """The reason stands beside the text until it is sent again."""
    ReviewComment.objects.add(obj, user, reason, quote=quote, is_return=True)


def answer_returns(obj, user):
    """Who sends a text again has done what it came back for."""
    ReviewComment.objects.of(obj).filter(is_return=True).resolve(user)


def _authors_of_row(obj) -> frozenset:
    """Whoever has changed the text since it was public last, in whatever way."""
    versions = obj.history.order_by("-history_id")
    public = versions.filter(status=obj.Status.APPROVED).first()
    merged = PendingChange.objects.of(obj).filter(state=PendingChange.State.MERGED)
    if public is not None:
        versions = versions.filter(history_id__gt=public.history_id)
        merged = merged.filter(closed_at__gte=public.history_date)
    is_act = Q(history_change_reason__in=ACTS)
    for beginning in (RETURNED, LEFT_OUT):
        is_act |= Q(history_change_reason__startswith=beginning)
    changed = versions.exclude(~Q(history_type="+") & is_act)
    found = {
        *changed.values_list("history_user", flat=True),
        *merged.values_list("author", flat=True),
    }
    if public is None:
        found.add(obj.created_by_id)
    return frozenset(found - {None})


def _authors_of_change(change) -> frozenset:
    """Of every version of it, since the last one that was taken over or dropped."""
    state = PendingChange.State
    versions = PendingChange.objects.filter(
        content_type=change.content_type_id, object_id=change.object_id, pk__lte=change.pk
    )
    ended = versions.filter(state__in=(state.PUBLISHED, state.DROPPED, state.MERGED))
    if last := ended.order_by("-pk").first():
        versions = versions.filter(pk__gt=last.pk)
    return frozenset(versions.values_list("author", flat=True)) - {None}
