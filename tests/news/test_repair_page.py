"""修复文字 at the desk and from the command line: shown, accepted by a name, kept as a draft."""

import io

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import CommandError, call_command
from django.urls import reverse

from core.seen_version import version_of
from news.repair.acceptance import accept_repair
from publishing.models import NotAllowedError, PendingChange, PublishWindow
from tests import admin_pages, factories

pytestmark = pytest.mark.django_db
DAMAGED = "<p>園區(qū)企業(yè)擴產(chǎn)，&amp;ldquo;三期&amp;rdquo;開(kāi)工。</p>"
REPAIRED = "<p>园区企业扩产，“三期”开工。</p>"
DRAFT, APPROVED = PublishWindow.Status.DRAFT, PublishWindow.Status.APPROVED


@pytest.fixture
def column(site):
    return factories.ColumnFactory(site=site)


@pytest.fixture
def article(column):
    return factories.ArticleFactory(column=column, title="三期開(kāi)工", body=DAMAGED)


def page_of(article):
    return reverse("admin:news_article_repair", args=[article.pk])


def form_of(article):
    return reverse("admin:news_article_change", args=[article.pk])


def test_a_public_article_is_repaired_beside_what_readers_see(client, staff, site, article):
    editor = staff("editor", site.region)
    client.force_login(editor)
    assert page_of(article) in client.get(form_of(article)).text
    page = client.get(page_of(article)).text
    for words in ("得分 100", "去掉注音 5", "<del>", "<ins>", "现在的", "修好的"):
        assert words in page
    reply = client.post(page_of(article), {"_seen": version_of(article)})
    assert reply["Location"] == form_of(article)
    article.refresh_from_db()
    change = PendingChange.objects.get()
    assert (article.body, change.author, change.state) == (DAMAGED, editor, "draft")
    assert change.patch["fields"]["body"] == {"before": [DAMAGED], "after": [REPAIRED]}
    assert LogEntry.objects.get().change_message.startswith("修复文字，得分 100：")
    admin_pages.press(client, form_of(article))
    client.force_login(staff("reviewer", site.region))
    admin_pages.press(client, form_of(article), "_approve")
    article.refresh_from_db()
    assert (article.title, article.body) == ("三期开工", REPAIRED)
    assert article.history.filter(body=DAMAGED).exists()


def test_a_draft_is_repaired_in_place_and_its_history_keeps_the_raw_text(
    client, staff, site, article
):
    # As a statement of SQL, of which no history knows.
    type(article).objects.update(status=DRAFT, body=DAMAGED.replace("三", "四"))
    client.force_login(staff("editor", site.region))
    article.refresh_from_db()
    client.post(page_of(article), {"_seen": version_of(article)})
    article.refresh_from_db()
    newest, raw = article.history.order_by("-history_id")[:2]
    was, now = (text.replace("三", "四") for text in (DAMAGED, REPAIRED))
    assert (article.status, article.body, raw.body) == (DRAFT, now, was)
    assert newest.history_change_reason.startswith("修复文字，得分 100：")
    assert (raw.history_change_reason, PendingChange.objects.count()) == ("修复以前的文字", 0)


@pytest.mark.parametrize("seen", ["", "x", "2020-01-01T00:00:00+00:00"])
def test_what_was_not_looked_at_is_not_accepted(client, staff, site, article, seen):
    client.force_login(staff("editor", site.region))
    reply = client.post(page_of(article), {"_seen": seen}, follow=True)
    assert "有人改过" in reply.text
    assert not PendingChange.objects.exists()


def test_a_change_that_waits_and_a_clean_text_are_said(client, staff, site, column, article):
    client.force_login(staff("editor", site.region))
    client.post(page_of(article), {"_seen": version_of(article)})
    again = client.post(page_of(article), {"_seen": version_of(article)}, follow=True)
    assert "还有一份改动没有处理完" in again.text
    clean = factories.ArticleFactory(column=column)
    assert "没有能修的地方" in client.get(page_of(clean)).text
    reply = client.post(page_of(clean), {"_seen": version_of(clean)}, follow=True)
    assert "文字没有变" in reply.text
    assert PendingChange.objects.count() == 1


def test_others_cannot_repair(client, staff, site, other_site, article):
    for role, region, code in (("editor", other_site.region, 404), ("officer", site.region, 403)):
        client.force_login(staff(role, region))
        replies = [client.get(page_of(article)), client.post(page_of(article))]
        assert {reply.status_code for reply in replies} <= {403, 404}, (role, code)
    assert not PendingChange.objects.exists()


def run(**options):
    out, err = io.StringIO(), io.StringIO()
    call_command("repair_articles", stdout=out, stderr=err, no_color=True, **options)
    return out.getvalue(), err.getvalue()


def test_the_command_only_looks_unless_somebody_accepts(staff, site, other_site, column, article):
    factories.ArticleFactory(column=column)
    lost = factories.ArticleFactory(column=column, title="停水通知", body="<p>时间烫烫烫烫。</p>")
    out, err = run()
    assert f"编号 {article.pk}  三期開(kāi)工  得分 100：" in out
    assert "- 三期[-開(kāi)-]工" in out
    assert "+ 三期{+开+}工" in out
    assert f"看了 3 篇，2 篇有损坏，收下 0 篇。接着看用 --after {lost.pk}" in out
    assert (err, PendingChange.objects.exists()) == ("", False)
    assert "看了 1 篇，1 篇" in run(after=article.pk + 1)[0]
    assert "看了 0 篇" in run(site="wulan")[0]
    editor, foreign = (staff("editor", one.region) for one in (site, other_site))
    assert "不能改这个地区" in run(accept_as=foreign.username)[1]
    assert "收下 1 篇" in run(accept_as=editor.username)[0]
    assert PendingChange.objects.get().author == editor
    assert "还有一份改动" in run(accept_as=editor.username)[1]
    with pytest.raises(CommandError, match="没有在用的账号"):
        run(accept_as="nobody")


class Output(io.StringIO):
    """Where the command prints; `at` happens before the line of one article."""

    def __init__(self, pk, at):
        super().__init__()
        self.start, self.at = f"编号 {pk} ", at

    def write(self, text):
        if text.startswith(self.start):
            self.at()
        return super().write(text)


def run_until(pk, at, **options):
    out, err = Output(pk, at), io.StringIO()
    call_command("repair_articles", stdout=out, stderr=err, no_color=True, **options)
    return out.getvalue(), err.getvalue()


def test_the_command_goes_on_behind_an_article_that_breaks_it(column, article):
    broken, last = (factories.ArticleFactory(column=column, body=DAMAGED) for _ in range(2))
    out, err = run_until(broken.pk, lambda: {}["broken"])
    assert f"编号 {broken.pk}  没有看成" in err
    assert f"看了 3 篇，2 篇有损坏，收下 0 篇。接着看用 --after {last.pk}" in out


def test_the_command_accepts_only_what_it_printed(staff, site, article):
    def overtaken():
        stored = type(article).objects.get(pk=article.pk)
        stored.summary = "区(qū)"
        stored.save()

    editor = staff("editor", site.region)
    out, err = run_until(article.pk, overtaken, accept_as=editor.username)
    assert ("收下 0 篇" in out, "有人改过" in err) == (True, True)
    assert not PendingChange.objects.exists()


def test_the_score_is_looked_at_again_on_the_stored_row(staff, site, article):
    seen = version_of(article)
    # As a statement of SQL, of which the version does not tell.
    type(article).objects.update(body=f"{DAMAGED}<p>时间烫烫烫烫。</p>")
    with pytest.raises(NotAllowedError, match="低于要求的 100"):
        accept_repair(article, user=staff("editor", site.region), seen=seen, least_score=100)
