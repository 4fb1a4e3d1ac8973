"""Files with answers: checked, private, fetched by who proves the enquiry, told of by mail."""

import datetime

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from leads import actions
from leads.actions.private_files import named
from leads.models import AnswerFile, Lead, Message, Outbox
from leads.notifications.mails import compose
from leads.proofs import code_of
from leads.retention import erase, purge
from tests.leads.factories import LeadFactory, MessageFactory
from tests.transactions import overlapping
from tests.world import picture

DAY = datetime.timedelta(days=1)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n"


@pytest.fixture
def store(tmp_path):
    """The folder where files of answers of this test lie."""
    storage = AnswerFile._meta.get_field("file").storage
    storage.replace(FileSystemStorage(location=tmp_path))
    yield tmp_path
    storage.restore()


@pytest.fixture
def officer(staff, site):
    return staff("officer", site.region, first_name="小李")


@pytest.fixture
def take(client, officer, lead, store):
    client.force_login(officer)
    address = reverse("admin:leads_lead_step", args=[lead.pk, "answer"])

    def post(*files, **form):
        words = {"body": "见附件。", "nonce": "n", "draft": "", "files": list(files)}
        return client.post(address, words | form, follow=True)

    return post


def pdf(name="平面图.pdf", data=PDF):
    return SimpleUploadedFile(name, data)


def draft_of(page):
    return page.context["steps"]["answer"]["draft"].value()


def status_page(client, lead):
    client.logout()
    pair = {"reference": lead.reference, "proof": code_of(lead.reference)}
    return client.post(reverse("lead_status", args=[lead.site.slug]), pair)


def test_files_wait_in_the_draft_and_go_with_the_answer(take, client, lead, store):
    lead.email = "zhao@example.com"
    lead.save()
    photo = SimpleUploadedFile("现场.jpeg", picture().read())
    page = take(pdf(), photo, _choose="1")
    form = {"draft": page.context["form"]["draft"].value()}
    page = take(**form, _back="1")
    assert [file.name for file in page.context["steps"]["answer"].kept_files] == [
        "平面图.pdf",
        "现场.png",
    ]
    first = AnswerFile.objects.earliest("pk")
    page = take(**form, _drop=str(first.pk))
    page = take(pdf("合同.PDF"), draft=draft_of(page))
    message = Message.objects.get()
    assert list(message.files.order_by("pk").values_list("name", "kind")) == [
        ("现场.png", "png"),
        ("合同.pdf", "pdf"),
    ]
    assert "合同.pdf</a>" in page.text
    mail = compose(Outbox.objects.get(kind="answered"))
    assert "有了答复，附有 2 个文件，在查询页下载。" in mail.body
    assert (mail.attachments, "合同" in mail.body) == ([], False)


def test_visitor_fetches_by_reference_and_proof(take, client, lead, store, site):
    take(pdf())
    file = AnswerFile.objects.get()
    waiting = AnswerFile.objects.create(
        lead=lead,
        by=file.by,
        kind="pdf",
        name="草.pdf",
        size_bytes=1,
        created_at=file.created_at,
        file=file.file.name,
    )
    page = status_page(client, lead)
    assert f'name="file" value="{file.pk}"' in page.text
    assert waiting.name not in page.text
    address = reverse("lead_status", args=[site.slug])
    ask = {"ticket": page.context["ticket"], "step": "file"}
    got = client.post(address, ask | {"file": file.pk})
    assert b"".join(got.streaming_content) == PDF
    assert (got["Content-Type"], got["Content-Disposition"]) == (
        "application/pdf",
        "attachment; filename*=UTF-8''%E5%B9%B3%E9%9D%A2%E5%9B%BE.pdf",
    )
    assert "no-store" in got["Cache-Control"]
    for wrong in (waiting.pk, "x", "²", "", "9" * 30):
        assert client.post(address, ask | {"file": wrong}).status_code == 404
    refused = client.post(address, {"ticket": "", "step": "file", "file": file.pk})
    assert refused.status_code == 400
    theirs = status_page(client, LeadFactory(site=site, phone="13900001111")).context["ticket"]
    stolen = client.post(address, {"ticket": theirs, "step": "file", "file": file.pk})
    assert stolen.status_code == 404
    assert client.get(f"/media/{file.file.name}").status_code == 404


def test_staff_of_the_region_fetch_it_and_nobody_else(take, client, lead, staff, site, other_site):
    take(pdf())
    file = AnswerFile.objects.get()
    address = reverse("admin:leads_lead_file", args=[lead.pk, file.pk])
    for role, region, status in [
        ("officer", site.region, 200),
        ("auditor", site.region, 200),
        ("officer", other_site.region, 404),
        ("editor", site.region, 404),
    ]:
        client.force_login(staff(role, region))
        got = client.get(address)
        if got.streaming:
            assert b"".join(got.streaming_content) == PDF
        assert got.status_code == status, role


def test_bad_files_are_refused_and_good_ones_stay(take, lead, store):
    script = pdf("脚本.pdf", PDF.replace(b"<<>>", b"<</JavaScript 1>>"))
    page = take(pdf("好.pdf"), script, SimpleUploadedFile("a.exe", b"MZ\0"))
    assert (page.status_code, Message.objects.count()) == (400, 0)
    told = page.context["steps"]["answer"].non_field_errors()
    assert [line.partition("：")[0] for line in told] == ["脚本.pdf", "a.exe"]
    assert [file.name for file in page.context["steps"]["answer"].kept_files] == ["好.pdf"]
    page = take(*(pdf() for _ in range(5)), draft=draft_of(page))
    assert page.context["steps"]["answer"].non_field_errors() == ["一封答复最多附 5 个文件。"]
    take(draft=draft_of(page))
    assert Message.objects.get().files.count() == 5


def test_officer_sends_no_draft_of_somebody_else(take, client, lead, staff, site, store):
    page = take(pdf(), _back="1")
    client.force_login(staff("officer", site.region))
    take(draft=draft_of(page))
    assert (Message.objects.count(), AnswerFile.objects.get().message) == (1, None)


@pytest.mark.parametrize("is_sent", [False, True], ids=["swept", "sent in another window"])
def test_answer_without_a_file_of_its_draft_comes_back_and_says_which(take, is_sent):
    draft = draft_of(take(pdf(), pdf("合同.pdf"), _back="1"))
    if is_sent:
        take(draft=draft, nonce="another", body="先发一封。")
    else:
        AnswerFile.objects.filter(name="平面图.pdf").drop()
    sent = Message.objects.count()
    page = take(draft=draft)
    form = page.context["steps"]["answer"]
    gone = "“平面图.pdf”、“合同.pdf”" if is_sent else "“平面图.pdf”"
    assert f"附件{gone}已经不在这封答复里" in page.text
    assert (page.status_code, Message.objects.count()) == (409 if is_sent else 400, sent)
    assert form["body"].value() == "见附件。"
    assert [file.name for file in form.kept_files] == ([] if is_sent else ["合同.pdf"])
    assert take(draft=draft_of(page)).status_code == 200
    names = Message.objects.latest("pk").files.values_list("name", flat=True)
    assert [*names] == ([] if is_sent else ["合同.pdf"])


def test_answer_sent_twice_goes_once_with_its_file(take):
    draft = draft_of(take(pdf(), _back="1"))
    assert [take(draft=draft).status_code for _ in range(2)] == [200, 200]
    assert Message.objects.get().files.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_first", [True, False], ids=["sent first", "dropped first"])
def test_sending_and_dropping_a_file_take_turns(lead, officer, store, is_first):
    (store / "a.pdf").write_bytes(PDF)
    columns = {"kind": "pdf", "name": "a.pdf", "size_bytes": 1, "created_at": timezone.now()}
    row = AnswerFile.objects.create(lead=lead, by=officer, file="a.pdf", **columns)
    answer = {"lead": lead, "by": officer, "body": "见附件。", "nonce": "n"}

    def send():
        actions.answer(**answer, files=[(row.pk, row.name)])

    def drop():
        AnswerFile.objects.drafts_of(lead, officer, [row.pk]).drop()

    if is_first:
        overlapping(send, drop)
        assert [file.name for file in Message.objects.get().files.all()] == ["a.pdf"]
    else:
        with pytest.raises(actions.LeadConflict, match="“a.pdf”已经不在这封答复里"):
            overlapping(drop, send)
        assert not Message.objects.exists()
    assert (store / "a.pdf").exists() is is_first


@pytest.mark.parametrize("is_erased", [False, True], ids=["quarantined", "erased"])
def test_no_file_is_kept_for_an_enquiry_that_nobody_answers(take, lead, is_erased):
    if is_erased:
        erase(lead=lead, now=timezone.now())
    else:
        Lead.objects.filter(pk=lead.pk).update(is_quarantined=True, quarantine_reasons=["link"])
    for button in ({}, {"_choose": "1"}):
        assert take(pdf(), **button).status_code == 409
    assert (AnswerFile.objects.count(), Message.objects.count()) == (0, 0)


def test_files_go_with_the_enquiry_and_drafts_after_a_day(
    take, lead, officer, store, settings, django_capture_on_commit_callbacks
):
    settings.STORAGES = dict(settings.STORAGES)  # Django makes all storages anew; a field keeps its
    take(pdf())
    now = timezone.now()
    with django_capture_on_commit_callbacks(execute=True):
        erase(lead=lead, now=now)
    assert ([*store.iterdir()], AnswerFile.objects.count()) == ([], 0)
    message = MessageFactory()
    for at in (now, now - 2 * DAY):
        AnswerFile.objects.create(
            lead=message.lead,
            by=officer,
            kind="pdf",
            name="a.pdf",
            size_bytes=1,
            created_at=at,
            file=f"{at:%d}.pdf",
        )
        (store / f"{at:%d}.pdf").write_bytes(PDF)
    (store / "stray.pdf").write_bytes(PDF)
    with django_capture_on_commit_callbacks(execute=True):
        purge(now)
    assert sorted(path.name for path in store.iterdir()) == sorted([f"{now:%d}.pdf", "stray.pdf"])
    with django_capture_on_commit_callbacks(execute=True):
        AnswerFile.objects.sweep(now + 2 * DAY)
    assert [path.name for path in store.iterdir()] == [f"{now:%d}.pdf"]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../a/现场 图.JPEG", "现场 图.jpg"),
        ("\u202efdp.exe", "fdp.jpg"),
        ("", "文件.jpg"),
        ("a" * 300, "a" * 100 + ".jpg"),
        ('a"b\n.png', "a b.jpg"),
        (".htaccess", "htaccess.jpg"),
    ],
)
def test_name_is_what_the_officer_called_it_with_the_true_ending(name, kept):
    assert named(name, "jpg") == kept


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ({"kind": "svg"}, "leads_answerfile_known_kind"),
        ({"name": ""}, "leads_answerfile_is_there"),
        ({"file": ""}, "leads_answerfile_is_there"),
    ],
)
def test_file_is_there_and_of_a_known_kind(lead, staff, site, wrong, rule):
    row = {"kind": "pdf", "name": "a.pdf", "file": "a.pdf", "size_bytes": 1} | wrong
    by = staff("officer", site.region)
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        AnswerFile.objects.create(lead=lead, by=by, created_at=timezone.now(), **row)
