"""Measure bringing in an office's old pages: `make bench ARGS="old-pages --pages 10000"`.

In the scratch database, by the job that the worker carries on: a zip of pages made on the fly, of
three frames, 2 to 40 KB each, no two of which say the same. The job is left in the middle, as a
kill leaves it, and gone on with; then the same zip once more, of which nothing is new. Of each
part: pages by the second, CPU seconds of our process and of PostgreSQL's, and what our process has
held at most.
"""

import argparse
import io
import random
import re
import sys
import time
import zipfile
from pathlib import Path

import scratch
from imports import database_seconds

SLUG, USER = "bench-old-pages", "bench-old-pages"
PEAK = re.compile(r"^VmHWM:\s+(\d+) kB$", re.MULTILINE)
PLACES = ("青溪", "白河", "南屏", "东岭", "云台", "石桥", "松江口", "长滩", "金沙坝", "北原")
MATTERS = (
    "物流园",
    "标准厂房",
    "污水处理厂",
    "变电站",
    "冷链仓库",
    "职工宿舍",
    "检测中心",
    "铁路专线",
)
ACTS = ("开工建设", "通过验收", "投入使用", "公开招标", "完成选址", "签订协议", "启动环评")
SENTENCES = (
    "{day}，{place}{matter}{act}，占地{n}亩，计划投资{m}万元。",
    "项目由{place}第{n}工程队承担，工期{m}天，县里派了专员跟进用地、用水和用电的手续。",
    "到场的{n}家企业看了现场，问了租金、配套和物流的价格，其中{m}家留下了联系方式。",
    "下一步，{place}将在{n}日内补齐材料，按第{m}号文件办理。",
)
FRAMES = (
    "<html><head><meta charset=utf-8><title>{title}_{place}网</title></head><body>"
    "<div>您的位置：首页 &gt; 动态 &gt; 正文</div><h1>{title}</h1>"
    "<div>发布时间：{day} 来源：{place}日报 浏览次数：{n}</div><div id=zoom>{body}</div>"
    "<div>上一篇：<a href=a.html>通知</a></div></body></html>",
    '<html><head><meta charset="utf-8"><meta name="ArticleTitle" content="{title}">'
    '<meta name="PubDate" content="{day}"><meta name="ContentSource" content="{place}日报"></head>'
    "<body><table><tr><td>{title}</td></tr><tr><td>日期：{day} 【字号：大 中 小】</td></tr>"
    "<tr><td>{body}</td></tr></table><div>版权所有 {place}县</div></body></html>",
    "<html><head><meta charset=utf-8><title>{title}</title></head><body><h2>{title}</h2>"
    "<p>{day}　来源：{place}县投资促进局　作者：通讯员</p>{body}<p>责任编辑：甲</p></body></html>",
)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=10_000)
    pages = parser.parse_args().pages
    scratch.set_up()
    column, user = furnish()
    clear(column)
    archive = zip_of(pages)
    print(f"{pages:,} pages, {archive.getbuffer().nbytes / 1024 / 1024:.1f} MB zipped")
    print(f"{'':<18}{'pages':>8}{'seconds':>9}{'CPU':>8}{'database':>10}{'pages/s':>9}{'MB':>6}")
    job = receive(archive, column, user)
    show("first half", job, until=pages // 2)
    show("gone on with", job)
    show("nothing new", receive(archive, column, user))
    clear(column)


def furnish():
    from django.contrib.auth import get_user_model

    from news.models import Column
    from regions.models import Site

    site = Site.objects.select_related("region").get(slug="golmud")
    column, _ = Column.objects.get_or_create(
        site=site, slug=SLUG, defaults={"name": "旧网页", "description": "量速度用"}
    )
    user, _ = get_user_model().objects.get_or_create(username=USER, is_superuser=True)
    return column, user


def zip_of(pages):
    """The same pages each time."""
    chance, archive = random.Random(65), io.BytesIO()  # noqa: S311 -- no secret
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for number in range(pages):
            file.writestr(f"2019/t{number:05}.html", page_of(number, chance))
    return archive


def page_of(number, chance):
    said = {
        "place": chance.choice(PLACES),
        "matter": chance.choice(MATTERS),
        "act": chance.choice(ACTS),
        "day": f"20{10 + number % 14}-{1 + number % 12:02}-{1 + number % 28:02}",
    }
    title = "{place}{matter}{act}".format(**said) + f"（第{number}号）"
    lines = [
        chance.choice(SENTENCES).format(**said, n=number + each, m=chance.randrange(100, 9999))
        for each in range(chance.choice((4, 12, 30, 160)))
    ]
    body = "".join(f"<p>{line}</p>" for line in lines)
    frame = FRAMES[number % len(FRAMES)]
    return frame.format(**said, title=title, body=body, n=number)


def receive(archive, column, user):
    from django.core.files.base import ContentFile

    from exchange import jobs
    from parks.models import ImportJob

    return jobs.receive(
        ContentFile(archive.getvalue()),
        name="old-pages.zip",
        region=column.site.region,
        user=user,
        kind=ImportJob.Kind.PAGES,
        defaults={"column": column.pk},
    )


def show(name, job, until=None):
    """The pass of the job up to this page, or to its end."""
    from django.db import connection
    from django.utils import timezone

    from exchange import jobs
    from exchange.runner import Runner

    connection.close()  # what a session has used is told when it ends
    before, busy, started = database_seconds(), time.process_time(), time.perf_counter()
    runner = Runner(jobs.take_over(timezone.now(), job.pk))
    first = runner.job.done
    for _ in runner.run():
        if until is not None and runner.job.done >= until:
            break
    held = runner.job
    connection.close()
    elapsed, count = time.perf_counter() - started, held.done - first
    ours, database = time.process_time() - busy, database_seconds() - before
    speed = count / elapsed
    print(
        f"{name:<18}{count:>8,}{elapsed:>9.1f}{ours:>8.1f}{database:>10.1f}{speed:>9.1f}"
        f"{peak_megabytes():>6.0f}",
        flush=True,
    )
    told = f"{held.new_rows} new, {held.same_rows} known, {held.faulty_rows} not read"
    print(f"{'':<18}{held.get_state_display()}: {told}", flush=True)


def peak_megabytes():
    return int(PEAK.search(Path("/proc/self/status").read_text())[1]) / 1024


def clear(column):
    """History is append-only, but for what was never true."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE news_historicalarticle DISABLE TRIGGER USER")
        for table, key in (
            ("news_oldpage", "article_id"),
            ("news_article_parks", "article_id"),
            ("news_historicalarticle", "id"),
            ("news_article", "id"),
        ):
            cursor.execute(
                f"DELETE FROM {table} WHERE {key} IN "  # noqa: S608 -- our own names
                "(SELECT id FROM news_article WHERE column_id = %s)",
                [column.pk],
            )
        cursor.execute("ALTER TABLE news_historicalarticle ENABLE TRIGGER USER")


if __name__ == "__main__":
    sys.exit(main())
