"""The desk's rail: jobs instead of tables, each shown to whoever may open it.

GROUPS is the whole of it. What an installation registers and no job names stays reachable under
全部数据表. A badge counts the rows of the very list that its item opens.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from axes.models import AccessLog
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from core.row_counts import Counted, count_each
from landing.models import LandingNode
from leads.models import (
    CalendarPeriod,
    ClockRule,
    Lead,
    LostReason,
    NoticeChannel,
    OfficeHours,
    Outbox,
    Promise,
    ReplyTemplate,
    RoutingRule,
    StageGate,
    Topic,
)
from maps.models import MapFeature
from news.models import Article, Column, SitePage
from parks.models import ExportLog, ImportJob, Listing, Park
from policies.models import Policy
from portal import badge_counts
from portal.badges import LATE, SOON, Badge, Waits
from publishing.models import Asset, PublishWindow, RuleSeverity, WordList
from ratings.models import Rating
from regions import access
from regions.models import FriendLink, Membership, MenuItem, Redirect, ServiceTile, Site
from regions.site_focus import narrowed
from reporting.reach import COUNTERS
from search.models import MissedQuery, SynonymGroup
from visits.models import RefusalReason

BADGE_SECONDS = 30

# Whose job it is to write, and to answer for others; auditors read along.
WRITERS = access.EDITORS | access.AUDITORS
CHIEFS = access.MANAGERS | access.AUDITORS
MINE = (("box", "mine"),)
POOL = (("box", "pool"),)
QUARANTINE = (("box", "quarantine"),)
OPEN_NODES = (("due", "open"),)
DAMAGED = (("is_attention_needed__exact", "1"),)


def _admin_of(model):
    return admin.site.get_model_admin(model)


@dataclass(frozen=True)
class Job:
    """One entry of the rail.

    `model`: whose list it opens, narrowed by `query`; else `url_name` names a page. `roles`: whose
    job it is; without any, of everybody who may see the list. `waits` says what the badge counts,
    from a request and the time.
    """

    key: str
    label: str
    icon: str
    model: type[Model] | None = None
    query: tuple[tuple[str, str], ...] = ()
    url_name: str = ""
    roles: frozenset = frozenset()
    waits: Callable | None = None

    def path(self) -> str:
        if self.model is None:
            return reverse(self.url_name)
        meta = self.model._meta
        return reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")

    def url(self) -> str:
        return self.path() + (f"?{urlencode(self.query)}" if self.query else "")

    def is_open_to(self, request) -> bool:
        if self.roles and not access.has_role(request.user, self.roles):
            return False
        return self.model is None or _admin_of(self.model).has_view_permission(request)


@dataclass(frozen=True)
class Group:
    label: str
    icon: str
    jobs: tuple[Job, ...]


@dataclass(frozen=True)
class Entry:
    """A job as one request sees it."""

    job: Job
    url: str
    is_current: bool = False
    badge: Badge = field(default_factory=Badge)


@dataclass(frozen=True)
class Section:
    """A group with at least one entry."""

    label: str
    icon: str
    entries: list[Entry]

    @property
    def url(self) -> str:
        return self.entries[0].url

    @property
    def is_current(self) -> bool:
        return any(entry.is_current for entry in self.entries)

    @property
    def badge(self) -> Badge:
        """The first that is late, else the first that is due; else nothing."""
        badges = [entry.badge for entry in self.entries]
        found = [badge for tone in (LATE, SOON) for badge in badges if badge.tone == tone]
        return found[0] if found else Badge()


def _reviews_of(model):
    def waits(request, now):
        rows = model.objects.filter(status=PublishWindow.Status.IN_REVIEW)
        return Waits(_admin_of(model).own_rows(rows, request, access.APPROVERS))

    return waits


def _review(key, label, model):
    """What waits for whoever may approve it."""
    query = (("status__exact", PublishWindow.Status.IN_REVIEW.value),)
    return Job(key, label, "check", model, query, roles=access.APPROVERS, waits=_reviews_of(model))


GROUPS = (
    Group(
        "答复",
        "chat",
        (
            Job("inbox", "咨询收件箱", "inbox", Lead, waits=badge_counts.inbox),
            Job("mine", "我跟进的", "user", Lead, (("box", "mine"),), roles=access.OFFICERS),
            Job("promises", "承诺台账", "handshake", Promise, waits=badge_counts.promises),
            Job("pool", "公海", "users", Lead, POOL, roles=access.OFFICERS),
            Job("quarantine", "隔离区", "shield", Lead, QUARANTINE, waits=badge_counts.quarantine),
            Job(
                *("visits", "踏勘日程", "calendar"),
                url_name="visit_list",
                roles=access.OFFICERS | access.AUDITORS,
            ),
            Job(
                "landing", "落地事项", "check", LandingNode, OPEN_NODES, waits=badge_counts.landing
            ),
            Job("ratings", "访客评价", "pulse", Rating, roles=CHIEFS, waits=badge_counts.ratings),
            Job("mails", "待发邮件", "mail", Outbox),
            Job("reply_templates", "常用回复", "text", ReplyTemplate, roles=access.OFFICERS),
        ),
    ),
    Group(
        "发布",
        "pen",
        (
            Job("articles", "文章", "pen", Article, roles=WRITERS),
            Job("policies", "政策", "policy", Policy),
            _review("article_reviews", "待审文章", Article),
            _review("policy_reviews", "待审政策", Policy),
            Job("calendar", "发布日历", "calendar", url_name="desk_calendar", roles=WRITERS),
            Job("pages", "固定页面", "file", SitePage, roles=WRITERS),
            Job(
                *("old_pages", "旧网页隔离区", "history"),
                url_name="admin:news_article_quarantine",
                roles=access.EDITORS,
                waits=badge_counts.old_pages,
            ),
            Job("damaged", "旧文待核对", "wand", Article, DAMAGED, roles=access.EDITORS),
            Job("assets", "图片与附件", "image", Asset, roles=WRITERS),
        ),
    ),
    Group(
        "空间",
        "places",
        (
            Job("parks", "园区", "places", Park, roles=WRITERS),
            Job("listings", "土地与空间", "land", Listing),
            _review("listing_reviews", "待审空间", Listing),
            Job(
                *("verify", "待核实", "clock"),
                url_name="verification_list",
                roles=access.EDITORS,
                waits=badge_counts.to_verify,
            ),
            Job("unknown", "未知条件", "question", url_name="unknown_list", roles=access.EDITORS),
            Job("gaps", "缺口清单", "pulse", url_name="gap_list", roles=WRITERS),
            Job("imports", "导入记录", "history", ImportJob, roles=access.EDITORS),
            Job("map_features", "地图要素", "map", MapFeature, roles=WRITERS),
        ),
    ),
    Group(
        "检查",
        "pulse",
        (
            Job("figures", "数字", "chart", url_name="lead_report", roles=COUNTERS),
            Job("seen", "看得多、没人问", "eye", url_name="quiet_objects", roles=access.READERS),
            Job(
                *("contact_views", "谁看过联系方式", "eye"),
                url_name="admin:leads_lead_contact_views",
                roles=CHIEFS,
            ),
            Job(
                *("content_findings", "内容巡检", "shield"),
                url_name="content_findings",
                roles=WRITERS,
            ),
            Job("word_lists", "检查用的词表", "text", WordList, roles=CHIEFS),
            Job("rule_severities", "检查的轻重", "list", RuleSeverity, roles=CHIEFS),
            Job("missed", "搜了没有找到", "search", MissedQuery, roles=WRITERS),
            Job("synonyms", "搜索同义词", "text", SynonymGroup, roles=WRITERS),
            Job("exports", "导出记录", "download", ExportLog, roles=CHIEFS),
            Job(
                *("audit", "操作记录", "shield"),
                url_name="desk_audit",
                roles=access.AUDITORS,
            ),
            Job("logins", "登录记录", "key", AccessLog),
        ),
    ),
    Group(
        "设置",
        "gear",
        (
            Job("sites", "站点", "home", Site, roles=CHIEFS),
            Job("columns", "栏目", "list", Column, roles=WRITERS),
            Job("tiles", "首页入口", "places", ServiceTile, roles=WRITERS),
            Job("menus", "菜单", "list", MenuItem, roles=WRITERS),
            Job("links", "友情链接", "out", FriendLink, roles=WRITERS),
            Job("redirects", "转址", "out", Redirect, roles=WRITERS),
            Job("staff", "员工", "users", url_name="admin:staff_list", roles=access.MANAGERS),
            Job("people", "人员", "users", get_user_model(), roles=CHIEFS),
            Job("grants", "授权", "key", Membership, roles=CHIEFS),
            Job("routing", "分派规则", "users", RoutingRule, roles=CHIEFS),
            Job(
                *("absences", "外出与代办", "calendar"),
                url_name="admin:leads_lead_absences",
                roles=access.OFFICERS,
            ),
            Job("topics", "咨询主题", "text", Topic, roles=CHIEFS),
            Job("days_off", "放假调休", "calendar", CalendarPeriod, roles=CHIEFS),
            Job("lost_reasons", "未成原因", "list", LostReason, roles=CHIEFS),
            Job("refusal_reasons", "不合适的原因", "list", RefusalReason, roles=CHIEFS),
            Job("gates", "阶段门槛", "list", StageGate, roles=CHIEFS),
            Job("clock_rules", "办理期限", "clock", ClockRule, roles=access.MANAGERS),
            Job("office_hours", "办公时间", "clock", OfficeHours, roles=access.MANAGERS),
            Job("channels", "通知渠道", "chat", NoticeChannel, roles=CHIEFS),
            Job("tables", "全部数据表", "table", url_name="desk_tables"),
        ),
    ),
)


def navigation_for(request: HttpRequest) -> list[Section]:
    """What this account may open, with what waits there; groups without any are left out.

    Of the site in focus, if one is.
    """
    request = narrowed(request)
    open_jobs = {group: [job for job in group.jobs if job.is_open_to(request)] for group in GROUPS}
    jobs = [job for found in open_jobs.values() for job in found]
    badges = _badges(request, jobs)
    current = _current(request, jobs)
    return [
        Section(
            group.label,
            group.icon,
            [Entry(job, job.url(), job is current, badges.get(job.key, Badge())) for job in found],
        )
        for group, found in open_jobs.items()
        if found
    ]


def _badges(request, jobs) -> dict[str, Badge]:
    """One query for all, kept for BADGE_SECONDS for this account while it holds these roles."""
    key = f"desk-badges:{access.grants_key(request.user)}"
    kept = cache.get(key)
    if kept is None:
        kept = _counted(request, jobs)
        cache.set(key, kept, BADGE_SECONDS)
    return kept


def _counted(request, jobs) -> dict[str, Badge]:
    now = timezone.now()
    waits = {job.key: job.waits(request, now) for job in jobs if job.waits}
    asked = {key: Counted(found.rows) for key, found in waits.items()}
    asked |= {
        f"{key} late": Counted(found.late) for key, found in waits.items() if found.late is not None
    }
    numbers = count_each(asked)
    return {
        key: found.badge(numbers[key], numbers.get(f"{key} late", 0))
        for key, found in waits.items()
    }


def _current(request, jobs):
    """The job whose page this is: the narrowest list that the address still is, or lies under."""
    asked = set(request.GET.items())
    here = [
        job
        for job in jobs
        if request.path.startswith(job.url().partition("?")[0]) and asked >= set(job.query)
    ]
    return max(
        here, key=lambda job: (len(job.url().partition("?")[0]), len(job.query)), default=None
    )
