"""台账: the enquiries of a report as rows of a file, without any phone or mail address.

Names of visitors and of their firms go along where the account answers for the site itself, or for
the enquiry; a chief above has no use for them.
"""

import tempfile

from django.utils import timezone

from exchange.csv_injection import quoted
from exchange.exports import BYTE_ORDER_MARK, LINE
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


def as_csv(rows):
    """Lines of a UTF-8 file with its mark; what a spreadsheet would run is made harmless."""
    yield BYTE_ORDER_MARK + LINE([*HEADER, *PERSONAL])
    for row in rows:
        yield LINE([quoted(cell) if isinstance(cell, str) else cell for cell in row])


def as_xlsx(rows):
    """An open temporary file; the rows are written through, not held."""
    from openpyxl import Workbook  # loads numpy as well: for the few that write a workbook

    from exchange.xlsx_templates import text_cell

    book = Workbook(write_only=True)
    sheet = book.create_sheet("咨询台账")
    sheet.freeze_panes = "B2"
    cell = text_cell(sheet)
    sheet.append([cell(word) for word in (*HEADER, *PERSONAL)])
    for row in rows:
        sheet.append(
            [(cell(each) if each else None) if isinstance(each, str) else each for each in row]
        )
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- closed by the response
    book.save(file)
    file.seek(0)
    return file
