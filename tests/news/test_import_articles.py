import datetime
import hashlib
import importlib
import io
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection
from django.urls import reverse
from django.utils import timezone

from news.actions import AlreadyImported, import_article
from news.default_columns import ensure_default_columns
from news.legacy.reader import read
from news.models import Article, KindTag
from search.models import SearchEntry
from tests import factories
from tests.news.test_damage import DAMAGED, HONEST

DOCUMENTS = Path(__file__).parent / "documents"
FRAMED = DOCUMENTS / "framed.txt"
MONDAY, FRIDAY = DOCUMENTS / "saved_monday.htm", DOCUMENTS / "saved_friday.htm"
TAKEN_FROM = ["标题取自 发布日期上方一行、导航末项", "发布日期取自 页头日期", "来源取自 网站名称"]
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
    assert out == (
        f"已导入 {FRAMED}：【签约】云岭县冷链仓库项目签约（编号 {article.pk}，草稿）\n"
        f"    {'；'.join(TAKEN_FROM)}\n"
    )
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
    assert (len(provenance.pop("text_print")), len(provenance.pop("title_print"))) == (64, 64)
    assert provenance == {"file": "framed.txt", "sha256": digest, "taken_from": TAKEN_FROM}


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


def test_import_publishes_what_meta_tags_make_certain(trends):
    out, err, failure = run(DOCUMENTS / "meta_tags.htm", publish=True)
    article = Article.objects.published().get()
    assert (err, failure) == ("", "")
    assert (article.title, article.source) == ("青溪县举行产业链招商推介会", "青溪县投资促进局")
    assert timezone.localtime(article.publish_at).date() == datetime.date(2024, 6, 18)
    assert article.body.endswith("标准厂房 6.8 万平方米。</p>")
    assert out.splitlines()[1] == (
        "    标题取自 meta ArticleTitle、h1、页面标题行、title 元素；发布日期取自 meta PubDate；"
        "来源取自 meta ContentSource"
    )


def test_import_reads_big5(trends):
    run(DOCUMENTS / "big5.htm", publish=True)
    article = Article.objects.published().get()
    assert (article.title, article.source) == ("青溪工業園區舉行招商說明會", "示例日報")
    assert timezone.localtime(article.publish_at).date() == datetime.date(2009, 4, 21)


def test_import_knows_a_page_that_was_saved_again(trends):
    out, _, _ = run(MONDAY, FRIDAY, publish=True)
    article = Article.objects.get()
    assert out.splitlines()[-1] == f"没有变化 {FRIDAY}：已经导入过，编号 {article.pk}。"
    assert Article.objects.published().count() == 1


SAME = "{title}\n发布时间：2025-08-12 来源：云岭日报 浏览次数：{visits}\n{body}\n{frame}"
PAGE = {
    "title": "青溪工业园新签 3 个项目",
    "visits": "1",
    "body": "8 月 11 日，青溪工业园新签项目 3 个，计划投资 2.4 亿元（其中技改 1 个）。",
    "frame": "上一篇：没有了",
}


@pytest.mark.parametrize(
    "again",
    [
        {"visits": "22"},
        {"frame": "分享到：微信 微博"},
        {"body": PAGE["body"].replace(" ", "")},
        {"body": PAGE["body"].replace("，", ",").replace("（", "(").replace("）", ")")},
        {"body": PAGE["body"].replace("11", "１１")},
        {"title": f"云岭招商网 > 招商动态 > {PAGE['title']}\n{PAGE['title']}"},
    ],
    ids=["visits", "frame", "blanks", "marks", "width", "breadcrumb"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_import_knows_a_page_by_what_it_says(trends, tmp_path, again, encoding):
    first, second = tmp_path / "first.txt", tmp_path / "second.txt"
    first.write_text(SAME.format(**PAGE))
    second.write_text(SAME.format(**{**PAGE, **again}), encoding=encoding)
    out, _, _ = run(first, second, publish=True)
    article = Article.objects.get()
    assert out.splitlines()[-1] == f"没有变化 {second}：已经导入过，编号 {article.pk}。"


@pytest.mark.parametrize(
    ("again", "note"),
    [
        (
            {"body": PAGE["body"].replace("2.4", "2.8")},
            "标题和编号 {pk} 的文章相同，正文不同，请核对以哪一篇为准。",
        ),
        (
            {"title": "青溪签约三个项目"},
            "正文和编号 {pk} 的文章（青溪工业园新签 3 个项目）相同，请核对是不是同一篇。",
        ),
    ],
    ids=["other body", "other title"],
)
@pytest.mark.parametrize("column", ["trends", "notices"])
def test_import_makes_no_second_public_copy(trends, tmp_path, again, note, column):
    first, second = tmp_path / "first.txt", tmp_path / "second.txt"
    first.write_text(SAME.format(**PAGE))
    second.write_text(SAME.format(**{**PAGE, **again}))
    run(first, publish=True)
    pk = Article.objects.get().pk
    run(second, publish=True, column=column)
    copy = Article.objects.exclude(pk=pk).get()
    assert (copy.status, copy.is_attention_needed) == ("draft", True)
    assert copy.provenance["notes"] == [note.format(pk=pk)]


def test_import_knows_an_article_that_somebody_typed(trends):
    typed = factories.ArticleFactory(column=trends, title="青溪工业园新签 3 个项目")
    run(MONDAY, publish=True)
    note = f"标题和编号 {typed.pk} 的文章相同，正文不同，请核对以哪一篇为准。"
    assert Article.objects.exclude(pk=typed.pk).get().provenance["notes"] == [note]


def test_import_tells_of_frames(trends):
    _, err, _ = run(frame := DOCUMENTS / "frames" / "frameset.htm")
    assert err == f"未导入 {frame}：正文在框架页 left.htm 里，请打开那一页再保存。\n"


def test_import_publishes_no_damaged_page(trends, tmp_path):
    pages = [tmp_path / f"{number}.txt" for number in range(len(DAMAGED))]
    for page, text in zip(pages, DAMAGED.values(), strict=True):
        title = f"青溪县第{page.stem}号通报"
        head = f"{title}\n发布日期：2025-03-04 来源：青溪日报\n"
        page.write_text(f"{head}各园区按月公布进度，企业可到窗口查询。\n{text}\n")
    out, err, failure = run(*pages, publish=True)
    assert (err, failure) == ("", "")
    assert Article.objects.count() == len(DAMAGED)
    assert list(Article.objects.published()) == []


def test_import_publishes_honest_pages(trends, tmp_path):
    pages = [tmp_path / f"{number}.txt" for number in range(len(HONEST))]
    for page, text in zip(pages, HONEST.values(), strict=True):
        head = f"青溪县第{page.stem}号通报\n发布日期：2025-03-04 来源：青溪日报\n"
        page.write_text(f"{head}{text}\n")
    run(*pages, publish=True)
    assert list(Article.objects.filter(is_attention_needed=True)) == []


def test_import_knows_articles_imported_before_there_were_prints(trends):
    run(MONDAY)
    article = Article.objects.get()
    for key in ("text_print", "title_print"):
        del article.provenance[key]
    article.save()
    importlib.import_module("news.migrations.0003_prints").take_prints(apps, None)
    out, _, _ = run(FRIDAY, publish=True)
    assert out == f"没有变化 {FRIDAY}：已经导入过，编号 {article.pk}。\n"


def test_a_page_that_was_decoded_wrongly_is_restored_and_waits_for_a_person(
    client, staff, site, trends, tmp_path
):
    wrong = "云岭县上月新开工仓储项目四个，手续都已办结。".encode().decode("latin-1")
    page = tmp_path / "old.txt"
    page.write_text(f"云岭县仓储项目通报\n发布日期：2025-03-04 来源：示例日报\n{wrong}\n")
    out, _, _ = run(page, publish=True)
    article = Article.objects.get()
    assert (article.status, article.is_attention_needed) == ("draft", True)
    assert article.body == "<p>云岭县上月新开工仓储项目四个，手续都已办结。</p>"
    assert "注意：有 1 行的文字编码读错过，已经还原，请核对。" in out
    assert article.provenance["misread"] == [wrong]
    client.force_login(staff("editor", site.region))
    form = client.get(reverse("admin:news_article_change", args=[article.pk])).text
    assert "还原编码以前：" in form
