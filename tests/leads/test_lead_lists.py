"""A list of leads on its way in: read, compared, brought in like any import."""

import csv
import datetime
import io
from importlib import import_module

import pytest
from django.apps import apps
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from exchange import jobs
from exchange.runner import Runner
from exchange.sheet_findings import SheetFindings
from exchange.upload_checks import RefusedFile
from leads.list_columns import COLUMNS, is_header, read_header, read_table
from leads.models import Consent, Lead, RoutingRule, Submission, Topic
from leads.parties import join
from parks.models import ImportJob
from tests.leads.factories import LeadFactory
from tests.nasty_values import NASTY

forget_defaults = import_module("parks.migrations.0023_ended_lists_say_nothing").forget_defaults
IMPORT = reverse("admin:leads_lead_import")
HEADER = ["称呼", "单位", "电话", "邮箱", "想了解什么"]
LI = ["李女士", "示例新材料有限公司", "138 0000 1111", "", "想找 50 亩地"]
WANG = ["王先生", "", "", "Wang@Example.COM", "仓库"]
DEFAULTS = {
    "topic": "space",
    "channel": "fair",
    "channel_note": "示例推介会",
    "consent_how": "written",
}


def csv_of(rows, header=HEADER):
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    return text.getvalue().encode()


@pytest.fixture
def officer(staff, site):
    return staff("officer", site.region)


@pytest.fixture
def upload(client, site, officer):
    """upload(rows) → the reply to the form."""
    client.force_login(officer)

    def post(rows, header=HEADER, content=None, name="名单.csv", **changes):
        file = SimpleUploadedFile(name, csv_of(rows, header) if content is None else content)
        return client.post(IMPORT, {"site": site.pk, "file": file} | DEFAULTS | changes)

    return post


@pytest.fixture
def bring(upload, client):
    """bring(rows) → the job, checked and confirmed."""

    def make(rows, header=HEADER, **changes):
        address = upload(rows, header, **changes)["Location"]
        client.post(address, {"confirm": ""})
        return ImportJob.objects.latest("pk")

    return make


@pytest.fixture
def store(tmp_path):
    """The folder where uploads of this test lie."""
    storage = ImportJob._meta.get_field("file").storage
    storage.replace(FileSystemStorage(location=tmp_path))
    yield tmp_path
    storage.restore()


def counts(job):
    return [job.new_rows, job.changed_rows, job.same_rows, job.faulty_rows]


def faults(upload, row, header=HEADER, **changes):
    upload([row], header, **changes)
    fault = ImportJob.objects.latest("pk").faults.first()
    return fault.reasons if fault else {}


# ---- Brought in ----


def test_each_row_becomes_an_enquiry_like_one_entered_by_hand(bring, site, officer):
    job = bring([LI, WANG])
    assert (job.state, counts(job)) == ("done", [2, 0, 0, 0])
    li, wang = Lead.objects.order_by("pk")
    assert (li.phone, li.company, li.message) == ("13800001111", LI[1], "想找 50 亩地")
    assert (wang.email, wang.phone) == ("Wang@example.com", "")
    assert (li.channel, li.channel_note, li.topic.slug) == ("fair", "示例推介会", "space")
    assert (li.entered_by, li.site, li.stage) == (officer, site, "new")
    assert li.due_at > li.received_at == job.created_at
    assert li.mails.exists()
    assert li.clocks.count() == 3
    consent = li.consents.get()
    assert (consent.how, consent.heard_by, consent.given_at) == ("written", officer, job.created_at)
    assert Submission.objects.get(lead=li).payload["channel"] == "展会、推介会"


def test_rules_of_the_site_say_whose_it_is(bring, site, officer):
    RoutingRule.objects.create(site=site).places.create(officer=officer)
    bring([LI])
    assert Lead.objects.get().owner == officer


def test_a_column_outranks_the_form(bring):
    header = [*HEADER, "来源", "来源说明", "咨询主题", "同意方式", "同意日期", "接触日期"]
    day = timezone.localdate() - datetime.timedelta(days=3)
    job = bring([[*LI, "上级转办", "示例部门", "其他相关咨询", "电话", str(day), str(day)]], header)
    assert counts(job) == [1, 0, 0, 0]
    lead = Lead.objects.get()
    assert (lead.channel, lead.channel_note, lead.topic.slug) == ("handed", "示例部门", "other")
    assert timezone.localdate(lead.received_at) == day
    consent = lead.consents.get()
    assert (consent.how, timezone.localdate(consent.given_at)) == ("oral", day)


def test_what_is_older_than_a_fortnight_counts_from_today(bring):
    day = timezone.localdate() - datetime.timedelta(days=40)
    job = bring([[*LI, str(day)]], [*HEADER, "日期"])
    lead = Lead.objects.get()
    assert lead.received_at == job.created_at
    assert lead.message == f"想找 50 亩地\n（{day} 接触）"


def test_workbooks_are_read_with_titles_above(upload, client):
    book = Workbook()
    for row in [
        ["示例推介会签到表"],
        ["姓名", "公司名称", "手机号码"],
        ["李女士", "", 13800001111],
    ]:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    address = upload([], content=content.getvalue(), name="名单.xlsx")["Location"]
    page = client.get(address).text
    assert "第 1 行在列名之上，没有读" in page
    assert ("138****1111" in page, "13800001111" in page) == (True, False)
    assert counts(ImportJob.objects.get()) == [1, 0, 0, 0]


# ---- Doubles ----


@pytest.mark.parametrize(
    ("known", "column"),
    [
        ({"phone": "13800001111"}, "电话"),
        ({"company": "示例新材料有限责任公司", "phone": "13900009999"}, "单位"),
        ({"email": "li@example.com", "phone": ""}, "邮箱"),
    ],
)
def test_who_is_known_gets_a_conversation_in_the_same_file(
    upload, client, site, officer, known, column
):
    old = LeadFactory(site=site, **({"company": "", "email": ""} | known))
    join(old)
    row = [*LI[:3], "li@example.com", LI[4]]
    address = upload([row])["Location"]
    page = client.get(address).text
    is_told = f"<b>{column}</b>：与 {old.reference} 同一档案" in page
    # A list of made-up numbers must not say beforehand which of them somebody has.
    assert (is_told, old.reference in page) == (column == "单位", column == "单位")
    client.post(address, {"confirm": ""})
    assert counts(ImportJob.objects.get()) == [0, 1, 0, 0]
    new = Lead.objects.latest("pk")
    shared = [
        link
        for link in ("person_party_id", "company_party_id")
        if getattr(old, link) and getattr(old, link) == getattr(new, link)
    ]
    assert shared
    assert new.reference != old.reference
    was = (old.contact_name, old.company, old.phone, old.email, old.message)
    old.refresh_from_db()
    assert (old.contact_name, old.company, old.phone, old.email, old.message) == was


def test_the_same_row_is_brought_in_once(bring, upload, client):
    job = bring([LI, WANG, LI])
    assert counts(job) == [2, 0, 1, 0]
    page = client.get(upload([LI, [*LI[:4], "还想看厂房"]])["Location"]).text
    assert f"以前导入过：{Lead.objects.earliest('pk').reference}，跳过" in page
    again = bring([LI, [*LI[:4], "还想看厂房"]])
    assert (counts(again), Lead.objects.count()) == ([0, 1, 1, 0], 3)


# ---- What is wrong ----


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({2: "1380000"}, {"电话": "C2 手机号少了 4 位，应为 11 位数字"}),
        ({2: "13800001111/13800002222"}, {"电话": "C2 这里有 2 个号码，请只留一个"}),
        ({2: ""}, {"电话": "C2 电话和邮箱至少写一个。"}),
        ({0: "", 1: ""}, {"称呼": "A2 称呼和单位至少写一个。"}),
        ({3: "不是邮箱"}, {"邮箱": "D2 邮箱不完整，应像 name@example.com"}),
        ({0: "长" * 41}, {"称呼": "A2 称呼太长了，最多 40 个字"}),
    ],
)
def test_a_fault_names_its_cell(upload, changed, said):
    row = [changed.get(at, cell) for at, cell in enumerate(LI)]
    assert faults(upload, row) == said


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("来源", "网站表单", "F2 没有这种来源，可填：电话、来访"),
        ("咨询主题", "天气", "F2 没有这个主题，可填："),
        ("同意方式", "不同意", "F2 对方没有同意，不能登记。"),
        ("同意方式", "大概", "F2 请写“口头”或“书面”；没有同意的不能登记。"),
        ("接触日期", "2999-01-01", "F2 "),
        ("接触日期", "昨天", "F2 日期看不懂"),
        ("信用代码", "91", "F2 统一社会信用代码是 18 位，现在有 2 位，请核对"),
    ],
)
def test_a_word_that_says_nothing_is_told(upload, column, cell, said):
    reasons = faults(upload, [*LI, cell], [*HEADER, column])
    assert list(reasons) == [column]
    assert reasons[column].startswith(said)


def test_consent_is_said_by_the_form_or_by_the_row(upload):
    sentence = "没有写对方是否同意；请写“口头”或“书面”，或上传时选一种。"
    assert faults(upload, LI, consent_how="") == {"同意方式": sentence}
    assert faults(upload, [*LI, "口头"], [*HEADER, "同意方式"], consent_how="") == {}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"channel_note": ""}, "channel_note"),
        ({"channel": "web"}, "channel"),
        ({"channel": ""}, "channel"),
        ({"topic": "x"}, "topic"),
        ({"consent_how": "x"}, "consent_how"),
        ({"came_in_on": "x"}, "came_in_on"),
        ({"consented_on": "x"}, "consented_on"),
        ({"came_in_on": "2020-01-01"}, "came_in_on"),
        ({"consented_on": "2999-01-01"}, "consented_on"),
        ({"site": "0"}, "site"),
        ({"content": b""}, "file"),
        ({"content": b"%PDF-1.4"}, "file"),
        ({"content": "姓名,单位\n甲,乙\n".encode()}, None),
    ],
)
def test_bad_forms_come_back_and_keep_nothing(upload, changes, field):
    response = upload([LI], **changes)
    if field is None:  # refused when it is read: the job says why
        assert ImportJob.objects.get().reason.startswith("前 20 行里没有“电话”或“邮箱”这一列")
        return
    assert (response.status_code, list(response.context["form"].errors)) == (400, [field])
    assert ImportJob.objects.count() == 0


@pytest.mark.parametrize("value", NASTY)
def test_nothing_in_a_cell_or_field_breaks_it(upload, value):
    assert upload([LI], **dict.fromkeys(DEFAULTS, value)).status_code in {302, 400}
    rows = [[value] * len(HEADER), LI]
    response = upload([], content=csv_of(rows).replace(b"\0", b""))
    assert response.status_code in {302, 400}
    assert Lead.objects.count() == 0


def test_faulty_rows_come_back_with_reasons(upload, client):
    address = upload([LI, ["", "", "12", "", ""]])["Location"]
    book = load_workbook(io.BytesIO(client.get(f"{address}faults/").content))
    cells = [[cell.value or "" for cell in row] for row in book.active.iter_rows()]
    assert cells[0] == [*HEADER, "原因"]
    assert cells[1][2] == "12"
    assert len(cells) == 2
    client.post(address, {"confirm": ""})
    assert Lead.objects.count() == 1


def test_nothing_of_the_upload_stays_beside_the_enquiries(
    upload, client, store, django_capture_on_commit_callbacks
):
    """Who asks to be erased is in no file either; faulty rows stay for a week."""
    faulty = ["", "", "12", "", "坏的一行"]
    for rows in ([LI], [WANG, faulty]):
        address = upload(rows)["Location"]
        assert b"".join(path.read_bytes() for path in store.iterdir())
        with django_capture_on_commit_callbacks(execute=True):
            client.post(address, {"confirm": ""})
        assert "上传的文件已删除" in client.get(address).text
        assert ImportJob.objects.latest("pk").defaults == {}
        kept = b"".join(path.read_bytes() for path in store.iterdir())
        assert kept.decode().count("\n") == (1 if faulty in rows else 0)
    assert "坏的一行" in kept.decode()
    book = load_workbook(io.BytesIO(client.get(f"{address}faults/").content))
    assert book.active["E2"].value == "坏的一行"
    assert "没有“电话”或“邮箱”" in client.get(upload([["甲"]], ["姓名"])["Location"]).text
    job = ImportJob.objects.latest("pk")
    assert (job.file.name, job.defaults) == ("", {})


def test_what_was_said_of_lists_that_ended_earlier_goes(site):
    said = {"region": site.region, "kind": "leads", "defaults": DEFAULTS, "size_bytes": 1}
    ended = [ImportJob.objects.create(state=state, **said) for state in ("done", "failed")]
    waiting = ImportJob.objects.create(state="ready", **said)
    forget_defaults(apps, None)
    kept = dict(ImportJob.objects.values_list("pk", "defaults"))
    assert kept == {job.pk: {} for job in ended} | {waiting.pk: DEFAULTS}


def test_headers_are_told_apart():
    assert is_header(["姓名", "联系电话*"])
    assert not is_header(["示例推介会签到表"])
    with pytest.raises(RefusedFile, match="说的是同一列"):
        read_header(["电话", "手机"])
    header, rows = read_table(
        iter([(1, ["电话", "称呼", "天气"]), (2, ["合计", "3", ""])]), SheetFindings()
    )
    assert (list(rows), read_header(header).ignored) == ([], ["天气"])


def test_the_template_can_be_filled_in_and_brought_in(upload, client):
    content = client.get(f"{IMPORT}template/").content
    book = load_workbook(io.BytesIO(content))
    assert [cell.value for cell in book.worksheets[0][1]] == [c.label for c in COLUMNS]
    book.worksheets[0].append(["李女士", "", "13800001111"])
    filled = io.BytesIO()
    book.save(filled)
    upload([], content=filled.getvalue(), name="leads.xlsx")
    assert counts(ImportJob.objects.get()) == [1, 0, 0, 0]


# ---- Who, and what if ----


def test_the_forms_topic_is_another_by_the_time_it_is_confirmed(upload, client):
    """Renamed, it is still the same; out of use, nothing more is brought in under it."""
    topics = Topic.objects.filter(slug="space")
    address = upload([LI])["Location"]
    topics.update(slug="premises", name="场地")
    client.post(address, {"confirm": ""})
    assert Lead.objects.get().topic.slug == "premises"
    address = upload([WANG], topic="premises")["Location"]
    topics = Topic.objects.filter(slug="premises")
    topics.update(is_active=False)
    sentence = "上传时选的主题已停用或删除，请放弃这次导入，重新上传并另选主题。"
    assert sentence in client.get(address).text
    client.post(address, {"confirm": ""})
    job = ImportJob.objects.latest("pk")
    assert (job.state, job.faults.get().reasons) == ("done", {"咨询主题": sentence})
    reasons = faults(upload, [*WANG, "场地"], [*HEADER, "咨询主题"], topic="other")
    assert reasons["咨询主题"].startswith("F2 主题“场地”已停用，可填：")
    assert Lead.objects.count() == 1


def test_only_officers_and_only_their_own_lists(upload, client, staff, site, other_site, officer):
    address = upload([LI])["Location"]
    assert upload([LI], site=other_site.pk).status_code == 400
    client.force_login(staff("manager", site.region))
    assert client.get(address).status_code == client.get(f"{address}faults/").status_code == 404
    assert client.post(address, {"confirm": ""}).status_code == 404
    client.force_login(staff("editor", site.region))
    for page in (IMPORT, f"{IMPORT}template/", address):
        assert client.get(page).status_code == 403
    listing_pages = reverse("admin:parks_listing_import_job", args=[ImportJob.objects.get().pk])
    assert client.get(listing_pages).status_code == 404
    job = reverse("admin:parks_importjob_change", args=[ImportJob.objects.get().pk])
    assert client.get(job).status_code == 302
    client.force_login(staff("auditor", site.region))
    assert client.get(job).status_code == 200


def test_a_grant_that_ends_stops_the_import(upload, client, officer):
    upload([LI])
    job = ImportJob.objects.get()
    officer.memberships.all().delete()
    jobs.confirm(job.pk)
    for _ in jobs.work_off():
        pass
    job.refresh_from_db()
    assert (job.state, Lead.objects.count()) == ("failed", 0)
    assert job.reason.startswith("导入人的账号已停用")


def test_a_killed_import_goes_on_where_it_was(upload, site):
    rows = [[f"访客{n}", "", f"1380000{n:04}", "", ""] for n in range(5)]
    upload(rows)
    job = ImportJob.objects.get()
    jobs.confirm(job.pk)
    steps = Runner(jobs.claim(timezone.now()), batch_size=2).run()
    next(steps)
    steps.close()
    assert Lead.objects.count() == 2
    ImportJob.objects.update(claimed_until=None)
    for _ in jobs.work_off():
        pass
    job.refresh_from_db()
    assert (job.state, counts(job), Lead.objects.count()) == ("done", [5, 0, 0, 0], 5)


def test_database_guards_lists(site, lead):
    with pytest.raises(IntegrityError, match="leads_consent_known_how"), transaction.atomic():
        Consent.objects.create(
            lead=lead, purpose="reply", text_version="x", given_at=timezone.now(), how="x"
        )
    values = {"region": site.region, "name": "a", "sha256": "0", "size_bytes": 1}
    with pytest.raises(IntegrityError, match="parks_importjob_known_kind"), transaction.atomic():
        ImportJob.objects.create(kind="x", **values)
