"""What a member of staff finds to do today: the start page of the admin.

Each part of the page is a function from the request to todo items; a new part is one more function
in PARTS. Items without anything to do are left out.
"""

import datetime
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import admin
from django.db.models import Count, Max, Min, Q
from django.urls import reverse
from django.utils import timezone

from leads.admin.contact_views import READERS, own_views
from leads.admin.timeline import quarantine_hint
from leads.models import CalendarPeriod, Lead, Outbox, is_past
from leads.notifications.mail_errors import cure
from news.models import Article, Column
from parks.models import Listing
from policies.models import Policy
from publishing.models import PublishWindow
from publishing.workflow_admin import PublishableAdmin
from regions import access
from regions.models import Membership, Site
from upkeep import worklists

Status = PublishWindow.Status


@dataclass(frozen=True)
class Todo:
    """One line of the start page; tone is "bad", "warn" or ""."""

    title: str
    count: int
    url: str
    tone: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Shortcut:
    label: str
    url: str


def todo_for(request, now=None):
    """Everything waiting for this user, the most urgent first."""
    now = now or timezone.now()
    return [item for part in PARTS for item in part(request, now) if item.count]


def enquiries(request, now):
    leads = Lead.objects.in_scope(request.user)
    yield Todo(
        title="逾期未答复的线索",
        count=leads.overdue(now).count(),
        url=_list_url(Lead, box="overdue"),
        tone="bad",
        hint="已超过承诺的答复时间，请先处理。",
    )
    yield Todo(
        title="新线索",
        count=leads.new().count(),
        url=_list_url(Lead, box="new"),
        tone="warn",
        hint="还没有人联系过。",
    )
    waiting = leads.unchecked().aggregate(
        count=Count("pk"), late=Count("pk", filter=is_past("due_at", now)), due_at=Min("due_at")
    )
    yield Todo(
        title="隔离区里的咨询",
        count=waiting["count"],
        url=_list_url(Lead, box="quarantine"),
        tone="bad" if waiting["late"] else "warn",
        hint=quarantine_hint(waiting["late"], waiting["due_at"]),
    )
    yield Todo(
        title="即将删除个人信息的线索",
        count=leads.announced().count(),
        url=_list_url(Lead, box="erasure"),
        hint="保存期限已满，一周内删除。仍须保留的，请负责人写明原因并暂缓。",
    )
    yield Todo(
        title="过了日子还没有删除个人信息的线索",
        count=leads.due_for_erasure(now - datetime.timedelta(hours=3)).count(),
        url=_list_url(Lead, box="erasure"),
        tone="warn",
        hint="一天最多删除二十分之一，其余顺延。突然变多的，请系统管理员核对服务器的时间。",
    )
    yield Todo("我跟进的线索", leads.mine(request.user).count(), _list_url(Lead, box="mine"))


def mails(request, now):
    owed = _own(Outbox.objects.all(), request, "lead__site__region", access.OFFICERS)
    yield Todo(
        title="没有收件人的提醒邮件",
        count=owed.without_recipient().count(),
        url=_list_url(Outbox, state="nobody"),
        tone="bad",
        hint="请给本地区的招商专员填写邮箱，填好后自动补发。",
    )
    given_up = owed.given_up()
    reasons = given_up.values_list("last_error", flat=True).distinct().order_by("last_error")
    yield Todo(
        title="发不出的邮件",
        count=given_up.count(),
        url=_list_url(Outbox, state="given_up"),
        tone="bad",
        hint="；".join([*map(cure, reasons[:3]), "解决后选中它们，点“重新发送”。"]),
    )


def contact_views(request, now):
    """Who saw more contacts than a day's work needs, for those who answer for it."""
    lately = now - datetime.timedelta(days=7)
    views = own_views(request.user).between(lately, now).filter(has_reason=True)
    yield Todo(
        title="频繁查看联系方式的账号",
        count=views.values("by").distinct().count(),
        url=reverse("admin:leads_lead_contact_views"),
        tone="warn",
        hint="近 7 天里，一小时查看超过 20 次。请看一下是谁、为什么。",
    )


def mixed_accounts(request, now):
    """Accounts from before the rule, for managers: new grants of this kind are refused."""
    mixed = _own(Membership.objects.mixed(), request, "region", access.MANAGERS)
    yield Todo(
        title="又作审计又有别的角色的账号",
        count=mixed.values("user").distinct().count(),
        url=_list_url(Membership, mixed="1"),
        tone="warn",
        hint="审计的人不能审自己做的事。请删去其中一种授权，或另建一个账号。",
    )


def ended_audits(request, now):
    """Told to all who answer for the region but to who did it."""
    ended = Membership.objects.ended_audits(now - datetime.timedelta(days=7), now)
    by_others = Q(ended_by=None) | ~Q(ended_by=request.user.get_username())
    ended = _own(ended, request, "region", READERS).filter(by_others)
    yield Todo(
        title="近 7 天取消的审计授权",
        count=ended.count(),
        url=_list_url(Membership),
        tone="warn",
        hint="；".join([*Membership.words_of_ended(ended), "请确认是否应当取消。"]),
    )


def calendar(request, now):
    if not access.has_role(request.user, access.OFFICERS):
        return
    for year in CalendarPeriod.objects.missing_years(timezone.localdate(now)):
        yield Todo(
            title=f"{year} 年的放假安排还没有录入",
            count=1,
            url=_list_url(CalendarPeriod),
            tone="warn",
            hint="没有录入前，答复期限只扣除周末和固定节日，春节、端午、中秋不算。"
            "请系统管理员按国务院办公厅的通知填进“放假调休”。",
        )


def freshness(request, now):
    due = worklists.to_verify(request.user, now, access.EDITORS)
    hidden = due.filter(hidden_at__lte=now).count()
    yield Todo(
        title="待核实的空间",
        count=due.count(),
        url=reverse("verification_list"),
        tone="bad" if hidden else "warn",
        hint=f"其中 {hidden} 处已从网站隐藏。" if hidden else "核实一下，点一下就好。",
    )
    facts = worklists.unknowns(request.user, now, access.EDITORS)
    asked = [f"{row.need.label} {row.asked} 次" for row in facts if row.asked]
    yield Todo(
        title="未知条件",
        count=len(facts),
        url=reverse("unknown_list"),
        tone="warn" if asked else "",
        hint=f"最近被问：{'、'.join(asked[:3])}。" if asked else "补上，空间才不会被筛掉。",
    )


def reviews(request, now):
    for model, rows in _publishable(request, Status.IN_REVIEW, access.APPROVERS):
        yield Todo(
            title=f"待审核的{model._meta.verbose_name}",
            count=rows.count(),
            url=_list_url(model, status__exact=Status.IN_REVIEW),
            tone="warn",
            hint="请核对事实、来源和日期，再通过并发布。",
        )


def drafts(request, now):
    unsent = Status.DRAFT, "草稿", "", "写完后点“提交审核”。"
    returned = Status.WITHDRAWN, "被撤回", "warn", "改好后重新提交审核。"
    for status, words, tone, hint in (unsent, returned):
        for model, rows in _publishable(request, status, access.EDITORS):
            yield Todo(
                title=f"我的{model._meta.verbose_name}{words}",
                count=rows.filter(created_by=request.user).count(),
                url=_list_url(model, status__exact=status, mine="1"),
                tone=tone,
                hint=hint,
            )


def damaged_articles(request, now):
    articles = Article.objects.filter(is_attention_needed=True)
    yield Todo(
        title="需要人工处理的文章",
        count=_own(articles, request, "column__site__region").count(),
        url=_list_url(Article, is_attention_needed__exact="1"),
        tone="warn",
        hint="导入时有读不准的地方，请对照原文核对。",
    )


def stale_columns(request, now):
    """Columns past their 更新期限, and columns that show nothing at all."""
    public = Q(articles__in=Article.objects.published(now))
    columns = _own(Column.objects.active(), request, "site__region")
    newest_at = Max("articles__publish_at", filter=public)
    rows = columns.annotate(newest_at=newest_at).select_related("site")
    empty = [_column_label(row) for row in rows if row.newest_at is None]
    stale = [_column_label(row) for row in rows if row.newest_at and _is_stale(row, now)]
    url = _list_url(Column)
    yield Todo("超过更新期限的栏目", len(stale), url, "warn", "、".join(stale[:6]))
    yield Todo("还没有内容的栏目", len(empty), url, "", "、".join(empty[:6]))


PARTS = (
    enquiries,
    mails,
    contact_views,
    mixed_accounts,
    ended_audits,
    calendar,
    freshness,
    reviews,
    damaged_articles,
    stale_columns,
    drafts,
)


def shortcuts_for(request):
    """What people come here for, in one click."""
    wanted = [("写一篇文章", Article), ("登记空间", Listing), ("登记政策", Policy)]
    for label, model in wanted:
        model_admin = admin.site._registry.get(model)
        if model_admin is not None and model_admin.has_add_permission(request):
            name = f"admin:{model._meta.app_label}_{model._meta.model_name}_add"
            yield Shortcut(label, reverse(name))
    if admin.site.get_model_admin(Lead).has_module_permission(request):
        yield Shortcut("咨询收件箱", _list_url(Lead))
    if access.has_role(request.user, READERS):
        yield Shortcut("谁看过联系方式", reverse("admin:leads_lead_contact_views"))
    for site in _own(Site.objects.live(), request, "region", access.READERS).order_by("slug")[:4]:
        yield Shortcut(f"查看{site.name}", site.get_absolute_url())


def _column_label(column):
    return f"{column.site.short_name}·{column.name}"


def _is_stale(column, now):
    if column.max_age_days is None:
        return False
    return now - column.newest_at > datetime.timedelta(days=column.max_age_days)


def _own(queryset, request, lookup, roles=access.EDITORS):
    return access.scope(queryset, request.user, lookup=lookup, roles=roles)


def _publishable(request, status, roles):
    """(model, rows) for every kind of content: rows of the status where the user has a role."""
    for model_admin in admin.site._registry.values():
        if isinstance(model_admin, PublishableAdmin):
            rows = model_admin.model._default_manager.filter(status=status)
            yield model_admin.model, model_admin.own_rows(rows, request, roles)


def _list_url(model, **filters):
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
    return reverse(name) + (f"?{urlencode(filters)}" if filters else "")
