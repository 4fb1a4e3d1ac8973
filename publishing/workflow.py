"""The steps of review: what a click means, who may take which step, from which status."""

from collections.abc import Callable
from dataclasses import dataclass

from publishing import review_rounds
from publishing.content_checks.gate import refuse_open_findings
from publishing.models import NotAllowedError, PublishWindow
from regions import access

DRAFT, IN_REVIEW, APPROVED, WITHDRAWN, INTERNAL = PublishWindow.Status


SIGNED = "已签字，还要别的同事接着签；都签了才公开"


def _nothing_more(obj, user):
    """Plain saving leaves the status as it is."""


def _submit(obj, user):
    obj.submit(commit=False)
    if obj.pk:
        review_rounds.answer_returns(obj, user)


def why_not_taken_back(obj, user) -> str:
    """Out of a review in several steps only by who wrote it; others say why it goes back."""
    if obj.status != IN_REVIEW or obj.signatures_needed() == 1:
        return ""
    is_author = user.pk in review_rounds.round_of(obj).authors
    return "" if is_author else "退回要写明原因：请到“审签”页上退回。"


def _take_back(obj, user):
    if why := why_not_taken_back(obj, user):
        raise NotAllowedError(why)
    obj.withdraw(commit=False)


@dataclass(frozen=True)
class Step:
    """What one click does: its name in the page, its words, and the model's method behind it."""

    name: str
    label: str
    done: str
    roles: frozenset = access.EDITORS
    statuses: frozenset = frozenset(PublishWindow.Status)
    run: Callable = _nothing_more
    undone: str = "没有改动"

    def apply(self, obj, user):
        """Change the object in hand; the caller has locked its row and saves it."""
        if obj.status not in self.statuses:
            now = obj.get_status_display()
            raise NotAllowedError(f"它现在是“{now}”，不能“{self.label}”。")
        if obj.created_by_id is None and self._takes_on(obj):
            obj.created_by = user
        self.run(obj, user)

    def _takes_on(self, obj):
        """Whether who does it answers for a text that was nobody's: an old page, left out once."""
        return self in {SUBMIT, SAVE} and obj.status == WITHDRAWN

    def take(self, obj, user):
        """The same for the stored row, as it stands by now."""
        if self.is_signature(obj):
            review_rounds.sign_stored(obj, user)
            return
        with obj.changing():
            if self.leads_to_public(obj):
                refuse_open_findings(obj)
            if self is APPROVE and (why := review_rounds.why_not_own(obj, user)):
                raise NotAllowedError(why)
            self.apply(obj, user)

    def is_signature(self, obj):
        """Whether it is one of several that a text needs before it is public (ADR 52)."""
        return self in {APPROVE, ACCEPT} and obj.signatures_needed() > 1

    def said_of(self, obj):
        """What the step has come to, by the object as it stands now."""
        return SIGNED if self is APPROVE and obj.status != APPROVED else self.done

    def leads_to_public(self, obj):
        """Whether the object is public after this step, by its window at least."""
        return self in {APPROVE, ACCEPT} or (self in {SAVE, MINOR} and obj.status == APPROVED)


SAVE = Step(name="_save", label="保存", done="已保存")
SUBMIT = Step(
    name="_submit",
    label="提交审核",
    done="已提交审核，审核通过后公开",
    statuses=frozenset({DRAFT, WITHDRAWN, INTERNAL}),
    run=_submit,
)
APPROVE = Step(
    name="_approve",
    label="通过并发布",
    done="已通过审核，到发布时间即公开",
    roles=access.APPROVERS,
    statuses=frozenset({DRAFT, IN_REVIEW, WITHDRAWN, INTERNAL}),
    run=lambda obj, user: obj.approve(user, commit=False),
    undone="没有发布",
)
WITHDRAW = Step(
    name="_withdraw",
    label="撤回",
    done="已撤回，网站上不再显示",
    statuses=frozenset({IN_REVIEW, APPROVED, INTERNAL}),
    run=_take_back,
)
KEEP_INSIDE = Step(
    name="_inside",
    label="只给内部看",
    done="已存好，只有本地区登录了的同事看得到",
    statuses=frozenset({DRAFT, APPROVED, WITHDRAWN}),
    run=lambda obj, user: obj.keep_inside(commit=False),
)
# By a reviewer, with the reason.
RETURN = Step(
    name="_return",
    label="退回",
    done="已退回",
    roles=access.APPROVERS,
    statuses=frozenset({IN_REVIEW}),
    run=lambda obj, user: obj.withdraw(commit=False),
)
# What saving means for content that is public.
CORRECT = Step(
    name=SAVE.name,
    label="更正",
    done="已更正，不用重新审核",
    statuses=frozenset({APPROVED}),
)
# A typing error or a dead link, within bounds (publishing.minor_corrections).
MINOR = Step(
    name="_minor",
    label="小改动",
    done="已改好，马上公开；历史版本里记为小改动",
    statuses=frozenset({APPROVED}),
)
# Any other change by who may not approve waits beside what is public (publishing.pending_changes).
KEEP = Step(
    name=SAVE.name,
    label="保存并送审",
    done="已存下并送审；公开的内容不变，审核通过后换上新的",
    statuses=frozenset({APPROVED}),
)
KEEP_DRAFT = Step(
    name=SAVE.name,
    label="先存着",
    done="已存下，还没有送审；公开的内容不变。写完请点“保存并送审”",
    statuses=frozenset({APPROVED}),
)
ACCEPT = Step(
    name=APPROVE.name,
    label="通过并换上",
    done="已通过审核，新的内容已经公开",
    roles=access.APPROVERS,
    statuses=frozenset({APPROVED}),
    run=lambda obj, user: obj.accept(user),
    undone="没有换上",
)
# The buttons beside 保存, and the one that stands with the state.
STEPS = (SUBMIT, APPROVE, WITHDRAW)
BUTTONS = (*STEPS, KEEP_INSIDE)


def pressed(data):
    """The step of the button by which the page was sent; Enter and 保存并继续编辑 save."""
    return next((step for step in (*BUTTONS, MINOR) if step.name in data), SAVE)


def saving(obj, changes, *, may_approve, has_pending=False):
    """What 保存 means: a correction and a reviewer's change are public at once, any other waits.

    So does a reviewer's, while the form shows a change that waits.
    """
    if obj.status != APPROVED or not changes:
        return SAVE
    if changes.are_corrections:
        return CORRECT
    return SAVE if may_approve and not has_pending else KEEP
