import datetime
import hashlib
import io
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection
from django.utils import timezone

from news.actions import AlreadyImported, import_article
from news.default_columns import ensure_default_columns
from news.legacy.reader import read
from news.models import Article, KindTag
from search.models import SearchEntry
from tests import factories

DOCUMENTS = Path(__file__).parent / "documents"
FRAMED = DOCUMENTS / "framed.txt"
NOT_A_BODY = ["招商热线", "立即咨询", "友情链接", "稍后再说", "您好", "注册公司政策", "投资云岭"]


@pytest.fixture
def trends(site):
    return ensure_default_columns(site)[0]


def run(*paths, column="trends", **options):
    """(stdout, stderr, message of the failure or "")"""
    out, err, failure = io.StringIO(), io.StringIO(), ""
    try:
        call_command(
            "import_articles", *map(str, paths), site="golmud", column=column,
            stdout=out, stderr=err, no_color=True, **options,
        )  # fmt: skip
    except CommandError as error:
        failure = str(error)
    return out.getvalue(), err.getvalue(), failure


def test_import_makes_a_draft_with_everything_the_page_says(trends):
    out, err, failure = run(FRAMED)
    article = Article.objects.get()
    assert (err, failure) == ("", "")
    assert out == f"已导入 {FRAMED}：【签约】云岭县冷链仓库项目签约（编号 {article.pk}，草稿）\n"
    assert (article.title, article.kind_tag.name) == ("云岭县冷链仓库项目签约", "签约")
    assert (article.column, article.status, article.source) == (trends, "draft", "云岭招商网")
    assert timezone.localtime(article.publish_at).isoformat() == "2019-03-08T12:00:00+08:00"
    assert article.event_on == datetime.date(2019, 3, 6)
    assert article.body.count("<p>") == 3
    assert [words for words in NOT_A_BODY if words in article.body] == []
    assert article.is_attention_needed is False


def test_import_keeps_where_the_text_came_from(trends):
    before = timezone.now().replace(microsecond=0)
    run(FRAMED)
    provenance = Article.objects.get().provenance
    imported_at = datetime.datetime.fromisoformat(provenance.pop("imported_at"))
    assert before <= imported_at <= timezone.now()
    digest = hashlib.sha256(FRAMED.read_bytes()).hexdigest()
    assert provenance == {"file": "framed.txt", "sha256": digest}


def test_import_publishes_when_asked(trends):
    run(FRAMED, publish=True)
    article = Article.objects.published().get()
    assert list(SearchEntry.objects.values_list("title", flat=True)) == [article.full_title]


def test_import_twice_changes_nothing_and_says_so(trends, tmp_path):
    run(FRAMED)
    before = Article.objects.values().get()
    copy = shutil.copy(FRAMED, tmp_path / "copy.txt")
    out, err, failure = run(FRAMED, copy, publish=True)
    assert Article.objects.values().get() == before
    pk = before["id"]
    assert out == (
        f"没有变化 {FRAMED}：已经导入过，编号 {pk}。\n没有变化 {copy}：已经导入过，编号 {pk}。\n"
    )
    assert (err, failure) == ("", "")


def test_import_into_another_column_is_another_article(trends):
    run(FRAMED)
    out, _, _ = run(FRAMED, column="notices")
    assert Article.objects.count() == 2
    assert "注意：页面原属栏目“招商动态”，按您的指定放进了“通知公告”。" in out


def test_import_reads_html(trends):
    run(DOCUMENTS / "framed.htm")
    article = Article.objects.get()
    assert (article.title, article.responsible_editor) == ("青溪河桥通车", "示例编辑部")
    assert article.body == (
        "<p>12月30日，青溪河桥建成通车，园区到车站的路程缩短5公里。</p>\n"
        "<p>第二段重点&lt;标段&gt;验收合格；</p>"
    )


def test_import_keeps_a_doubtful_page_as_draft_even_with_publish(trends):
    before = timezone.now()
    out, err, failure = run(DOCUMENTS / "rewritten.txt", publish=True)
    article = Article.objects.get()
    assert (article.status, article.is_attention_needed) == ("draft", True)
    assert article.publish_at >= before
    assert article.source == "来源待核实"
    assert len(article.title) <= 28
    assert article.provenance["notes"][-1] == "正文夹有拼音注音，疑似被改写过，须人工修复。"
    assert "需要人工处理" in out
    assert (err, failure) == ("", "")


def test_import_reports_each_file_it_cannot_read_and_imports_the_others(trends, tmp_path):
    empty, frame_only = tmp_path / "empty.txt", tmp_path / "frame.txt"
    empty.write_text("")
    frame_only.write_text("【新类别】标题\n| 招商动态 |2019-03-08\n招商热线:400-000-0000\n")
    out, err, failure = run(empty, FRAMED, frame_only, tmp_path / "missing.txt")
    assert err == (
        f"未导入 {empty}：文件里没有文字。\n"
        f"未导入 {frame_only}：找不到中文正文。\n"
        f"未导入 {tmp_path / 'missing.txt'}：没有这个文件。\n"
    )
    assert failure == "4 个文件中有 3 个没有导入，原因见上。"
    assert list(Article.objects.values_list("title", flat=True)) == ["云岭县冷链仓库项目签约"]
    assert list(KindTag.objects.values_list("name", flat=True)) == ["签约"]


def test_import_leaves_nothing_half_done_when_saving_fails(trends):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE search_searchentry ADD CONSTRAINT broken CHECK (false)")
    with pytest.raises(IntegrityError):
        run(FRAMED, publish=True)
    assert (Article.objects.count(), KindTag.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_import_by_several_at_once_makes_one_article(trends):
    page, start = read(FRAMED), threading.Barrier(4)

    def attempt(_):
        start.wait()
        try:
            return import_article(column=trends, page=page, is_public=False).article.pk
        except AlreadyImported as before:
            return before.article.pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = set(pool.map(attempt, range(4)))
    assert answers == {Article.objects.get().pk}


def test_import_links_parks_of_the_region_named_in_the_text(trends, site, other_site):
    name = "县招商服务中心"
    mine = factories.ParkFactory(region=site.region, name=name)
    factories.ParkFactory(region=other_site.region, name=name)
    factories.ParkFactory(region=site.region, name="没有提到的园区")
    run(FRAMED)
    assert list(Article.objects.get().parks.all()) == [mine]


def test_import_stores_a_file_name_that_is_not_text(trends, tmp_path):
    odd = tmp_path / "\udcff.txt"
    shutil.copy(FRAMED, odd)
    run(odd)
    assert Article.objects.get().provenance["file"] == "?.txt"


def test_import_names_the_columns_of_the_site(trends):
    _, _, failure = run(FRAMED, column="nothing")
    columns = "trends、notices、guide、industry"
    assert failure == f"格尔木招商网没有栏目“nothing”。现有栏目：{columns}。"


def test_import_names_the_sites(trends):
    with pytest.raises(CommandError, match="没有站点“nowhere”。现有站点：golmud。"):
        call_command("import_articles", str(FRAMED), site="nowhere", column="trends")
