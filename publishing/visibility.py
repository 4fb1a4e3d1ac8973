"""Why the public does or does not see something, in one sentence: list, form and preview agree.

The rule itself is published(); here it is only put into words.
"""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from publishing.models import Publishable

TIMED = "定时公开"
INSIDE = "只给本地区登录了的同事看"


@dataclass(frozen=True)
class Visibility:
    """`at`: since when it is public, when it will be, or when it ceased to be; None if never.

    `reason` and `way_out` are empty for what is public; `anchor` is the id of the field that the
    way out leads to, in the desk's form, empty where a button or a page of its own does it.
    """

    label: str
    at: datetime.datetime | None = None
    reason: str = ""
    way_out: str = ""
    anchor: str = ""

    @property
    def is_public(self):
        return not self.reason

    @property
    def is_embargoed(self):
        """Signed, and kept from everybody outside until its moment."""
        return self.label == TIMED

    @property
    def sentence(self) -> str:
        return f"{self.reason}：{self.way_out}。" if self.reason else ""


def visibility_of(obj: Publishable, now=None) -> Visibility:
    """What the public sees of it at `now`; no query where its own relations are at hand."""
    now = now or timezone.now()
    return (
        _by_status(obj)
        or _by_window(obj, now)
        or obj.hidden_by(now)
        or _by_site(obj)
        or Visibility("已公开", obj.publish_at)
    )


def coming_up(obj: Publishable, now=None) -> str:
    """What its times will do by themselves, once it is approved; "" for nothing."""
    now = now or timezone.now()
    is_approved = obj.status == obj.Status.APPROVED
    words = []
    if obj.publish_at > now:
        words.append(f"将于 {on_the_day(obj.publish_at, now)} 公开")
    if obj.expire_at is not None and obj.expire_at > now:
        words.append(f"将于 {on_the_day(obj.expire_at, now)} 下线")
    if not words:
        return ""
    return f"{'' if is_approved else '审核通过后，'}{'，'.join(words)}"


def _by_status(obj):
    match obj.status:
        case obj.Status.DRAFT:
            return Visibility("没公开", None, "还是草稿", "提交审核，通过后公开")
        case obj.Status.IN_REVIEW:
            return Visibility("没公开", None, "还在等审核", "审核人员通过后公开")
        case obj.Status.WITHDRAWN:
            return Visibility("没公开", None, "已经撤回", "重新提交审核，通过后公开")
        case obj.Status.INTERNAL:
            return Visibility("内部可见", None, INSIDE, "要公开，提交审核，通过后公开")
    return None


def _by_window(obj, now):
    if obj.expire_at is not None and obj.expire_at <= now:
        reason = f"{in_minutes(obj.expire_at)} 已到期下线"
        way_out = "要再公开，把“下线时间”改晚或清空"
        return Visibility("已下线", obj.expire_at, reason, way_out, "id_expire_at_0")
    if obj.publish_at > now:
        reason = f"定在 {in_minutes(obj.publish_at)} 自动公开"
        way_out = "要提前，改“发布时间”"
        return Visibility(TIMED, obj.publish_at, reason, way_out, "id_publish_at_0")
    return None


def _by_site(obj):
    """Where it is known already which site shows it (regions.canonical)."""
    return site_not_live() if vars(obj).get("canonical_slug", "") is None else None


def site_not_live() -> Visibility:
    """What stands in the way of all that a site shows."""
    return Visibility("没公开", None, "站点还没有上线", "站点上线后，这一条马上公开")


def on_the_day(at, now=None) -> str:
    """“11 月 25 日 09:00”; with the year where it is not this one."""
    moment, today = timezone.localtime(at), timezone.localdate(now or timezone.now())
    year = "" if moment.year == today.year else f"{moment.year} 年 "
    return f"{year}{moment.month} 月 {moment.day} 日 {moment:%H:%M}"


def in_minutes(at) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"
