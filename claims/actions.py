"""Coming to be first with a company, asking who was for it, and letting it go."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from claims.company_marks import marks_of
from claims.models import ClaimTransfer, CompanyMark, Standing, Talk
from leads.actions import LeadConflict
from leads.actions.officers import lock_for
from leads.models import Lead
from leads.notifications import outbox
from leads.notifications.recipients import manager_addresses
from leads.parties import lock
from regions import access

ASKED_MAIL, ANSWERED_MAIL = "claim", "claimback"
State = ClaimTransfer.State
NO_SITE = 0


@transaction.atomic
def take_up(lead, now) -> Talk | None:
    """The site has been in touch with the company of its enquiry: the first in the network has
    priority until 90 days after the last contact. None where no company is named.
    """
    if not (marks := marks_of(lead)):
        return None
    _lock(marks)
    talks = Talk.objects.known_by(marks)
    standing = Standing.of(talks, lead.site_id, now)
    own = standing.own or Talk.objects.create(
        site=lead.site, lead=lead, began_at=now, touched_at=now
    )
    Talk.objects.filter(pk=own.pk).update(lead=lead, touched_at=max(now, own.touched_at))
    Talk.objects.filter(lead=lead).exclude(pk=own.pk).delete()  # of a name that was put right
    held = {row.digest for row in own.marks.all()}
    CompanyMark.objects.bulk_create(
        CompanyMark(talk=own, scheme=mark.scheme, digest=mark.digest)
        for mark in marks
        if not held & {*mark.digests}
    )
    if standing.first is None or standing.is_ours:
        _make_first(own, talks)
    return own


def _make_first(own, talks):
    """Over those of the same company; another company of the same name keeps what it has."""
    CompanyMark.objects.filter(talk__in=talks, is_first=True).update(is_first=False)
    taken = CompanyMark.objects.filter(is_first=True).exclude(talk=own).values("digest")
    own.marks.exclude(digest__in=taken).update(is_first=True)


@transaction.atomic
def let_go(lead):
    """The enquiry is erased: another of the company at this site goes on with it, or none does."""
    for talk in Talk.objects.filter(lead=lead):
        others = Lead.objects.unerased().filter(site=lead.site, company_party=lead.company_party)
        other = others.exclude(pk=lead.pk).order_by("-pk").first() if lead.company_party else None
        if other is None:
            talk.delete()
        else:
            Talk.objects.filter(pk=talk.pk).update(lead=other)


@transaction.atomic
def ask_for(*, lead, by, credit, words, now=None) -> ClaimTransfer:
    """Ask the region that was first; its managers are told by mail, and by the enquiry's page."""
    now = now or timezone.now()
    lead, standing = _locked(lead, by, now)
    if standing.own is None or not standing.is_others:
        raise LeadConflict("现在没有别的地区的首谈保护，不用请对方移交。")
    if ClaimTransfer.objects.open().filter(giver=standing.first, taker=standing.own).exists():
        raise LeadConflict("已经请对方移交了，等对方答复。")
    transfer = ClaimTransfer.objects.create(
        giver=standing.first,
        taker=standing.own,
        credit=credit,
        words=words,
        asked_by=by,
        asked_at=now,
    )
    _tell(standing.first.lead, ASKED_MAIL, transfer)
    return transfer


@transaction.atomic
def answer(*, lead, by, transfer, agrees, words, now=None) -> ClaimTransfer:
    """Of the region that was first, by who answers for it; 90 days begin anew for the other."""
    now = now or timezone.now()
    lead, standing = _locked(lead, by, now)
    if not access.has_role(by, access.MANAGERS, lead.site.region):
        raise PermissionDenied("首谈的移交由负责人答复。")
    row = _asked(transfer, giver=standing.own)
    _settle(row, by, State.AGREED if agrees else State.DECLINED, words, now)
    if agrees:
        talks = Talk.objects.known_by(marks_of(lead))
        Talk.objects.filter(pk=row.taker_id).update(touched_at=now)
        _make_first(row.taker, talks)
    _tell(row.taker.lead, ANSWERED_MAIL, row)
    return row


@transaction.atomic
def withdraw(*, lead, by, transfer, now=None) -> ClaimTransfer:
    """Of the region that asked."""
    now = now or timezone.now()
    lead, standing = _locked(lead, by, now)
    row = _asked(transfer, taker=standing.own)
    _settle(row, by, State.WITHDRAWN, "", now)
    return row


def _locked(lead, by, now):
    """The enquiry for one who may work on it, and how its site stands, both held."""
    lead = lock_for(lead, by)
    marks = marks_of(lead)
    _lock(marks)
    return lead, Standing.of(Talk.objects.known_by(marks), lead.site_id, now)


def _asked(pk, **side):
    rows = ClaimTransfer.objects.open().select_related("giver__lead", "taker__lead")
    row = rows.select_for_update(of=("self",), no_key=True).filter(pk=pk, **side).first()
    if row is None:
        raise LeadConflict("这个请求刚刚有人处理过，请看一下。")
    return row


def _settle(row, by, state, words, now):
    row.state, row.answer, row.answered_by, row.answered_at = state, words, by, now
    row.save(update_fields=["state", "answer", "answered_by", "answered_at"])


def _tell(lead, kind, transfer):
    """Who answers for the officers there; without a mail address they see it on the page."""
    outbox.owe(lead, kind, str(transfer.pk), manager_addresses(lead))


def _lock(marks):
    """Of no site: the company is the same for all. The unique key guards what this only orders."""
    lock(NO_SITE, [(mark.scheme, mark.digest) for mark in marks])
