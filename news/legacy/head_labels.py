"""Lines of labels and values as heads of pages have them: 发布时间：… 来源：… 浏览次数：…

Which label means which field is one table. A label that is known but of no use to us still ends
the value before it, so that an empty 来源： never takes 浏览次数 for its value.
"""

import datetime
import re
from dataclasses import dataclass, field

from news.legacy.both_scripts import simplified
from news.legacy.dates import DATE, date_of
from news.legacy.lines import LONGEST_LINE, parted_of

NAMES = {
    "published": (
        "发布时间 发布日期 发布于 发表时间 发表日期 发表于 发稿时间 公开日期 公布日期"
        " 公开时间 信息时间 信息日期 上传时间 上传日期 录入时间 添加时间 创建时间"
        " 发帖时间 刊发时间 上网时间 登载时间 發布時間 發佈時間 發布日期 發佈日期"
        " 發表時間"
    ),
    "time": ("时间 日期 時間"),
    "updated": ("更新时间 更新日期 修改时间 修改日期 最后更新 最后修改 编辑时间 更新時間"),
    "written": ("成文日期 发文日期 签发日期 生成日期 制发日期 印发日期"),
    "source": (
        "来源 信息来源 文章来源 新闻来源 稿件来源 稿源 内容来源 消息来源 来自 摘自 转自"
        " 转载自 文章出处 出处 发布机构 发布单位 发布部门 公开主体 来源单位 信息提供单位"
        " 來源 資料來源 文章來源 發布單位"
    ),
    "title": ("标题 题目 信息名称"),
    "author": ("作者 撰稿 供稿 撰文 记者 通讯员 文章作者 作 者"),
    "responsible_editor": ("责任编辑 责编 编辑 責任編輯 編輯 网站编辑 值班编辑 本文编辑"),
    "": (
        "浏览次数 浏览量 浏览数 浏览 点击次数 点击数 点击量 点击率 点击 阅读次数 阅读量"
        " 阅读数 阅读 点阅数 点阅 访问次数 访问量 人气 查看次数 查看 已阅 瀏覽次數 點擊 字号 字体"
        " 字体大小 文字大小 字體 视力保护色 背景色 打印 分享 分享到 收藏 关键词 关键字"
        " 标签 索引号 文号 发文字号 主题分类 有效性 栏目 所属栏目 栏目名称 分类 信息类别"
        " 信息分类 公开方式 公开形式 公开范围 公开程序 名称 主题词 审核"
        " 审核人 初审 复审 终审 编审 校对 签发 发布人 发布者 发布员 录入者 录入 上传者"
        " 监制 摄影 图 语言 保护视力色 选择阅读字号 会议时间 活动时间 报名时间 截止时间"
        " 截止日期 开标时间 有效期 施行日期 实施日期 废止日期 开会时间"
    ),
}
FIELDS = {label: name for name, labels in NAMES.items() for label in labels.split()}
# Also labels that nobody listed: 签约时间：2024-07-01 is no day of publication.
LABEL = re.compile(
    rf"({'|'.join(sorted(FIELDS, key=len, reverse=True))}|[\u4e00-\u9fff]{{2,5}}(?:时间|日期))"
    r"\s*[:：]"
)
COLON = re.compile("[:：]")  # without one there is no label, and none is looked for
# Where a value ends beside the next label.
VALUE_END = re.compile(
    r"[|｜【\[(（]|\s(?:我要)?(?:打印|关闭|收藏|分享|字体|字号|大|记者|通讯员|浏览|点击|阅读)(?=\s|$)"
    r"|\s[\u4e00-\u9fff]{2,5}\s*[:：]"
)
# What stands where a source should, and is none.
NO_SOURCE = re.compile(r"点击|查看|详情|更多|登录|https?:|www\.|^[^\u3400-\u9fff]*$")
EMPTY = re.compile(
    r"[\s\-—_/无空.]*|未知|不详|暂无|null|none|undefined|admin|网络|互联网|佚名", re.IGNORECASE
)
OWN_SITE = re.compile(r"本站|本网|本站原创|原创|本网站|本网原创|站内|自采")
TOOL = re.compile(
    r"(?:字号|字体|文字大小|大小|大|中|小|特大|超大|默认|打印本页|打印预览|打印|本页|关闭窗口|关闭本页|关闭|窗口|收藏本页|收藏"
    r"|加入收藏|分享到|分享|微信|微博|新浪微博|腾讯微博|QQ空间|QQ好友|QQ|朋友圈|人人网|豆瓣|复制链接|朗读|语音播报|听全文|纠错"
    r"|我要纠错|转发|下载|返回首页|返回顶部|返回上页|返回上一页|推荐|评论|举报|点赞|保存|返回列表|返回|繁体|繁體|简体|无障碍|放大|缩小|字體|列印|關閉|A\+|A-|T|A"
    r"|[\s|｜:：\[\]【】()（）·/>+\-,，、])+"
)
WEEKDAY = r"(?:\s*(?:星期|周)[一二三四五六日天])?"
BARE_DATE = re.compile(rf"[\[(（【]?\s*{DATE.pattern}日?{WEEKDAY}[\s\d:：]{{0,9}}[\])）】]?")
BAR_DATE = re.compile(DATE.pattern + r"日?[\s\d:：]{0,9}")
CLOCK = re.compile(r"\d[:：]\d\d")
META_START = re.compile(
    r"[|｜]|(?:发布|发表|生成|更新|發布|發佈)?(?:时间|日期|時間)\s*[:：]|(?:信息)?[来來]源\s*[:：]"
)
META_COLUMN = re.compile(r"[|｜]\s*([^|｜:：\d\s][^|｜:：\d]{0,19}?)\s*[|｜]")
TAKEN = {"title", "source", "author", "responsible_editor"}
DATED_FIELDS = {"published", "time", "updated", "written", "source", "unlabelled"}
OPENING, CLOSING = " \t　([（【<《“\"'", " \t　,，;；)]）】>》”\"'"
SENTENCE = re.compile(r"[。！？]")
# A day, a clock and words behind them: 2024年07月04日 09:10 云岭新闻网.
DATED = re.compile(rf"{BARE_DATE.pattern}\s\S.{{0,30}}")
# 06-19 09:30: a day without its year, as pages for telephones have it.
SHORT_DAY = re.compile(
    r"\d{1,2}[-/月]\d{1,2}日?(?:\s+\d{1,2}:\d\d(?::\d\d)?)?|\d{1,2}:\d\d(?::\d\d)?"
)
TODAY = re.compile(r"今天是|现在是|当前时间|农历|欢迎您|您好")
WEEKDAY_NAME = re.compile(r"星期[一二三四五六日天]")


@dataclass
class Labelled:
    """Values by field; `dates` are (label, day) in the order of the page, unlabelled ones by ""."""

    values: dict[str, str] = field(default_factory=dict)
    dates: list[tuple[str, datetime.date]] = field(default_factory=list)
    count: int = 0  # of labels, whether we use them or not
    has_clock: bool = False  # a time of day beside a date, as content systems write it


def is_head_line(line: str) -> bool:
    """Whether a line holds labels, buttons or a date and nothing of the article."""
    if len(line) > LONGEST_LINE or SENTENCE.search(line):
        return False
    line = simplified(line)
    has_labels = COLON.search(line)
    label = has_labels and LABEL.search(line)
    if (label and label.start() <= 2) or is_meta_line(line):
        return True
    is_dated = BARE_DATE.fullmatch(line) or DATED.fullmatch(line) or SHORT_DAY.fullmatch(line)
    if is_tool_line(line) or is_dated:
        return True
    return bool(has_labels) and len(LABEL.findall(line)) > 1


def is_meta_line(line: str) -> bool:
    """Whether a short line gives a day behind a bar or a label."""
    line = simplified(line) if len(line) <= LONGEST_LINE else ""
    return bool(META_START.match(line) and DATE.search(line))


def is_clock(line: str) -> bool:
    """Whether a line tells the day on which the page was looked at."""
    if TODAY.search(line):
        return True
    is_dated = WEEKDAY_NAME.search(line)
    labels = LABEL.findall(line) if is_dated else ()
    return bool(is_dated) and "published" not in map(FIELDS.get, labels)


def is_open_label(line: str) -> bool:
    """Whether a line ends with a label whose value must stand elsewhere."""
    label = LABEL.match(simplified(line))
    return bool(label and label.end() == len(line) and FIELDS.get(label[1]))


def is_tool_line(line: str) -> bool:
    return len(line) <= LONGEST_LINE and bool(TOOL.fullmatch(simplified(line)))


def read_labels(lines: list[str]) -> Labelled:
    """What the lines of a head say, label by label."""
    found = Labelled()
    for line in map(parted_of, lines):
        labels = list(LABEL.finditer(simplified(line)))
        if is_clock(line):
            continue
        found.count += len(labels)
        found.has_clock |= bool(CLOCK.search(line))
        ends = [*(label.start() for label in labels[1:]), len(line)]
        _take(found, "", line[: labels[0].start()] if labels else line)
        for label, end in zip(labels, ends, strict=False):
            _take(found, label[1], line[label.end() : end])
    return found


def _take(found, label, text):
    name = FIELDS.get(label, "" if label else "unlabelled")
    if (day := date_of(text)) and name in DATED_FIELDS:
        found.dates.append((label if name != "source" else "", day))
    if name in TAKEN and (value := _value(text)):
        found.values.setdefault(name, value)


def _value(text: str) -> str:
    date = DATE.search(text)
    text = (text[: date.start()] if date else text).lstrip(OPENING)
    end = VALUE_END.search(simplified(text))
    text = text[: end.start() if end else len(text)].strip(OPENING + CLOSING)
    is_none = EMPTY.fullmatch(text) or NO_SOURCE.search(text) or is_tool_line(text)
    return "" if is_none else text
