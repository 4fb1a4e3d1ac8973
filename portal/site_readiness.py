"""上线检查: what a site must have before the public can open it (ADR 40).

One rule each, asked of stored rows and of a form in hand alike. Asked when a site goes live; one
that is live already and lacks something stays open, and the start page says so.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from leads.notifications.recipients import officers_with_mail_at
from news.models import SitePage
from publishing.models import NotAllowedError
from regions.models import Site
from search.following import follow

PRIVACY = "privacy"  # the slug of the page that every consult form links
OWN_COLUMNS = ("hotline", "profile", "icp_number", "police_number", "site_code")
IS_ENTERPRISE = ~Q(profile=Site.Profile.GOVERNMENT)


@dataclass(frozen=True)
class Requirement:
    """`met`, for a moment: a condition of a site's own columns, its `row` and its `place`.

    `why` says for whom it is; `step` of the guide is where it is put right.
    """

    label: str
    why: str
    step: str
    met: Callable[[datetime], Q]
    is_for_government: bool = False


class NotReadyError(NotAllowedError):
    """`missing`: the requirements that are not met."""

    def __init__(self, missing):
        self.missing = missing
        super().__init__(f"还不能上线，缺{'、'.join(each.label for each in missing)}。")


def _has_privacy_text(now):
    pages = SitePage.objects.published(now)
    return Q(Exists(pages.filter(site=OuterRef("row"), slug=PRIVACY)))


REQUIREMENTS = (
    Requirement("招商热线", "访客要有电话可打。", "contact", lambda now: ~Q(hotline="")),
    Requirement(
        "已公开的隐私说明",
        "咨询表单要收姓名和电话，先要告诉访客怎样处理。",
        "texts",
        _has_privacy_text,
    ),
    Requirement(
        "收得到邮件的招商专员",
        "有人咨询时，要有人收到提醒、按时答复：本地区或上级的招商专员、负责人，账号填了邮箱。",
        "answers",
        lambda now: Q(Exists(officers_with_mail_at("place"))),
    ),
    Requirement(
        "ICP 备案号",
        "政府网站要在页脚写明备案。",
        "publisher",
        lambda now: IS_ENTERPRISE | ~Q(icp_number=""),
        is_for_government=True,
    ),
    Requirement(
        "公安备案号",
        "政府网站要在页脚写明备案。",
        "publisher",
        lambda now: IS_ENTERPRISE | ~Q(police_number=""),
        is_for_government=True,
    ),
    Requirement(
        "政府网站标识码",
        "政府网站要有 10 位标识码。",
        "publisher",
        lambda now: IS_ENTERPRISE | ~Q(site_code=""),
        is_for_government=True,
    ),
)


def missing_of(site: Site, now=None) -> list[Requirement]:
    """Of a site as it is in hand, saved or not; its region must be known."""
    now = now or timezone.now()
    known = {name: getattr(site, name) for name in OWN_COLUMNS}
    known |= {"row": site.pk or 0, "place": site.region.path}
    return [each for each in REQUIREMENTS if not each.met(now).check(known)]


def incomplete(sites: QuerySet, now) -> QuerySet:
    """Those that lack something."""
    return _told(sites).filter(~_has_all(now))


def complete(sites: QuerySet, now) -> QuerySet:
    """Those that lack nothing."""
    return _told(sites).filter(_has_all(now))


def _told(sites):
    return sites.alias(row=F("pk"), place=F("region__path"))


def _has_all(now):
    has_all = Q()
    for each in REQUIREMENTS:
        has_all &= each.met(now)
    return has_all


def refuse_unready(site: Site):
    """Raises NotReadyError where the public should not see this site yet."""
    if missing := missing_of(site):
        raise NotReadyError(missing)


@transaction.atomic
def go_live(*, site: Site, by):
    """The public can open it from now on; raises NotReadyError while something is missing."""
    stored = Site.objects.select_for_update(of=("self",), no_key=True).get(pk=site.pk)
    if stored.is_live:
        return
    refuse_unready(stored)
    stored.is_live = True
    stored.save()
    LogEntry.objects.log_actions(by.pk, [stored], CHANGE, change_message="站点上线")
    follow(stored)
