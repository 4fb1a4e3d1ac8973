"""Frames of the sorts that offices' sites use, each with what stands in it.

All say the same in other markup: content systems (TRS, JCMS, Empire, Dede, 公众号), tables of 2005,
saved single files, print pages, and the traps between them. `note` is a piece of the note that
keeps a page from becoming public, "" where all is certain.
"""

import datetime
from typing import NamedTuple

TITLE = "青溪县举行盐湖产业链招商推介会"
DAY = datetime.date(2024, 6, 19)
OFFICE, PAPER = "青溪县投资促进局", "青溪日报"
FIRST = "6月18日，青溪县举行盐湖产业链招商推介会，28家企业参加，现场签约项目6个，计划投资12.4亿元。"
SECOND = "会上发布标准地12宗、标准厂房6.8万平方米，并介绍了用电、用水和物流的条件。"
THIRD = "下一步，县里将为每个项目安排一名专员，每周协调一次用地手续。"
META = "<div>发布时间：2024-06-19 来源：青溪日报</div>"
TWO, THREE = [FIRST, SECOND], [FIRST, SECOND, THIRD]


class Right(NamedTuple):
    """What must come out of a frame; `paragraphs` None where the frame is known to be doubtful."""

    source: str = PAPER
    title: str = TITLE
    day: datetime.date | None = DAY
    paragraphs: list[str] | None = TWO
    note: str = ""


FRAMES = {
    "attachments.htm": Right("青溪县工业局", "关于申报技改补贴的通知", DAY, None, "附件没有导入"),
    "cut.htm": Right(paragraphs=None, note="正文最后一句好像没有完"),
    "data_table.htm": Right(paragraphs=None, note="正文里有表格"),
    "dates.htm": Right(OFFICE),
    "dede.htm": Right("", paragraphs=None, note="有一段文字出现了两次"),
    "disagree.htm": Right(note="meta PubDate 写的是“2024-06-21”"),
    "empire.htm": Right(paragraphs=THREE),
    "index_table.htm": Right(OFFICE),
    "jcms.htm": Right(OFFICE),
    "jsonld.htm": Right("青溪发布"),
    "label_title.htm": Right(OFFICE, paragraphs=None, note="正文里有表格"),
    "links_below.htm": Right(paragraphs=None, note="正文里有像是页面框架的行"),
    "logo_h1.htm": Right(),
    "menu_text.txt": Right(),
    "no_date.htm": Right(day=None, note="页面没有可信的发布日期"),
    "notice_time.htm": Right("", "云岭工业园招商说明会预告", None, None, "页面没有可信的发布日期"),
    "old_table.htm": Right("青溪县招商局", day=datetime.date(2005, 6, 19), paragraphs=THREE),
    "pages.htm": Right(paragraphs=None, note="原文好像分了几页"),
    "pictures.htm": Right(paragraphs=None, note="1 个图片或视频没有导入"),
    "print.htm": Right(OFFICE, paragraphs=None, note="发布日期取自 页头日期，不能肯定"),
    "share_above.htm": Right(),
    "single_file.mhtml": Right(OFFICE, paragraphs=THREE),
    "spans.htm": Right(),
    "split_title.htm": Right(title=f"{TITLE}暨项目集中签约仪式"),
    "subtitle.htm": Right(),
    "trs.htm": Right(OFFICE, paragraphs=THREE),
    "unfilled.htm": Right(),
    "updated_only.htm": Right(day=datetime.date(2024, 7, 2), note="发布日期取自 “更新时间”"),
    "wechat.htm": Right("青溪发布"),
}


def page(*, head="", title=TITLE, top="", heading=f"<h2>{TITLE}</h2>", meta=META, below=""):
    """A plain page with two paragraphs; what is named differs."""
    text = f"<p>{FIRST}</p><p>{SECOND}</p>"
    return (
        f"<html><head><title>{title}</title>{head}</head>"
        f"<body>{top}{heading}{meta}{text}{below}</body></html>"
    )


# Traps that were taken for a field before, or pass for one.
TRAPS = {
    "a clock above": (
        page(top="<p>2026年11月28日 星期六</p>", meta="2024-06-19 10:11"),
        "来源",
    ),
    "a day of signing": (page(meta="<div>来源：青溪日报　签约时间：2024-06-18</div>"), "发布日期"),
    "a day it takes effect": (
        page(meta="<div>生效日期：2024-08-01　发布日期：2024-06-19　来源：青溪日报</div>"),
        "",
    ),
    "a lone 时间": (page(meta="<div>时间：2024-06-19</div>"), "不能肯定"),
    "a column in meta": (page(head='<meta name="ArticleTitle" content="工作动态">'), ""),
    "another title in meta": (
        page(head='<meta name="ArticleTitle" content="青溪县举行推介活动">'),
        "meta ArticleTitle 写的是",
    ),
    "another source in meta": (
        page(head='<meta name="ContentSource" content="青溪县政府">'),
        "meta ContentSource 写的是",
    ),
    "a label for a title": (page(heading=f"<h2>标题：{TITLE}</h2>", title="详细信息"), ""),
    "a heading of a column": (page(heading=f"<h1>工作动态</h1><p>{TITLE}</p>"), ""),
    "a short heading of a column": (
        page(heading="<h2>走进青溪</h2>", title="走进青溪"),
        "短得像栏目的名称",
    ),
    "a name above the day": (page(heading=f"<h2>{TITLE}</h2><p>青溪县招商局</p>"), "没收入"),
    "a button for a source": (
        page(meta="<p>发布时间：2024-6-19 来源：点击查看</p>"),
        "没有注明来源",
    ),
    "our own site for a source": (
        page(meta="<p>发布时间：2024-6-19 来源：本站</p>"),
        "没有注明来源",
    ),
    "rules for comments": (
        page(below="<p>请您文明上网，评论内容仅代表网友个人观点。</p>"),
        "页面框架",
    ),
    "another article below": (
        page(below=f"<h2>青溪县仓储项目开工</h2>{META}<p>仓储项目开工。</p>"),
        "页面框架",
    ),
    "a list of links below": (page(below="<li><a>标准厂房二期开工</a></li>"), "页面框架"),
    "a name below": (page(below="<div>青溪县信息中心</div>"), "没有完"),
    "prose below the frame": (
        page(below=f"<p>相关新闻</p><p>{FIRST.replace('6月18日', '近日')}</p>"),
        "没有收入",
    ),
    "a film": (page(below='<video src="a.mp4"></video><p>视频来自现场。</p>'), "图片或视频"),
    "attachments below the buttons": (
        page(below="<p>【打印】【关闭】</p><a>申报表.doc</a>"),
        "附件没有导入",
    ),
}
