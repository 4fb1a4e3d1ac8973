"""The officers' desk: the inbox, one page per lead, owed mails, topics, the calendar."""

from leads.admin.calendar import CalendarPeriodAdmin, OfficeHoursAdmin
from leads.admin.clock_rules import ClockRuleAdmin
from leads.admin.inbox import LeadAdmin
from leads.admin.notice_channels import NoticeChannelAdmin
from leads.admin.outbox import OutboxAdmin
from leads.admin.promises import PromiseAdmin
from leads.admin.reply_templates import ReplyTemplateAdmin
from leads.admin.routing import RoutingRuleAdmin
from leads.admin.stages import LostReasonAdmin, StageGateAdmin
from leads.admin.topics import TopicAdmin

__all__ = [
    "CalendarPeriodAdmin",
    "ClockRuleAdmin",
    "LeadAdmin",
    "LostReasonAdmin",
    "NoticeChannelAdmin",
    "OfficeHoursAdmin",
    "OutboxAdmin",
    "PromiseAdmin",
    "ReplyTemplateAdmin",
    "RoutingRuleAdmin",
    "StageGateAdmin",
    "TopicAdmin",
]
