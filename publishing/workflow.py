"""The steps of review: who may take which, from which status."""

from collections.abc import Callable
from dataclasses import dataclass

from publishing.models import PublishWindow
from regions import access

DRAFT, IN_REVIEW, APPROVED, WITHDRAWN = PublishWindow.Status


@dataclass(frozen=True)
class Step:
    """A button of the desk: its name in the form, its words, and the model method behind it."""

    name: str
    label: str
    done: str
    roles: frozenset
    statuses: frozenset
    run: Callable


SUBMIT = Step(
    name="_submit",
    label="提交审核",
    done="已提交审核，审核通过后公开",
    roles=access.EDITORS,
    statuses=frozenset({DRAFT, WITHDRAWN}),
    run=lambda obj, user: obj.submit(),
)
APPROVE = Step(
    name="_approve",
    label="通过并发布",
    done="已通过审核，到发布时间即公开",
    roles=access.APPROVERS,
    statuses=frozenset({DRAFT, IN_REVIEW, WITHDRAWN}),
    run=lambda obj, user: obj.approve(user),
)
WITHDRAW = Step(
    name="_withdraw",
    label="撤回",
    done="已撤回，网站上不再显示",
    roles=access.EDITORS,
    statuses=frozenset({IN_REVIEW, APPROVED}),
    run=lambda obj, user: obj.withdraw(),
)
REOPEN = Step(
    name="_save",
    label="保存并重新送审",
    done="已保存；因为改动了公开内容，已从网站撤下，等待再次审核",
    roles=access.EDITORS,
    statuses=frozenset({APPROVED}),
    run=lambda obj, user: obj.reopen(),
)
STEPS = (SUBMIT, APPROVE, WITHDRAW)
