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
    "disagree.htm": Right(note="meta PubDate写的是“2024-06-21”"),
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
    "old_table.htm": Right(
        "青溪县招商局", day=datetime.date(2005, 6, 19), paragraphs=THREE, note="没有别处印证"
    ),
    "pages.htm": Right(paragraphs=None, note="原文好像分了几页"),
    "pictures.htm": Right(paragraphs=None, note="1 张图片没有导入"),
    "print.htm": Right("", day=None, paragraphs=None, note="页面没有可信的发布日期"),
    "share_above.htm": Right(),
    "single_file.mhtml": Right(OFFICE, paragraphs=THREE),
    "spans.htm": Right(),
    "split_title.htm": Right(title=f"{TITLE}暨项目集中签约仪式"),
    "subtitle.htm": Right(),
    "trs.htm": Right(OFFICE, paragraphs=THREE),
    "unfilled.htm": Right(),
    "updated_only.htm": Right(day=datetime.date(2024, 7, 2), note="发布日期取自“更新时间”"),
    "wechat.htm": Right("青溪发布"),
}
