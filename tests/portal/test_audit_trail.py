"""操作记录: every kind of record, who may read it, page by page, and as a file for a purpose."""

import datetime

import pytest
from axes.models import AccessLog
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from leads import actions
from leads.models import ContactView, PhoneSearch
from parks.models import ExportLog
from portal import audit_checks, audit_seals, audit_trail
from portal.audit_branches import KINDS
from portal.models import AuditCheck
from privacy.actions import erase_on_request
from tests import factories
from tests.leads.factories import LeadFactory
from tests.rewritten import rewritten

PAGE, EXPORT = reverse("desk_audit"), reverse("desk_audit_export")
DAY = datetime.timedelta(days=1)


@pytest.fixture
def acted(site, staff):
    """A record of each kind, of one officer; returns the lead."""
    officer, manager = staff("officer", site.region), staff("manager", site.region)
    lead = LeadFactory(site=site)
    actions.claim(lead=lead, by=officer)
    actions.reveal_contact(lead=lead, by=officer)
    actions.move(lead=lead, by=officer, to_stage="visiting", stage_was="new")
    erase_on_request(lead=lead, way="page", proof="code")
    LogEntry.objects.log_actions(manager.pk, [lead], CHANGE, change_message="指派")
    PhoneSearch.objects.create(by=officer, hits=2)
    ExportLog.objects.create(user=manager, region=site.region, format="csv", rows=3, reason="汇报")
    AccessLog.objects.create(username=officer.username, ip_address="192.0.2.1", path_info="/")
    factories.ArticleFactory(column=factories.ColumnFactory(site=site), title="开工")
    return lead


@pytest.fixture
def auditor(client, staff, site):
    user = staff("auditor", site.region)
    client.force_login(user)
    return user


def test_every_kind_is_there_with_who_and_what(client, auditor, acted):
    page = client.get(PAGE)
    assert {record.kind for record in page.context["records"]} == {*KINDS.values()}
    told = {(record.kind, record.words, record.subject) for record in page.context["records"]}
    assert ("线索的阶段", "新线索 → 考察", acted.reference) in told
    assert ("按电话查找", "找到 2 条", "") in told
    assert ("后台操作", "修改：指派", f"线索 {acted.reference}") in told
    erased = [r for r in page.context["records"] if r.kind == "按本人要求删除"]
    assert [(r.who, r.subject) for r in erased] == [("访客", acted.reference)]
    moments = [record.at for record in page.context["records"]]
    assert moments == sorted(moments, reverse=True)


def test_filters_narrow_what_is_shown(client, auditor, acted, staff):
    def kinds(**asked):
        return {record.kind for record in client.get(PAGE, asked).context["records"]}

    view = ContactView.objects.get()
    assert kinds(kind="views") == {"查看联系方式"}
    who = kinds(who=view.by.username)
    assert {"查看联系方式", "按电话查找", "登录"} <= who
    assert "按本人要求删除" not in who
    assert kinds(what=acted.reference, kind="stages") == {"线索的阶段"}
    assert kinds(what="没有这个") == set()
    long_ago = f"{timezone.localdate() - 9 * DAY:%Y-%m-%d}"
    assert kinds(since=long_ago, until=long_ago) == set()


@pytest.mark.parametrize(
    "wrong",
    [
        {"who": "nobody"},
        {"since": "x"},
        {"kind": "x"},
        {"since": "2026-02-02", "until": "2026-02-01"},
    ],
)
def test_bad_filter_is_named(client, auditor, wrong):
    assert client.get(PAGE, wrong).status_code == 400


def test_pages_follow_one_another_without_gap_or_double(site, staff, acted, superuser):
    now = timezone.now()
    asked = audit_trail.Asked(now - DAY, now + DAY)
    found = audit_trail.found_by(superuser, asked)
    whole, _ = audit_trail.page_of(found, size=200)
    pages, after = [], ""
    while True:
        records, after = audit_trail.page_of(found, after, size=3)
        pages += records
        if not after:
            break
    assert [record.key for record in pages] == [record.key for record in whole]
    assert len({record.key for record in pages}) == len(pages) > 9


def test_other_regions_are_not_seen(client, staff, other_site, acted):
    client.force_login(staff("auditor", other_site.region))
    page = client.get(PAGE)
    # Of the own region, and the own way in.
    assert {record.kind for record in page.context["records"]} <= {"授权", "登录", "站点设置"}
    assert acted.reference not in page.content.decode()


def test_page_costs_as_much_whatever_is_shown(client, auditor, acted, site):
    client.get(PAGE)
    numbers = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get(PAGE)
        numbers.append(len(asked))
        LeadFactory(site=site).contact_views.create()
    assert numbers[0] == numbers[1] <= 20


@pytest.mark.parametrize("role", ["editor", "reviewer", "officer", "manager"])
def test_others_read_nothing(client, staff, site, role):
    client.force_login(staff(role, site.region))
    assert [client.get(url).status_code for url in (PAGE, EXPORT)] == [403, 403]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_export_has_a_purpose_and_is_a_record_itself(client, auditor, acted, kind):
    sent = {"format": kind, "reason": ""}
    assert client.post(EXPORT, sent).status_code == 400
    assert ExportLog.objects.count() == 1
    done = client.post(f"{EXPORT}?kind=views", sent | {"reason": "年度检查"})
    assert done.status_code == 200
    body = b"".join(done.streaming_content)
    log = ExportLog.objects.latest("pk")
    assert (log.user, log.rows, log.reason) == (auditor, 1, "年度检查")
    assert "查看联系方式" in log.filters
    if kind == "csv":
        assert acted.reference in body.decode()


def test_more_than_a_file_holds_is_refused_by_number(client, auditor, acted, settings):
    settings.EXPORT_LIMITS = {"csv": 2, "xlsx": 2}
    page = client.post(EXPORT, {"format": "csv", "reason": "年度检查"})
    assert page.status_code == 400
    assert "一次最多导出 2 条" in page.content.decode()


def test_state_of_the_chain_stands_above(client, auditor, acted):
    assert "还没有核对过" in client.get(PAGE).content.decode()
    audit_seals.seal_new_rows()
    assert list(audit_checks.by_day()) != []
    assert "记录与封条相符" in client.get(PAGE).content.decode()
    assert list(audit_checks.by_day()) == []  # once a day
    AuditCheck.objects.update(checked_at=timezone.now() - DAY)
    with rewritten(ContactView) as views:
        views.update(viewed_at=timezone.now() - DAY)
    list(audit_checks.by_day())
    html = client.get(PAGE).content.decode()
    assert "有 1 处与封条不符" in html
    assert "leads.ContactView" in html


@pytest.mark.parametrize("wrong", [{"fault_count": 1}, {"fault_count": 0, "faults": "x"}])
def test_what_did_not_fit_is_named(db, wrong):
    with pytest.raises(IntegrityError, match="says_which"), transaction.atomic():
        AuditCheck.objects.create(head="0:0", checked_at=timezone.now(), **wrong)
