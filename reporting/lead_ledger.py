"""台账: the enquiries of a report as rows of a file, without any phone or mail address.

Names of visitors and of their firms go along where the account answers for the site itself, or for
the enquiry; a chief above has no use for them.
"""

from django.utils import timezone

from leads.actions import display_name
from leads.models import Lead
from reporting.lead_figures import STAGES

BATCH = 1000
HOUR = 3600
HEADER = (
    *("编号", "地区", "主题", "来源", "阶段", "状态", "收到", "承诺答复", "首次答复"),
    *("首次答复用时（工作小时）", "是否按时", "专员", "没成的原因", "办结"),
)
PERSONAL = ("称呼", "单位")


def ledger_leads(reach, period):
    """The newest first."""
    leads = Lead.objects.accepted().filter(reach.filter())
    leads = leads.filter(received_at__gte=period.since, received_at__lt=period.until)
    return leads.order_by("-received_at", "-pk")


def ledger_rows(leads, reach, office):
    """Texts and numbers; of each enquiry what the account may take along."""
    related = ("topic", "owner", "lost_reason")
    persons = {*reach.persons}
    named = {*reach.named}
    for lead in leads.select_related(*related).iterator(chunk_size=BATCH):
        is_own = lead.owner_id == reach.user_id
        yield [
            *(lead.reference, reach.names[lead.site_id], lead.topic.name),
            *(lead.get_channel_display(), STAGES[Lead.position_of(lead.reached)]),
            *(lead.status.label, *map(_moment, (lead.received_at, lead.due_at))),
            *(_moment(lead.first_reply_at), *_reply(lead, office)),
            display_name(lead.owner) if lead.owner and lead.site_id in named else "",
            lead.lost_reason.name if lead.lost_reason else "",
            _moment(lead.closed_at),
            *_personal(lead, is_told=is_own or lead.site_id in persons),
        ]


def _moment(moment):
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else ""


def _reply(lead, office):
    if lead.first_reply_at is None:
        return "", ""
    spent = office.seconds_between(lead.site_id, lead.received_at, lead.first_reply_at)
    return round(spent / HOUR, 1), "是" if lead.first_reply_at <= lead.due_at else "否"


def _personal(lead, *, is_told):
    return (lead.contact_name, lead.company) if is_told else ("", "")
