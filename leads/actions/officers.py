"""What officers do with a lead. Each checks who may, and writes its own history."""

import datetime
import logging
import re

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from core.person_names import person_name
from leads.actions.answer_calls import plan_call
from leads.actions.answer_files import FilesGone, attach
from leads.actions.clocks import stop_feedback
from leads.actions.quotes import QuoteEnded, keep_quotes
from leads.actions.transitions import set_owner, set_stage
from leads.gates import missing_for
from leads.models import Contact, FollowUp, Lead, Message, Outbox
from leads.notifications import outbox
from leads.notifications.text_messages import owe_text
from regions import access

logger = logging.getLogger(__name__)

Stage = Lead.Stage
POSTPONED_BY = datetime.timedelta(days=30)
MOST_PUT_OFF = 3  # times
LETTER = re.compile(r"[^\W_]")
GUARDED = datetime.timedelta(days=3)  # after a claim
FEWEST_LETTERS = 4  # 诉讼未结 says why; a word or a row of dots does not


class LeadConflict(Exception):
    """Somebody else was quicker, or the step does not fit the lead; the message says which."""


def display_name(user) -> str:
    """How colleagues are called in the admin."""
    return person_name(user) if user else "访客"


def letters_in(text) -> int:
    return len(LETTER.findall(text))


def lock_for(lead, by):
    """The row, locked, if `by` is an officer of its region; erased ones are out of reach."""
    lead = Lead.objects.locked().select_related("site__region").get(pk=lead.pk)
    if not access.has_role(by, access.OFFICERS, lead.site.region):
        raise PermissionDenied("您没有在该地区处理线索的权限。")
    _refuse_erased(lead)
    return lead


def refuse_unanswerable(lead):
    """LeadConflict before anything of an answer is kept; `answer` looks again, at a locked row."""
    _refuse_erased(lead)
    _refuse_quarantined(lead)


@transaction.atomic
def claim(*, lead, by, now=None):
    """Become the owner of a lead that has none; the first one wins."""
    lead = lock_for(lead, by)
    if lead.owner_id is not None:
        holder = "您" if lead.owner_id == by.pk else display_name(lead.owner)
        raise LeadConflict(f"这条线索已由{holder}负责。")
    set_owner(lead, by, by=by, now=now or timezone.now())
    return lead


@transaction.atomic
def assign(*, lead, by, to, owner_was, now=None):
    """Hand a lead to an officer of its region; `owner_was` is the owner the form showed."""
    lead, now = lock_for(lead, by), now or timezone.now()
    if give(lead, by=by, to=to, owner_was=owner_was, now=now) and to != by:
        outbox.owe_to_new_owner(lead, occasion=now.isoformat())
    return lead


def give(lead, *, by, to, owner_was, now) -> bool:
    """`lead` is locked; whether it changes hands. Who has it now is yet to be told."""
    if lead.owner_id != owner_was:
        raise LeadConflict("负责人刚刚有变动，请看一下再指派。")
    if not access.has_role(to, access.OFFICERS, lead.site.region):
        raise LeadConflict("对方不是该地区的招商专员。")
    if lead.owner_id == to.pk:
        return False
    _refuse_taking(lead, by, to, now)
    set_owner(lead, to, by=by, now=now)
    return True


def _refuse_taking(lead, by, to, now):
    """What somebody has just claimed no colleague takes for himself; who answers for both may."""
    if to != by or access.has_role(by, access.MANAGERS, lead.site.region):
        return
    last = lead.owner_changes.order_by("changed_at", "pk").last()
    if last and last.by_id == last.to_owner_id == lead.owner_id and last.changed_at > now - GUARDED:
        raise LeadConflict(
            f"{display_name(lead.owner)} {GUARDED.days} 天内刚认领，不能直接转给自己："
            "请与本人商量，或请负责人指派。"
        )


@transaction.atomic
def answer(*, lead, by, body, nonce, now=None, is_told=False, quotes=(), files=()):
    """Answer the visitor: shown on the status page at once, announced by mail if there is one.

    Who left a telephone alone, and was not told in person, is to be called. `quotes` are facts put
    into its words (leads.reply_blocks); what has ended by now is refused. `files` are numbers and
    names of what waits in the draft of `by`; without one of them nothing is sent.
    """
    lead = lock_for(lead, by)
    now = lead.in_order(now or timezone.now())
    _refuse_quarantined(lead)
    message, is_new = Message.objects.add_once(
        lead=lead, direction=Message.Direction.OUT, by=by, body=body, nonce=nonce, sent_at=now
    )
    if not is_new:
        return lead
    try:
        keep_quotes(message, quotes, lead.site.region)
        attach(message, files)
    except (QuoteEnded, FilesGone) as refusal:
        raise LeadConflict(str(refusal)) from refusal
    lead.first_reply_at = lead.first_reply_at or now
    lead.follow_up_due_at = None
    lead.save(update_fields=["first_reply_at", "follow_up_due_at"])
    if lead.owner_id is None:
        set_owner(lead, by, by=by, now=now)
    if lead.stage in {Stage.NEW, Stage.CONTACTED}:
        set_stage(lead, Stage.ANSWERED, by=by, now=now)
    stop_feedback(lead, now)
    Contact.objects.confirm(lead.phone, lead.email, now=now)
    outbox.owe_to_visitor(lead, kind=Outbox.Kind.ANSWERED, occasion=message.nonce)
    if not (lead.email or is_told):
        plan_call(lead, by=by, now=now)
        owe_text(lead, occasion=message.nonce)
    return lead


@transaction.atomic
def move(*, lead, by, to_stage, stage_was, lost_reason=None, forced_for="", now=None):
    """Set the stage; `stage_was` is the stage the form showed.

    What a stage asks for must be there (leads.gates); a manager goes past it, `forced_for` says
    why. Nothing is lost without a reason.
    """
    lead, now = lock_for(lead, by), lead.in_order(now or timezone.now())
    _refuse_quarantined(lead)
    if lead.stage != stage_was:
        raise LeadConflict(f"阶段刚刚被改为“{lead.get_stage_display()}”，请看一下再改。")
    if lead.stage == to_stage:
        return lead
    if to_stage == Stage.LOST and lost_reason is None:
        raise LeadConflict("没有谈成要选一个原因。")
    missing = missing_for(lead, to_stage)
    if missing:
        _refuse_unforced(lead, by, missing, forced_for)
        words = f"跳过“{'、'.join(missing)}”：{forced_for}"
        FollowUp.objects.create(lead=lead, by=by, body=words, created_at=now)
    set_stage(
        *(lead, to_stage),
        by=by,
        now=now,
        lost_reason=lost_reason if to_stage == Stage.LOST else None,
        is_forced=bool(missing),
    )
    return lead


def _refuse_unforced(lead, by, missing, reason):
    if not reason:
        raise LeadConflict(f"还差 {len(missing)} 项：{'、'.join(missing)}。")
    if letters_in(reason) < FEWEST_LETTERS:
        raise LeadConflict("请把跳过的原因写清楚，至少几个字。")
    if not access.has_role(by, access.MANAGERS, lead.site.region):
        raise LeadConflict("只有本地区的负责人可以跳过门槛，请把原因告诉负责人。")


@transaction.atomic
def set_agreement(*, lead, by, number):
    """The number of what was signed."""
    lead = lock_for(lead, by)
    lead.agreement_number = number
    lead.save(update_fields=["agreement_number"])
    return lead


@transaction.atomic
def add_note(*, lead, by, body, now=None):
    lead = lock_for(lead, by)
    FollowUp.objects.create(lead=lead, by=by, body=body, created_at=now or timezone.now())
    return lead


@transaction.atomic
def postpone_erasure(*, lead, by, reason, now=None):
    """A manager keeps personal data for longer: for a reason, for a month, three times at most,
    never past three years.

    The law (PIPL 47) lets what is past its term stay only where something still requires it.
    """
    lead, now = lock_for(lead, by), now or timezone.now()
    if not access.has_role(by, access.MANAGERS, lead.site.region):
        raise PermissionDenied("只有本地区的负责人可以暂缓删除。")
    if lead.erase_due_at is None:
        raise LeadConflict("这条线索现在没有安排删除。")
    if lead.times_put_off >= MOST_PUT_OFF:
        raise LeadConflict(f"已暂缓 {MOST_PUT_OFF} 次，到期必须删除，不能再暂缓。")
    if letters_in(reason) < FEWEST_LETTERS:
        raise LeadConflict("请把原因写清楚：为什么还必须保留，至少几个字。")
    until = min(now + POSTPONED_BY, lead.keep_at_most_until)
    if until <= lead.erase_due_at:
        raise LeadConflict("收到已近 3 年，按规定必须删除，不能再暂缓。")
    lead.erase_due_at = until
    lead.times_put_off += 1
    lead.save(update_fields=["erase_due_at", "times_put_off"])
    body = f"暂缓删除个人信息至 {timezone.localtime(until):%Y-%m-%d}：{reason}"
    FollowUp.objects.create(lead=lead, by=by, body=body, created_at=now)
    return lead


def _refuse_erased(lead):
    if lead.erased_at:
        raise LeadConflict("这条线索的个人信息已删除，不能再处理。")


def _refuse_quarantined(lead):
    if lead.is_quarantined:
        raise LeadConflict("请先点“不是垃圾信息”，再处理。")
