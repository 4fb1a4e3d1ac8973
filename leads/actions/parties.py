"""What officers do with files (ADR 42): make two one, take that back, take one enquiry out, put a
contact right. The visitor's first words stay frozen; each act stands in the story of the lead."""

import logging

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from leads.actions.officers import LeadConflict, lock_for
from leads.masking import mask_email, mask_phone
from leads.models import FollowUp, Lead, Party, PartyIdentifier, PartyMerge
from leads.parties import LINKS, WHO, join, part
from regions import access

logger = logging.getLogger(__name__)

CHANGED = "刚刚有人改过这里的内容，请看一下现在的再改。"
OTHER_CODE = "两份档案的统一社会信用代码不同，不是同一家单位，不能合并。"


@transaction.atomic
def merge_parties(*, kept, absorbed, name, by, now=None) -> PartyMerge:
    """`absorbed` becomes part of `kept`; `name` is the one chosen of the two.

    Neither leads nor identifiers move, so what arrives meanwhile is in the merged file too.
    """
    kept, absorbed = _locked_pair(kept, absorbed, by)
    if kept.root_id or absorbed.root_id:
        raise LeadConflict(CHANGED)
    if (kept.kind, kept.site_id) != (absorbed.kind, absorbed.site_id):
        raise LeadConflict("单位和个人、不同站点的档案不能合并。")
    if _codes_differ(kept, absorbed):
        raise LeadConflict(OTHER_CODE)
    if name not in {kept.name, absorbed.name}:
        raise LeadConflict(CHANGED)
    moved = [absorbed.pk, *absorbed.merged_parties.values_list("pk", flat=True)]
    Party.objects.filter(pk__in=moved).update(root=kept)
    merge = PartyMerge.objects.create(
        kept=kept,
        absorbed=absorbed,
        by=by,
        moved=moved,
        name_was=kept.name,
        name_set=name,
        merged_at=now or timezone.now(),
    )
    kept.name = name
    kept.save(update_fields=["name"])
    logger.info("party %s merged into %s by user %s", absorbed.pk, kept.pk, by.pk)
    return merge


@transaction.atomic
def undo_merge(*, merge, by, now=None):
    """As before, within thirty days; what came in meanwhile by the absorbed one's number goes
    with it."""
    now = now or timezone.now()
    kept, absorbed = _locked_pair(merge.kept, merge.absorbed, by)
    merge = PartyMerge.objects.select_for_update(of=("self",), no_key=True).get(pk=merge.pk)
    if merge.undone_at is not None or absorbed.root_id is None or absorbed.whole != kept.whole:
        raise LeadConflict("这次合并已经撤销，或者档案又有了变动。")
    if now > merge.undoable_until:
        raise LeadConflict("合并已满 30 天，不能再撤销；可以把单条咨询从档案里拆出。")
    together = Party.objects.filter(pk__in=merge.moved, root=kept.whole)
    together.exclude(pk=absorbed.pk).update(root=absorbed)
    Party.objects.filter(pk=absorbed.pk).update(root=None)
    if kept.name == merge.name_set:
        Party.objects.filter(pk=kept.pk).update(name=merge.name_was)
    merge.undone_at, merge.undone_by = now, by
    merge.save(update_fields=["undone_at", "undone_by"])
    logger.info("merge %s undone by user %s", merge.pk, by.pk)
    return merge


def _locked_pair(one, other, by):
    """Both rows, locked in one order, if `by` may work on the enquiries of their site."""
    if one.pk == other.pk:
        raise LeadConflict("这两份档案已经是同一份。")
    rows = Party.objects.locked().select_related("site__region", "root")
    found = {party.pk: party for party in rows.filter(pk__in=[one.pk, other.pk])}
    if len(found) < len({one.pk, other.pk}):
        raise LeadConflict("其中一份档案已经没有了。")
    for party in found.values():
        if not access.has_role(by, access.OFFICERS, party.site.region):
            raise PermissionDenied("您没有在该地区处理档案的权限。")
    return found[one.pk], found[other.pk]


def _codes_differ(*parties):
    codes = PartyIdentifier.objects.filter(scheme=PartyIdentifier.Scheme.CREDIT_CODE)
    of = [
        set(codes.filter(Q(party=p) | Q(party__root=p)).values_list("value", flat=True))
        for p in parties
    ]
    return all(of) and of[0].isdisjoint(of[1])


@transaction.atomic
def split_off(*, lead, by, kind, now=None):
    """Into a file of its own: a person may not want to be joined, or it was never the same one."""
    lead = lock_for(lead, by)
    party = getattr(lead, LINKS[kind])
    if party is None or not Lead.objects.of_party(party.whole).exclude(pk=lead.pk).exists():
        raise LeadConflict("这份档案里只有这一条咨询，不用拆。")
    part(lead, kind)
    body = f"从{Party.Kind(kind).label}档案里拆出，不再与其他咨询连在一起。"
    FollowUp.objects.create(lead=lead, by=by, body=body, created_at=now or timezone.now())
    return lead


def contact_mark(lead) -> str:
    """Of what a form was drawn from; it tells nobody a number."""
    words = "\0".join(getattr(lead, name) for name in WHO)
    return salted_hmac("leads.contact-seen", words, algorithm="sha256").hexdigest()


@transaction.atomic
def correct_contact(*, lead, by, values, mark, now=None):
    """`values` of WHO that are to stand from now on; `mark` is that of the form's page."""
    lead = lock_for(lead, by)
    if mark != contact_mark(lead):
        raise LeadConflict(CHANGED)
    changed = {name: value for name, value in values.items() if getattr(lead, name) != value}
    if not changed:
        raise LeadConflict("没有改动。")
    body = "更正：" + "；".join(_told(lead, name, value) for name, value in changed.items())
    for name, value in changed.items():
        setattr(lead, name, value)
    lead.save(update_fields=list(changed))
    if not lead.is_quarantined:
        join(lead)
    FollowUp.objects.create(lead=lead, by=by, body=body, created_at=now or timezone.now())
    return lead


def _told(lead, name, value):
    """Old and new value; numbers and addresses masked as everywhere in the office."""
    label = Lead._meta.get_field(name).verbose_name
    masks = {
        "phone": lambda phone: mask_phone(phone, is_tail_shown=lead.has_code),
        "email": lambda mail: mask_email(mail, is_start_shown=lead.has_code),
    }
    shown = masks.get(name, str)
    return f"{label} {shown(getattr(lead, name)) or '空'} → {shown(value) or '空'}"
