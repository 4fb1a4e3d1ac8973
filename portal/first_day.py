"""The first days of an account: what to try once, ticked off by what the account has done."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.urls import reverse

from core.row_counts import Counted
from leads.models import Lead, Message
from news.models import Article
from parks.models import Listing
from portal.models import DeskPreferences
from publishing.models import PublishWindow
from regions import access
from regions.models import Membership, Site

FIRST_DAYS = datetime.timedelta(days=30)
EVERYBODY = access.READERS
RUNS_IT = frozenset()  # held by superusers alone


@dataclass(frozen=True)
class Step:
    """`done`: rows of the user, of which there is one once it was done. `link`: URL name, query."""

    label: str
    link: tuple[str, str]
    roles: frozenset
    done: Callable


@dataclass(frozen=True)
class Taken:
    label: str
    url: str
    is_done: bool


def _sent(user):
    return Article.objects.filter(created_by=user).exclude(status=PublishWindow.Status.DRAFT)


STEPS = (
    Step(
        "建第一个站点",
        ("site_setup_start", ""),
        RUNS_IT,
        lambda user: Site.objects.all(),
    ),
    Step(
        "给同事建账号",
        ("admin:staff_add", ""),
        RUNS_IT,
        lambda user: get_user_model().objects.exclude(pk=user.pk),
    ),
    Step(
        "给同事授权，说好谁管哪个地区",
        ("admin:regions_membership_add", ""),
        RUNS_IT,
        lambda user: Membership.objects.all(),
    ),
    Step(
        "选好字号和深浅",
        ("desk_preferences", ""),
        EVERYBODY,
        lambda user: DeskPreferences.objects.filter(user=user),
    ),
    Step(
        "写一篇草稿",
        ("admin:news_article_add", ""),
        access.EDITORS,
        lambda user: Article.objects.filter(created_by=user),
    ),
    Step(
        "提交一篇给审核",
        ("admin:news_article_changelist", "?mine=1"),
        access.EDITORS,
        _sent,
    ),
    Step(
        "登记或核实一处空间",
        ("verification_list", ""),
        access.EDITORS,
        lambda user: Listing.history.filter(history_user=user),
    ),
    Step(
        "审核一篇文章",
        ("admin:news_article_changelist", "?status__exact=in_review"),
        access.APPROVERS,
        lambda user: Article.objects.filter(approved_by=user),
    ),
    Step(
        "认领一条咨询",
        ("admin:leads_lead_changelist", "?box=new"),
        access.OFFICERS,
        lambda user: Lead.objects.filter(owner=user),
    ),
    Step(
        "答复一位访客",
        ("admin:leads_lead_changelist", "?box=mine"),
        access.OFFICERS,
        lambda user: Message.objects.filter(by=user),
    ),
)


def steps_for(user, preferences, now) -> list[Step]:
    """None once they are put away or the first days are over."""
    if preferences.is_first_day_over or now - user.date_joined > FIRST_DAYS:
        return []
    return [step for step in STEPS if _is_for(step, user)]


def asked_of(steps, user) -> dict[str, Counted]:
    return {step.label: Counted(step.done(user)) for step in steps}


def taken(steps, numbers) -> list[Taken]:
    """The steps with what is done of them; nothing once all are."""
    found = [
        Taken(step.label, reverse(step.link[0]) + step.link[1], bool(numbers[step.label]))
        for step in steps
    ]
    return [] if all(step.is_done for step in found) else found


def _is_for(step, user):
    """Superusers set up; they hold every role, but write and answer seldom."""
    if user.is_superuser:
        return step.roles in (RUNS_IT, EVERYBODY)
    return access.has_role(user, step.roles)
