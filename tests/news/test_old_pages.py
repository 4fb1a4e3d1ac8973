"""Quarantine of old pages: what was found and how sure, taken over by a person, one by one."""

import datetime
import io
import zipfile

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from exchange import jobs
from exchange.runner import Runner
from news.actions import AlreadyImported, accept_page, import_article, reject_page
from news.default_columns import ensure_default_columns
from news.legacy.reader import read_bytes
from news.models import Article, OldPage
from parks.models import ImportJob
from portal.badge_counts import old_pages
from publishing.models import NotAllowedError
from publishing.review_rounds import AUTHOR, why_not_own
from tests import admin_pages

pytestmark = pytest.mark.django_db
QUARANTINE = reverse("admin:news_article_quarantine")
IMPORT = reverse("admin:news_article_import")
BODY = "<p>6月18日，青溪县物流园开工，占地二百亩，年底前建成投用。</p>"


def page_html(title="青溪县物流园开工建设", day="2024-06-19", source="青溪日报", body=BODY):
    meta = f"<div>发布时间：{day} 来源：{source}</div>"
    head = f'<title>{title}_青溪网</title><meta charset="utf-8">'
    return f"<html><head>{head}</head><body><h1>{title}</h1>{meta}{body}</body></html>".encode()


def saved(**said):
    return read_bytes(page_html(**said), "t1.html")


@pytest.fixture
def column(site):
    return ensure_default_columns(site)[0]


@pytest.fixture(autouse=True)
def store(tmp_path):
    """Uploads of this test lie in a folder of its own."""
    storage = ImportJob._meta.get_field("file").storage
    storage.replace(FileSystemStorage(location=tmp_path))
    yield
    storage.restore()


def waiting(column, **said):
    return import_article(column=column, page=saved(**said), is_public=False).article.old_page


def page_of(page):
    return reverse("admin:news_article_old_page", args=[page.pk])


def test_what_was_found_is_kept_with_its_confidence_and_the_file(column):
    page = waiting(column)
    assert page.confidences == {"column": 99, "title": 99, "date": 95, "source": 95, "body": 95}
    assert page.places["title"] == "h1、发布日期上方一行、title 元素"
    assert (page.lowest_confidence, page.notes, page.is_sure) == (95, [], True)
    assert (page.file, page.file_name) == (page_html(), "t1.html")
    assert page.text.split("\n")[0] == "青溪县物流园开工建设"
    assert list(OldPage.objects.waiting()) == [page]


@pytest.mark.parametrize(
    ("threshold", "said", "status"),
    [
        (90, {}, "approved"),
        (97, {}, "draft"),
        (0, {"source": ""}, "draft"),
        (0, {"body": BODY + "<p>阅读全文请登录</p>"}, "draft"),
    ],
)
def test_only_what_is_sure_becomes_public_by_the_command(column, threshold, said, status):
    done = import_article(
        column=column, page=saved(**said), is_public=True, threshold=threshold
    ).article
    assert done.status == status
    assert OldPage.objects.waiting().exists() == (status == "draft")


def test_the_same_title_and_text_of_another_day_is_another_article_with_a_note(column):
    waiting(column)
    with pytest.raises(AlreadyImported):
        waiting(column, body=BODY.replace("。", "。 "))
    other = waiting(column, day="2023-06-19")
    assert len(other.notes) == 1


def test_accepting_sends_on_to_review_once_and_names_who(column, staff, site):
    page, editor = waiting(column), staff("editor", site.region)
    accept_page(page, user=editor)
    article = Article.objects.get()
    assert (article.status, article.is_attention_needed, article.created_by) == (
        Article.Status.IN_REVIEW,
        False,
        editor,
    )
    assert LogEntry.objects.get().change_message == "从隔离区收下旧网页“t1.html”"
    assert list(OldPage.objects.waiting()) == []
    with pytest.raises(NotAllowedError, match="已经有人处理过"):
        accept_page(page, user=editor)


def test_the_desk_takes_pages_one_by_one_and_shows_hostile_words_as_words(
    client, column, staff, site
):
    body = f"{BODY}<p>&lt;img src=x onerror=alert(1)&gt;乙。</p>"
    doubtful = waiting(column, title="青溪县召开用电协调会", source="", body=body)
    sure = waiting(column)
    client.force_login(staff("editor", site.region))
    listed = client.get(QUARANTINE).text
    assert listed.index(page_of(sure)) < listed.index(page_of(doubtful))
    shown = client.get(page_of(doubtful)).text
    assert "&lt;img src=x onerror=alert(1)&gt;乙。" in shown
    assert "<img src=x" not in shown
    assert "页面没有注明来源" in shown
    assert ['form="accept"' in text for text in (shown, client.get(page_of(sure)).text)] == [
        False,
        True,
    ]
    assert client.post(page_of(sure))["Location"] == page_of(doubtful)
    assert client.post(page_of(doubtful))["Location"] == QUARANTINE
    assert set(Article.objects.values_list("status", flat=True)) == {"in_review"}
    file = client.get(reverse("admin:news_article_old_page_file", args=[sure.pk]))
    assert file.content == page_html()
    assert (file["Content-Type"], file["Content-Disposition"][:10]) == (
        "application/octet-stream",
        "attachment",
    )


def test_only_editors_of_the_site_see_its_quarantine(client, column, staff, site, other_site):
    page = waiting(column)
    pages = (page_of(page), reverse("admin:news_article_old_page_file", args=[page.pk]))
    for user, status in (
        (staff("editor", other_site.region), 404),
        (staff("officer", site.region), 403),
    ):
        client.force_login(user)
        assert [client.get(each).status_code for each in pages] == [status, status]
        assert client.post(page_of(page)).status_code == status
    client.force_login(staff("editor", other_site.region))
    assert page_of(page) not in client.get(QUARANTINE).text
    assert client.get(IMPORT).context["form"].fields["column"].queryset.count() == 0
    assert Article.objects.get().status == "draft"


def test_what_is_not_wanted_goes_with_a_reason_and_stays_known(client, column, staff, site):
    page = waiting(column)
    client.force_login(staff("editor", site.region))
    refused = client.post(page_of(page), {"_reject": "1", "reason": " "})
    assert (refused.status_code, "请写为什么不收" in refused.text) == (400, True)
    reply = client.post(page_of(page), {"_reject": "1", "reason": "和另一篇重复"})
    assert reply["Location"] == QUARANTINE
    page.refresh_from_db()
    article = Article.objects.get()
    assert (page.rejection, page.accepted_at, article.status, article.created_by) == (
        "和另一篇重复",
        None,
        "withdrawn",
        None,
    )
    assert LogEntry.objects.get().change_message == "不收旧网页“t1.html”：和另一篇重复"
    assert page_of(page) not in client.get(QUARANTINE).text
    rest = client.get(QUARANTINE, {"rejected": ""}).text
    assert (page_of(page) in rest, "和另一篇重复" in rest) == (True, True)
    assert "没有收：和另一篇重复" in client.get(page_of(page)).text
    with pytest.raises(AlreadyImported):
        waiting(column)
    with pytest.raises(NotAllowedError, match="已经有人处理过"):
        accept_page(page, user=staff("editor", site.region))
    article.submit()
    assert page_of(page) not in client.get(QUARANTINE, {"rejected": ""}).text


def test_who_sends_a_page_that_was_left_out_is_its_author_and_does_not_sign(
    client, column, staff, site
):
    left_by, sent_by = staff("reviewer", site.region), staff("reviewer", site.region)
    page = waiting(column)
    reject_page(page, user=left_by, reason="重复")
    url = reverse("admin:news_article_change", args=[page.article_id])
    client.force_login(sent_by)
    assert admin_pages.press(client, url, "_submit").status_code == 302
    article = Article.objects.get()
    assert (article.status, article.created_by) == ("in_review", sent_by)
    assert [why_not_own(article, user) for user in (sent_by, left_by)] == [AUTHOR, ""]
    article.withdraw()
    Article.objects.update(created_by=None)
    client.force_login(left_by)
    assert admin_pages.press(client, url, title="改过的标题").status_code == 302
    assert Article.objects.get().created_by == left_by


def test_the_rail_counts_what_waits_on_the_own_sites(rf, column, staff, site, other_site):
    mine = waiting(column)
    waiting(ensure_default_columns(other_site)[0])
    request = rf.get("/")
    request.user = staff("editor", site.region)
    assert list(old_pages(request, timezone.now()).rows) == [mine]


def archive(count):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        for number in range(count):
            body = f"<p>第 {number} 个项目在青溪县物流园开工，占地二百亩，年底前建成投用。</p>"
            page = page_html(f"青溪县第 {number} 个物流项目开工", body=body)
            file.writestr(f"{number}.html", page)
        file.writestr("broken.html", b"\0\0\0\0")
    return data.getvalue()


def sent(client, column, content=None, name="旧站.zip"):
    file = SimpleUploadedFile(name, archive(3) if content is None else content)
    return client.post(IMPORT, {"column": column.pk, "file": file})


def test_an_upload_lands_in_quarantine_with_its_faults(client, column, staff, site):
    client.force_login(staff("editor", site.region))
    reply = sent(client, column)
    job = ImportJob.objects.get()
    assert not Article.objects.exclude(created_by=None).exists()
    assert reply["Location"] == reverse("admin:news_article_import_job", args=[job.pk])
    assert (job.state, job.new_rows, job.faulty_rows) == ("done", 3, 1)
    assert OldPage.objects.waiting().filter(job=job).count() == 3
    page = client.get(reply["Location"]).text
    assert "3 页进了隔离区" in page
    assert "认不出文字编码" in page
    again = sent(client, column)
    job = ImportJob.objects.order_by("pk").last()
    assert (again.status_code, job.new_rows, job.same_rows) == (302, 0, 3)
    assert "3 页已经有了" in client.get(IMPORT).text


@pytest.mark.parametrize(
    ("content", "word"), [(b"", "空的"), (b"%PDF-1.7", "PDF"), (b"PK\x03\x04x", "打不开")]
)
def test_a_wrong_upload_is_refused_with_the_cure(client, column, staff, site, content, word):
    client.force_login(staff("editor", site.region))
    reply = sent(client, column, content)
    assert reply.status_code == 400
    assert word in reply.text
    assert not ImportJob.objects.exists()


def test_a_killed_worker_goes_on_where_it_was(column, staff, site):
    editor = staff("editor", site.region)
    file = SimpleUploadedFile("旧站.zip", archive(5))
    job = jobs.receive(
        file,
        name="旧站.zip",
        region=site.region,
        user=editor,
        kind=ImportJob.Kind.PAGES,
        defaults={"column": column.pk},
    )
    now = timezone.now()
    steps = Runner(jobs.claim(now), batch_size=2).run()
    next(steps), next(steps)
    steps.close()
    job.refresh_from_db()
    assert (job.state, job.done, job.total, job.percent) == ("importing", 2, 6, 33)
    later = now + datetime.timedelta(days=1)
    assert list(Runner(jobs.claim(later), batch_size=2).run())
    job.refresh_from_db()
    assert (job.state, job.new_rows, job.same_rows, job.faulty_rows) == ("done", 5, 0, 1)
    assert Article.objects.count() == 5


def test_a_column_that_went_away_is_a_fault(column, staff, site, other_site):
    job = jobs.receive(
        SimpleUploadedFile("t.html", page_html()),
        name="t.html",
        region=site.region,
        user=staff("editor", site.region),
        kind=ImportJob.Kind.PAGES,
        defaults={"column": ensure_default_columns(other_site)[0].pk},
    )
    job = jobs.run_at_once(job)
    assert (job.state, job.faulty_rows, Article.objects.count()) == ("done", 1, 0)


def test_a_confidence_is_in_hundredths(column):
    page = waiting(column)
    page.lowest_confidence = 101
    with (
        pytest.raises(IntegrityError, match="news_oldpage_confidence_in_hundredths"),
        transaction.atomic(),
    ):
        page.save()


def test_a_page_is_taken_over_or_not(column):
    page = waiting(column)
    page.accepted_at, page.rejection = timezone.now(), "重复"
    with (
        pytest.raises(IntegrityError, match="news_oldpage_accepted_or_rejected"),
        transaction.atomic(),
    ):
        page.save()
