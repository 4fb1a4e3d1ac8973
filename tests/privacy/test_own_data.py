"""我的数据: what a visitor sees, takes along and erases, and what is left of it."""

import datetime
import json

import pytest
from django.core import signing
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from leads import actions
from leads.consent import consent_text
from leads.models import Consent, Lead, Outbox, StageChange
from leads.proofs import code_of
from parks.models import ExportLog
from privacy.actions import erase_on_request
from privacy.kept_data import as_document, kept_parts
from privacy.models import ErasureRequest
from privacy.views import MAX_COPIES, RECEIPT
from tests.leads.factories import LeadFactory, MailFactory, MessageFactory, PromiseFactory
from tests.leads.marks import aged
from visits.models import Visit, VisitStop

HOUR = datetime.timedelta(hours=1)
# Rows of an enquiry that are told in its copy, by the title of the part.
COPIED = {
    "submission": "第一次提交的原话",
    "consents": "同意记录",
    "messages": "往来",
    "answer_files": "往来",
    "promises": "我们承诺的事",
    "stage_changes": "办理经过",
    "contact_views": "谁看过、导出过",
    "lead_listings": "您留下的信息",
    "needs": "您留下的信息",
    "visits": "踏勘",
    "landing_nodes": "落地事项",
    "land_standards": "标准地指标",
    "shown_passages": "咨询前给您看过的",
    **dict.fromkeys(("follow_ups", "calls", "next_steps", "pauses"), "只列数量"),
}
NOT_COPIED = {
    "proposals": "read and printed behind a link of its own, beside this page",
    "rating": "shown on the page of progress, where he gave it",
    "talks": "which region was first in touch with a company, by keyed marks of its name",
    "owner_changes": "who of the staff had it",
    "clocks": "terms of the office, told as the promised time",
    "mails": "addresses alone; kept until the enquiry goes",
    "texts": "that a text was sent, not to whom",
    "channel_notices": "that the office was told",
    "erasure_requests": "of what is no more",
}


@pytest.fixture
def full(site, lead, staff):
    """The enquiry with something in each of its parts."""
    manager = staff("manager", site.region)
    manager.first_name, manager.last_name = "秘密名", "专员姓"
    manager.save()
    lead.company, lead.email = "蓝天锂业", "zhao@example.com"
    lead.save()
    text = consent_text(site, "2026-11")
    Consent.objects.create(
        lead=lead,
        purpose="reply",
        text_version=text.version,
        text_hash=text.digest,
        given_at=lead.received_at,
    )
    MessageFactory(lead=lead, body="可以整租。", by=manager)
    MessageFactory(lead=lead, body="多久能进场？", direction="in", by=None)
    MessageFactory(lead=lead, body="别人写的", direction="in", by=None, is_visible=False)
    lead.follow_ups.create(body="只给同事看", by=manager)
    lead.needs.create(name="area_min", value="3000")
    PromiseFactory(lead=lead, words="月底前给报价", owner=manager, by=manager)
    actions.move(lead=lead, by=manager, to_stage="visiting", stage_was="new")
    actions.reveal_contact(lead=lead, by=manager)
    taken = {"user": manager, "format": "csv", "rows": 3}
    ExportLog.objects.create(region=site.region, filters=ExportLog.OF_ENQUIRIES, **taken)
    ExportLog.objects.create(region=site.region, filters="", **taken)
    starts_at = timezone.now() + 48 * HOUR
    visit = Visit.objects.create(
        lead=lead,
        by=manager,
        state="agreed",
        starts_at=starts_at,
        meeting_point="园区门口",
        guide="王",
    )
    VisitStop.objects.create(visit=visit, label="3 号厂房", position=1)
    return Lead.objects.get(pk=lead.pk)


def test_page_says_what_was_agreed_what_is_kept_and_who_looked(take, full):
    page = take("data")
    html = page.content.decode()
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    assert [row.get_purpose_display() for row in page.context["consents"]] == ["答复咨询"]
    assert "拨打上面的电话并报查询编号即可" in html  # the very words of that version
    assert [look["看了什么"][:4] for look in page.context["looks"]] == ["电话和邮", "咨询台账"]
    for hidden in ("13800001234", "zhao@example.com", "专员姓", "只给同事看", "别人写的"):
        assert hidden not in html
    assert "蓝天锂业" in html


def test_page_costs_as_much_whatever_is_kept(take, full):
    with CaptureQueriesContext(connection) as asked:
        take("data")
    assert len(asked) == 12


def test_copy_holds_everything_but_what_staff_said_among_themselves(take, full):
    page, file = take("data-copy").content.decode(), take("data-file")
    words = file.content.decode()
    assert file["Content-Disposition"] == f'attachment; filename="{full.reference}.json"'
    for copy in (page, words):
        for kept in ("13800001234", "zhao@example.com", "蓝天锂业", "可以整租。", "多久能进场？"):
            assert kept in copy
        assert "月底前给报价" in copy
        assert "3 号厂房" in copy
        for hidden in ("只给同事看", "专员姓", "别人写的"):
            assert hidden not in copy
    titles = [part["title"] for part in json.loads(words)["parts"]]
    assert titles == [part.title for part in kept_parts(full)]
    assert json.loads(words)["parts"][-1]["rows"] == [{"内部备注": "1 条"}]


def test_each_kind_of_row_of_an_enquiry_is_copied_or_said_why_not():
    rows = {relation.get_accessor_name() for relation in Lead._meta.related_objects}
    assert rows == {*COPIED, *NOT_COPIED}


def test_copy_of_a_bare_enquiry_has_no_empty_parts(site, lead):
    parts = as_document(lead, timezone.now())["parts"]
    assert [part["title"] for part in parts] == ["您留下的信息", "第一次提交的原话"]
    assert all(all(row.values()) for part in parts for row in part["rows"])


def test_copies_are_not_taken_all_day(take, lead):
    codes = [take("data-file").status_code for _ in range(MAX_COPIES + 1)]
    assert codes == [200] * MAX_COPIES + [429]


@pytest.mark.parametrize("step", ["data-copy", "data-file", "data-leave", "data-erase"])
def test_last_four_digits_open_no_more_than_progress(take, lead, step):
    page = take(step, proof="tail", sure="on")
    assert page.status_code == 403
    assert "请用完整的手机号或邮箱重新查询" in page.content.decode()
    assert "13800001234" not in page.content.decode()
    assert Lead.objects.get(pk=lead.pk).erased_at is None


def test_erasing_says_first_what_goes_stays_and_stops(take, full):
    page = take("data-leave")
    goes, stays, stops = (getattr(page.context["effects"], n) for n in ("goes", "stays", "stops"))
    assert goes[:3] == (
        "称呼、单位、电话、邮箱",
        "您写的话 2 段，包括第一次提交的原话",
        "给您的答复 1 条",
    )
    assert full.reference in stays[0]
    assert [sentence[:12] for sentence in stops][:3] == [
        "进度页、邮件里的链接、编",
        "这件咨询马上结束，没有答",
        "还没有办完的承诺 1 项",
    ]
    assert "踏勘取消" in stops[3]
    assert Lead.objects.get(pk=full.pk).erased_at is None


def test_nothing_goes_without_the_tick(take, full):
    page = take("data-erase")
    assert (page.status_code, page.context["notice"]) == (400, "请先勾选“我知道删了找不回来”。")
    assert Lead.objects.get(pk=full.pk).erased_at is None


def test_visitor_erases_and_gets_a_receipt(client, take, site, full, staff):
    officer = staff("officer", site.region)
    officer.email = "officer@example.com"
    officer.save()
    MailFactory(lead=full, kind="answered", recipient="zhao@example.com")
    gone = take("data-erase", sure="on")
    assert gone.status_code == 302
    assert full.reference not in gone["Location"].partition("?")[0]
    receipt = client.get(gone["Location"]).content.decode()
    assert "您的数据已经删除" in receipt
    assert full.reference in receipt
    lead = Lead.objects.get(pk=full.pk)
    assert (lead.stage, lead.phone, lead.email, lead.company) == ("closed", "", "", "")
    assert lead.erased_at is not None
    request = ErasureRequest.objects.get()
    assert (request.lead, request.way, request.proof, request.by) == (lead, "page", "code", None)
    closing = StageChange.objects.order_by("pk").last()
    assert (closing.to_stage, closing.by, closing.proof) == ("closed", None, "code")
    told = Outbox.objects.filter(lead=lead).values_list("kind", "recipient")
    assert list(told) == [("erased", "officer@example.com")]
    assert Visit.objects.count() == 0
    # The same tick sent again, and the number with its code: nothing any more.
    assert take("data-erase", sure="on").status_code == 400
    found = client.post(
        reverse("lead_status", args=[site.slug]),
        {"reference": lead.reference, "proof": code_of(lead.reference)},
    )
    assert found.status_code == 400


def test_office_reads_that_its_visitor_wanted_it_so(client, site, lead, staff):
    erase_on_request(lead=lead, way="page", proof="code")
    client.force_login(staff("officer", site.region))
    page = client.get(reverse("admin:leads_lead_change", args=[lead.pk])).content.decode()
    assert "按本人要求删除个人信息" in page
    assert "访客（凭查询口令）" in page
    assert "本人在“我的数据”页面" in page


def test_what_has_ended_stays_as_it_ended_and_what_is_spam_tells_nobody(site, staff):
    now = timezone.now()
    staff("officer", site.region)
    ended = LeadFactory(site=site, stage="closed", closed_at=now)
    spam = LeadFactory(site=site, is_quarantined=True)
    assert erase_on_request(lead=ended, way="command") is True
    assert erase_on_request(lead=ended, way="command") is False
    erase_on_request(lead=spam, way="command")
    assert [change.lead for change in StageChange.objects.all()] == [spam]
    assert not Outbox.objects.filter(lead=spam).exists()


def test_receipt_is_read_for_half_an_hour_and_by_nobody_else(client, site):
    url = reverse("data_erased", args=[site.slug])
    receipt = RECEIPT.sign_object(["7K3Q-9XMD-PT4V", timezone.now().isoformat()])
    old = aged(receipt, RECEIPT, datetime.timedelta(minutes=31))
    forged = signing.TimestampSigner(salt="other").sign_object(["7K3Q-9XMD-PT4V", ""])
    codes = [client.get(url, {"receipt": mark}).status_code for mark in (receipt, old, forged, "")]
    assert codes == [200, 302, 302, 302]


@pytest.mark.parametrize(
    "wrong", [{"way": "page"}, {"way": "desk"}, {"way": "command", "proof": "code"}, {"way": "x"}]
)
def test_way_and_who_go_together(lead, wrong):
    with pytest.raises(IntegrityError, match="known_way"), transaction.atomic():
        ErasureRequest.objects.create(lead=lead, asked_at=timezone.now(), **wrong)
