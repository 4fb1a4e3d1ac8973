"""What visitors and officers do with a lead."""

from leads.actions.bulk_acts import assign_all, give_back_all
from leads.actions.entering import enter
from leads.actions.lead_needs import needs_mark, set_needs
from leads.actions.next_steps import plan_step
from leads.actions.officers import (
    LeadConflict,
    add_note,
    answer,
    assign,
    claim,
    display_name,
    move,
    postpone_erasure,
    set_agreement,
)
from leads.actions.parties import (
    contact_mark,
    correct_contact,
    merge_parties,
    split_off,
    undo_merge,
)
from leads.actions.pauses import pause, report, resume
from leads.actions.pool import give_back, may_give_back
from leads.actions.promises import promise, record_call, settle
from leads.actions.quarantine import mark_as_spam, may_throw_out, release, throw_out
from leads.actions.reveals import reveal_contact
from leads.actions.same_form import FormUsedUp
from leads.actions.searches import TooManySearches, find_by_phone
from leads.actions.undoing import undo
from leads.actions.visitors import ask_again, close_by_visitor, note_lookup, submit_enquiry

__all__ = [
    "FormUsedUp",
    "LeadConflict",
    "TooManySearches",
    "add_note",
    "answer",
    "ask_again",
    "assign",
    "assign_all",
    "claim",
    "close_by_visitor",
    "contact_mark",
    "correct_contact",
    "display_name",
    "enter",
    "find_by_phone",
    "give_back",
    "give_back_all",
    "mark_as_spam",
    "merge_parties",
    "may_give_back",
    "may_throw_out",
    "move",
    "needs_mark",
    "note_lookup",
    "pause",
    "plan_step",
    "promise",
    "record_call",
    "postpone_erasure",
    "release",
    "report",
    "resume",
    "reveal_contact",
    "set_needs",
    "split_off",
    "settle",
    "set_agreement",
    "submit_enquiry",
    "throw_out",
    "undo",
    "undo_merge",
]
