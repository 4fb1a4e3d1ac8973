"""Enquiries from the visitor's own words to the proof that they were answered."""

from leads.models.answer_files import AnswerFile
from leads.models.calendar import CalendarPeriod, OfficeHours
from leads.models.calls import Call
from leads.models.clocks import Clock, ClockRule, Pause, clock_label
from leads.models.contacts import Contact
from leads.models.digests import Digest
from leads.models.lead_listings import LeadListing
from leads.models.lead_needs import LeadNeed
from leads.models.leads import Lead, is_past
from leads.models.next_steps import NextStep
from leads.models.notice_channels import ChannelNotice, NoticeChannel
from leads.models.notice_preferences import NoticePreferences
from leads.models.outbox import Outbox
from leads.models.parties import Party, PartyIdentifier, PartyMerge
from leads.models.phone_searches import PhoneSearch
from leads.models.promises import Promise
from leads.models.quotes import MessageQuote
from leads.models.reply_templates import ReplyTemplate
from leads.models.routing import Absence, RoutingPlace, RoutingRule
from leads.models.stages import LostReason, StageGate
from leads.models.submissions import Consent, Submission
from leads.models.text_messages import TextMessage
from leads.models.throttles import Throttle
from leads.models.timeline import (
    ContactView,
    FollowUp,
    Message,
    OwnerChange,
    StageChange,
    with_last_words,
)
from leads.models.topics import Topic

__all__ = [
    "Absence",
    "AnswerFile",
    "CalendarPeriod",
    "ChannelNotice",
    "Call",
    "Clock",
    "ClockRule",
    "Consent",
    "Contact",
    "ContactView",
    "Digest",
    "FollowUp",
    "Lead",
    "LeadListing",
    "LeadNeed",
    "LostReason",
    "Message",
    "MessageQuote",
    "NextStep",
    "NoticeChannel",
    "NoticePreferences",
    "OfficeHours",
    "Outbox",
    "OwnerChange",
    "Party",
    "PartyIdentifier",
    "PartyMerge",
    "Pause",
    "StageChange",
    "StageGate",
    "PhoneSearch",
    "RoutingPlace",
    "RoutingRule",
    "Promise",
    "ReplyTemplate",
    "Submission",
    "TextMessage",
    "Throttle",
    "Topic",
    "clock_label",
    "is_past",
    "with_last_words",
]
