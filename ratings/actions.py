"""A visitor rates an enquiry that is over; who answers for the officers hears of a bad word."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from leads.actions import LeadConflict
from leads.deadlines import DAY, reply_due_at
from leads.models import CalendarPeriod, Lead, OfficeHours
from leads.notifications import outbox
from leads.notifications.recipients import manager_addresses
from ratings.models import BAD, Rating
from regions import access
from regions.models import Membership

WORKING_DAYS = 1  # until who answers for the officers has spoken with the visitor
RATED = "rated"  # the mail
TAKEN_BACK = "访客改评为 {score} 分，不用再联系。"


class NotRateable(Exception):
    """It goes on again, or the week for another word is over; the message says which."""


@transaction.atomic
def rate(*, lead, score, reasons=(), words="", proof="", now=None) -> Rating:
    """The first word, or another within the week. Lead.DoesNotExist when its data is erased."""
    lead = Lead.objects.unerased().locked().select_related("site__region", "owner").get(pk=lead.pk)
    now = lead.in_order(now or timezone.now())
    if not lead.is_ended or lead.is_quarantined:
        raise NotRateable("这件事还没有结束，结束以后再评价。")
    rating = Rating.objects.filter(lead=lead).first()
    if rating is None:
        rating = Rating(lead=lead, first_score=score, given_at=now)
    elif now > rating.changeable_until(lead):
        raise NotRateable("评价满 7 天，不能再改。还有话要说，请在下面继续追问。")
    elif is_same(rating, score, reasons, words):
        return rating
    else:
        rating.changed_at = max(now, rating.given_at)
    rating.score, rating.reasons, rating.words = score, list(reasons), words
    rating.proof = proof
    is_new_case = _follow_score(rating, lead, now)
    rating.save()
    if is_new_case:
        to = manager_addresses(lead, besides=lead.owner)
        outbox.owe(lead, RATED, f"rated {int(now.timestamp())}", to)
    return rating


def is_same(rating, score, reasons, words) -> bool:
    return (rating.score, rating.reasons, rating.words) == (score, list(reasons), words)


def _follow_score(rating, lead, now) -> bool:
    """Whether a case begins. One that is taken back ends; one that was talked over stays so."""
    if rating.score > BAD:
        if rating.is_case_open:
            rating.settled_at = max(now, rating.given_at)
            rating.outcome = TAKEN_BACK.format(score=rating.score)
        return False
    if rating.is_case_open or rating.settled_by_id:
        return False
    rating.settled_at, rating.outcome = None, ""
    rating.due_at = _due_at(lead, now)
    rating.owner = _who_answers_for(lead)
    return True


def _due_at(lead, now):
    entered = CalendarPeriod.objects.days_after(timezone.localdate(now) - DAY)
    return reply_due_at(now, WORKING_DAYS, entered, OfficeHours.objects.of(lead.site_id))


def _who_answers_for(lead):
    """The nearest manager above, never whose enquiry it was; None where there is nobody."""
    region = lead.site.region
    found = Membership.objects.filter(
        role__in=access.MANAGERS,
        region__adcode__in=region.lineage(),
        user__is_active=True,
        user__is_staff=True,
    )
    found = found.exclude(user=lead.owner_id).select_related("user", "region")
    nearest = sorted(found, key=lambda row: (-len(row.region.path), row.user.username))
    return nearest[0].user if nearest else None


@transaction.atomic
def settle(*, rating, by, outcome, now=None) -> Rating:
    """Somebody has spoken with the visitor, and says what came of it. Once."""
    lead = Lead.objects.locked().select_related("site__region").get(pk=rating.lead_id)
    if not access.has_role(by, access.MANAGERS, lead.site.region) or lead.owner_id == by.pk:
        raise PermissionDenied("只有本地区的负责人可以办结，办理过这条咨询的人除外。")
    row = Rating.objects.open_cases().filter(pk=rating.pk, lead=lead).first()
    if row is None:
        raise LeadConflict("这条评价刚刚有人办结，或者访客改评了，请看一下。")
    row.settled_at = max(now or timezone.now(), row.given_at)
    row.settled_by, row.outcome = by, outcome
    row.save(update_fields=["settled_at", "settled_by", "outcome"])
    return row
