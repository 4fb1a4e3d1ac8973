"""The officers' desk: the inbox, one page per lead, owed mails, topics, the calendar."""

from leads.admin.calendar import CalendarPeriodAdmin
from leads.admin.inbox import LeadAdmin
from leads.admin.notice_channels import NoticeChannelAdmin
from leads.admin.outbox import OutboxAdmin
from leads.admin.routing import RoutingRuleAdmin
from leads.admin.topics import TopicAdmin

__all__ = [
    "CalendarPeriodAdmin",
    "LeadAdmin",
    "NoticeChannelAdmin",
    "OutboxAdmin",
    "RoutingRuleAdmin",
    "TopicAdmin",
]
