"""What a member of staff finds to do today, as lines with a number each.

Each part is a function from the request to lines; a new part is one more function in PARTS. Lines
without anything to do are left out.
"""

import datetime
from dataclasses import dataclass
from urllib.parse import urlencode

from axes.models import AccessFailureLog
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import Exists, Min, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import OwedInvitation
from accounts.staff_scope import visible_staff
from core.row_counts import count_each, in_figures
from leads.admin.contact_views import READERS, own_views
from leads.admin.timeline import quarantine_hint
from leads.models import CalendarPeriod, Clock, Lead, NextStep, Outbox, Promise, is_past
from leads.notifications.mail_errors import cure
from leads.notifications.nobodys import nobodys_deadline
from news.models import Article, Column
from parks.models import Listing
from policies.models import Policy
from portal.column_ages import column_ages
from portal.site_readiness import incomplete
from portal.start_tables import has_places
from portal.todo_lines import OVERDUE, REVIEW, Todo, Waiting, asked_of, todos_of
from publishing.models import PendingChange, PublishWindow
from publishing.workflow_admin import PublishableAdmin
from regions import access
from regions.models import Membership, Site
from upkeep import worklists

Status = PublishWindow.Status
A_WEEK = datetime.timedelta(days=7)


@dataclass(frozen=True)
class Shortcut:
    label: str
    url: str


def todo_for(request, now=None) -> list[Todo]:
    """Everything waiting for this user, part by part; what only has to be counted in one query."""
    lines = lines_for(request, now or timezone.now())
    return todos_of(lines, count_each(asked_of(lines)))


def lines_for(request, now) -> list[Todo | Waiting]:
    return [line for part in PARTS for line in part(request, now)]


def enquiries(request, now):
    leads = Lead.objects.in_scope(request.user)
    yield Waiting(
        title="逾期未答复的线索",
        rows=leads.overdue(now),
        url=_list_url(Lead, box="overdue"),
        tone="bad",
        hint="已超过承诺的答复时间，请先处理。",
        kind=OVERDUE,
    )
    yield Waiting(
        title="研判、反馈、汇报过期的线索",
        rows=Clock.objects.late_of(leads, now),
        url=_list_url(Lead, box="clock_late"),
        tone="bad",
        hint="过了本单位自己定的期限：办完它，或写明原因暂停。",
    )
    yield Waiting(
        title="新线索",
        rows=leads.new(),
        url=_list_url(Lead, box="new"),
        tone="warn",
        hint="还没有人联系过。",
    )
    yield from _nobodys(request, leads, now)
    yield from _quarantine(leads, now)
    yield Waiting(
        title="即将删除个人信息的线索",
        rows=leads.announced(),
        url=_list_url(Lead, box="erasure"),
        hint="保存期限已满，一周内删除。仍须保留的，请负责人写明原因并暂缓。",
    )
    yield Waiting(
        title="过了日子还没有删除个人信息的线索",
        rows=leads.due_for_erasure(now - datetime.timedelta(hours=3)),
        url=_list_url(Lead, box="erasure"),
        tone="warn",
        hint="一天最多删除二十分之一，其余顺延。突然变多的，请系统管理员核对服务器的时间。",
    )
    yield from _steps(request, leads, now)
    yield from _promises(request, timezone.localdate(now))
    yield Waiting("我跟进的线索", leads.mine(request.user), _list_url(Lead, box="mine"))


def _quarantine(leads, now):
    """What somebody has to look at, and what was turned away as a machine's."""
    unchecked = leads.unchecked()
    yield Waiting(
        title="隔离区里的咨询",
        rows=unchecked,
        url=_list_url(Lead, box="quarantine"),
        tone="warn",
        hint=lambda late: quarantine_hint(late, None if late else _first_due(unchecked)),
        late=unchecked.filter(is_past("due_at", now)),
    )
    yield Waiting(
        title="近 7 天判为机器提交的",
        rows=leads.machine_made().filter(received_at__gt=now - A_WEEK),
        url=_list_url(Lead, box="machine"),
        hint="打开页面不到 3 秒就提交，另有可疑之处。都留着，不计时：抽看几条，真人的移到收件箱。",
    )


def _nobodys(request, leads, now):
    """Nobody's, told to who answers for the officers; the pool, open to all of them."""
    if access.has_role(request.user, access.MANAGERS):
        own = Lead.objects.in_scope(request.user, access.MANAGERS)
        yield Waiting(
            title="没有负责人的线索",
            rows=own.ownerless(),
            url=_list_url(Lead, box="nobody"),
            tone="warn",
            hint="请指派；超过 4 个工作小时的，也发邮件提醒。",
            late=own.nobodys_since(nobodys_deadline(now)),
        )
    yield Waiting(
        title="公海里的线索",
        rows=leads.pooled(),
        url=_list_url(Lead, box="pool"),
        hint="退回来的，谁先认领归谁。",
    )


def _steps(request, leads, now):
    """What is planned for today, and for what nothing is planned."""
    mine, today = leads.mine(request.user), timezone.localdate(now)
    yield Waiting(
        title="今天要做的下一步",
        rows=NextStep.objects.due_of(mine, today),
        url=_list_url(Lead, box="step_due"),
        tone="warn",
        hint="打电话、踏勘、送材料：做完写一句结果，再安排下一步。",
        late=NextStep.objects.due_of(mine, today - datetime.timedelta(days=1)),
    )
    yield Waiting(
        title="没有下一步的线索",
        rows=NextStep.objects.missing_of(leads),
        url=_list_url(Lead, box="stepless"),
        hint="已经联系过，还没有安排接下来做什么、哪天做。",
    )


def _promises(request, today):
    """What was promised: to officers what they have to keep, to who answers for them all of it."""
    promises = Promise.objects.answered_for_by(request.user)
    yield Waiting(
        title="逾期的承诺",
        rows=promises.late(today),
        url=_list_url(Promise, box="late"),
        tone="bad",
        hint="答应投资人的最后一天已经过了：兑现了写上凭据，不能兑现写明原因。",
    )
    yield Waiting(
        title="今天到期的承诺",
        rows=promises.due_today(today),
        url=_list_url(Promise, box="today"),
        tone="warn",
        hint="今天之内要兑现。",
    )


def _first_due(leads):
    return leads.aggregate(due_at=Min("due_at"))["due_at"]


def mails(request, now):
    owed = _own(Outbox.objects.all(), request, "lead__site__region", access.OFFICERS)
    yield Waiting(
        title="没有收件人的提醒邮件",
        rows=owed.without_recipient(),
        url=_list_url(Outbox, state="nobody"),
        tone="bad",
        hint="请给本地区的招商专员填写邮箱，填好后自动补发。",
    )
    given_up = owed.given_up()
    yield Waiting(
        title="发不出的邮件",
        rows=given_up,
        url=_list_url(Outbox, state="given_up"),
        tone="bad",
        hint=lambda late: "；".join([*_cures(given_up), "解决后选中它们，点“重新发送”。"]),
    )


def _cures(given_up):
    reasons = given_up.values_list("last_error", flat=True).distinct().order_by("last_error")
    return map(cure, reasons[:3])


def invitations(request, now):
    """Newcomers whom the mail did not reach, told to those who look after their accounts."""
    if not access.has_role(request.user, access.MANAGERS):
        return
    yield Waiting(
        title="发不出的邀请邮件",
        rows=OwedInvitation.objects.stuck().filter(user__in=visible_staff(request.user)),
        url=reverse("admin:staff_list"),
        tone="warn",
        hint="请核对这些同事的邮箱，再点“再发邀请”；每个都不行的，请系统管理员看邮件设置。",
    )


def contact_views(request, now):
    """Who saw more contacts than a day's work needs, for those who answer for it."""
    lately = now - datetime.timedelta(days=7)
    yield Waiting(
        title="频繁查看联系方式的账号",
        rows=own_views(request.user).between(lately, now).filter(has_reason=True),
        of="by",
        url=reverse("admin:leads_lead_contact_views"),
        tone="warn",
        hint="近 7 天里，一小时查看超过 20 次。请看一下是谁、为什么。",
    )


def mixed_accounts(request, now):
    """Accounts from before the rule, for managers: new grants of this kind are refused."""
    yield Waiting(
        title="又作审计又有别的角色的账号",
        rows=_own(Membership.objects.mixed(), request, "region", access.MANAGERS),
        of="user",
        url=_list_url(Membership, mixed="1"),
        tone="warn",
        hint="审计的人不能审自己做的事。请删去其中一种授权，或另建一个账号。",
    )


def ended_audits(request, now):
    """Told to all who answer for the region but to who did it."""
    ended = Membership.objects.ended_audits(now - datetime.timedelta(days=7), now)
    by_others = Q(ended_by=None) | ~Q(ended_by=request.user.get_username())
    ended = _own(ended, request, "region", READERS).filter(by_others)
    yield Waiting(
        title="近 7 天取消的审计授权",
        rows=ended,
        url=_list_url(Membership),
        tone="warn",
        hint=lambda late: "；".join([*Membership.words_of_ended(ended), "请确认是否应当取消。"]),
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
    yield Waiting(
        title="待核实的空间",
        rows=due,
        url=reverse("verification_list"),
        tone="warn",
        hint=lambda late: (
            f"其中 {in_figures(late)} 处已从网站隐藏。" if late else "核实一下，点一下就好。"
        ),
        late=due.filter(hidden_at__lte=now),
    )
    if access.has_role(request.user, access.EDITORS):
        yield _unknown_facts(request, now)


def _unknown_facts(request, now):
    facts = worklists.unknowns(request.user, now, access.EDITORS)
    asked = [f"{row.need.label} {row.asked} 次" for row in facts if row.asked]
    return Todo(
        title="未知条件",
        count=len(facts),
        url=reverse("unknown_list"),
        tone="warn" if asked else "",
        hint=f"最近被问：{'、'.join(asked[:3])}。" if asked else "补上，空间才不会被筛掉。",
    )


def reviews(request, now):
    for model, rows in _publishable(request, Status.IN_REVIEW, access.APPROVERS):
        yield Waiting(
            title=f"待审核的{model._meta.verbose_name}",
            rows=rows,
            url=_list_url(model, status__exact=Status.IN_REVIEW),
            tone="warn",
            hint="请核对事实、来源和日期，再通过并发布。",
            kind=REVIEW,
        )


def drafts(request, now):
    unsent = Status.DRAFT, "草稿", "", "写完后点“提交审核”。"
    returned = Status.WITHDRAWN, "被撤回", "warn", "改好后重新提交审核。"
    for status, words, tone, hint in (unsent, returned):
        for model, rows in _publishable(request, status, access.EDITORS):
            yield Waiting(
                title=f"我的{model._meta.verbose_name}{words}",
                rows=rows.filter(created_by=request.user),
                url=_list_url(model, status__exact=status, mine="1"),
                tone=tone,
                hint=hint,
            )


def pending_changes(request, now):
    """What waits beside public rows: for whoever approves, and for whoever wrote it."""
    state, changes = PendingChange.State, PendingChange.objects.all()
    own = changes.filter(author=request.user)
    asked = "公开的内容没有变。请看改了哪些，通过或退回。"
    kinds = (
        ("待审核的{}改动", changes.in_review(), state.IN_REVIEW, access.APPROVERS, asked, REVIEW),
        ("被退回的{}改动", own, state.RETURNED, access.EDITORS, "按退回的原因改好，再送审。", ""),
    )
    for title, waiting, of_state, roles, hint, kind in kinds:
        for model, rows in _publishable(request, Status.APPROVED, roles):
            yield Waiting(
                title=title.format(model._meta.verbose_name),
                rows=waiting.filter(state=of_state).rows_of(rows),
                url=_list_url(model, change=of_state),
                tone="warn",
                hint=hint,
                kind=kind,
            )


def damaged_articles(request, now):
    articles = Article.objects.filter(is_attention_needed=True)
    yield Waiting(
        title="需要人工处理的文章",
        rows=_own(articles, request, "column__site__region"),
        url=_list_url(Article, is_attention_needed__exact="1"),
        tone="warn",
        hint="导入时有读不准的地方，请对照原文核对。",
    )


def stale_columns(request, now):
    """Columns past their 更新期限, and columns that show nothing at all."""
    ages = column_ages(request, now)
    empty = [age.label for age in ages if age.newest_at is None]
    stale = [age.label for age in ages if age.is_over]
    url = _list_url(Column)
    yield Todo("超过更新期限的栏目", len(stale), url, "warn", "、".join(stale[:6]))
    yield Todo("还没有内容的栏目", len(empty), url, "", "、".join(empty[:6]))


def sites_to_open(request, now):
    """Where a fresh installation begins, sites that are not live yet, and live ones with a gap."""
    sites = _own(Site.objects.all(), request, "region", access.MANAGERS)
    if request.user.is_superuser:
        founder = get_user_model().objects.filter(pk=request.user.pk)
        yield Waiting(
            title="还没有站点",
            rows=founder.filter(~Exists(Site.objects.all())),
            url=reverse("site_setup_start"),
            tone="warn",
            hint="从这里开始：选地区，填七小步，十分钟后上线。",
        )
    yield Waiting(
        title="还没有上线的站点",
        rows=sites.filter(is_live=False),
        url=_list_url(Site, is_live__exact="0"),
        hint="接着填完，看一遍“上线检查”，就能上线。",
    )
    yield Waiting(
        title="已上线却缺东西的站点",
        rows=incomplete(sites.live(), now),
        url=_list_url(Site, is_live__exact="1", gap="1"),
        tone="warn",
        hint="缺热线、隐私说明、收得到邮件的招商专员，或政府网站的备案号：打开看“上线检查”。",
    )


def mail_server(request, now):
    if request.user.is_superuser and not settings.SMTP_HOST and not settings.DEMO:
        yield Todo(
            title="邮件服务器还没有设置",
            count=1,
            url=_list_url(Outbox),
            tone="warn",
            hint="咨询提醒和邀请都发不出去。请在服务器上设置 PORTAL_SMTP_HOST 等，再重启"
            "（docs/operations.md）。",
        )


def idle_accounts(request, now):
    """Whoever may sign in and then finds nothing: nobody has said yet what the account is for."""
    if not request.user.is_superuser:
        return
    accounts = get_user_model().objects.filter(is_active=True, is_staff=True, is_superuser=False)
    yield Waiting(
        title="还没有授权的账号",
        rows=accounts.filter(memberships=None),
        url=reverse("admin:regions_membership_add"),
        tone="warn",
        hint="能登录，但什么也看不到。请授权，不再用的请停用。",
    )


def sign_in_failures(request, now):
    if request.user.is_superuser:
        lately = now - datetime.timedelta(days=7)
        yield Waiting(
            title="近 7 天没有成功的登录",
            rows=AccessFailureLog.objects.filter(attempt_time__gte=lately),
            url=_list_url(AccessFailureLog),
            hint="多了的话，看看是谁、从哪里来。",
        )


PARTS = (
    sites_to_open,
    mail_server,
    enquiries,
    mails,
    invitations,
    contact_views,
    mixed_accounts,
    ended_audits,
    calendar,
    freshness,
    reviews,
    pending_changes,
    damaged_articles,
    stale_columns,
    drafts,
    idle_accounts,
    sign_in_failures,
)


def shortcuts_for(request):
    """What people come here for, in one click."""
    wanted = [("写一篇文章", Article), ("登记空间", Listing), ("登记政策", Policy)]
    for label, model in wanted:
        model_admin = admin.site._registry.get(model)
        if model_admin is not None and model_admin.has_add_permission(request):
            name = f"admin:{model._meta.app_label}_{model._meta.model_name}_add"
            yield Shortcut(label, reverse(name))
    if admin.site.get_model_admin(Site).has_add_permission(request):
        yield Shortcut("建站", reverse("site_setup_start"))
    if admin.site.get_model_admin(Lead).has_module_permission(request):
        yield Shortcut("咨询收件箱", _list_url(Lead))
    if admin.site.get_model_admin(Lead).has_add_permission(request):
        yield Shortcut("登记咨询", reverse("admin:leads_lead_add"))
    if access.has_role(request.user, READERS):
        yield Shortcut("谁看过联系方式", reverse("admin:leads_lead_contact_views"))
    if has_places(request):  # of several, the one that was chosen in 切换
        return
    sites = list(_own(Site.objects.live(), request, "region", access.READERS)[:2])
    if len(sites) == 1:
        yield Shortcut(f"查看{sites[0].name}", sites[0].get_absolute_url())


def _own(queryset, request, lookup, roles=access.EDITORS):
    return access.scope(queryset, request.user, lookup=lookup, roles=roles)


def publishable_admins():
    """Of every kind of content that is written, reviewed and published."""
    registered = admin.site._registry.values()
    return [model_admin for model_admin in registered if isinstance(model_admin, PublishableAdmin)]


def _publishable(request, status, roles):
    """(model, rows) for every kind of content: rows of the status where the user has a role."""
    for model_admin in publishable_admins():
        rows = model_admin.model._default_manager.filter(status=status)
        yield model_admin.model, model_admin.own_rows(rows, request, roles)


def _list_url(model, **filters):
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
    return reverse(name) + (f"?{urlencode(filters)}" if filters else "")
