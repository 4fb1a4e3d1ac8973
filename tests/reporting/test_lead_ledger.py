"""台账 as a file: what is in it for whom, and that taking it leaves a record."""

import csv
import datetime
import io
from zoneinfo import ZoneInfo

from django.urls import reverse
from openpyxl import load_workbook

from parks.models import ExportLog
from tests.leads.factories import LeadFactory

ADDRESS = reverse("lead_ledger_export") + "?since=2026-06-01&until=2026-06-30"
ZONE = ZoneInfo("Asia/Shanghai")
RECEIVED = datetime.datetime(2026, 6, 5, 17, tzinfo=ZONE)  # a Friday
REPLIED = datetime.datetime(2026, 6, 8, 10, 30, tzinfo=ZONE)


def _taken(client, user, **words):
    client.force_login(user)
    return client.post(ADDRESS, {"format": "csv", "reason": "第二季度汇报"} | words)


def _rows(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_ledger_tells_persons_to_who_answers_for_them(client, staff, superuser, site, other_site):
    officer = staff("officer", site.region)
    words = {"contact_name": "=赵女士", "received_at": RECEIVED, "first_reply_at": REPLIED}
    lead = LeadFactory(site=site, company="示例公司", **words)
    LeadFactory(site=other_site, owner=officer, **words)
    LeadFactory(site=site, is_quarantined=True, **words)
    chief = staff("manager", site.region)
    head, row = _rows(_taken(client, chief))
    told = dict(zip(head, row, strict=True))
    assert told["编号"] == lead.reference
    assert (told["首次答复用时（工作小时）"], told["是否按时"]) == ("2.5", "否")
    assert (told["称呼"], told["单位"]) == ("'=赵女士", "示例公司")
    log = ExportLog.objects.get(user=chief)
    assert (log.region, log.rows, log.reason) == (site.region, 1, "第二季度汇报")
    assert _rows(_taken(client, officer))[1:] == []
    above = _rows(_taken(client, staff("auditor", site.region.parent)))
    assert [row[-2:] for row in above[1:]] == [["", ""]] * 2
    book = load_workbook(io.BytesIO(_taken(client, superuser, format="xlsx").getvalue()))
    cells = [row[-2:] for row in book.active.iter_rows(values_only=True)][1:]
    assert cells == [("=赵女士", None), ("=赵女士", "示例公司")]
    assert ExportLog.objects.count() == 4


def test_ledger_asks_for_a_reason_and_a_period(client, staff, site, settings):
    settings.EXPORT_LIMITS = {"xlsx": 0, "csv": 9}
    LeadFactory(site=site, received_at=RECEIVED)
    chief = staff("manager", site.region)
    for words, refusal in (
        ({"reason": ""}, "请写明用途"),
        ({"format": "pdf"}, "只有 xlsx 和 csv"),
        ({"format": "xlsx"}, "一次最多导出 0 条"),
    ):
        page = _taken(client, chief, **words)
        assert page.status_code == 400
        assert refusal in page.text
    assert "将导出 1 条" in client.get(ADDRESS).text
    assert client.get(reverse("lead_ledger_export"), {"span": "decade"}).status_code == 404
    assert _taken(client, staff("editor", site.region)).status_code == 403
    assert not ExportLog.objects.exists()
