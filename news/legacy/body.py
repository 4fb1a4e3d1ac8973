"""The text of an article: where it ends, what closes it, and what in it looks like frame."""

import re

from news.legacy.both_scripts import simplified
from news.legacy.dates import CHINESE, DATE
from news.legacy.evidence import same
from news.legacy.frame_lines import (
    LABEL_ONLY,
    LONGEST_TILE,
    PAGER,
    TILE_HEADING,
    TILE_START,
    crumbs_of,
    is_below,
    is_menu,
)
from news.legacy.head_labels import (
    FIELDS,
    LABEL,
    TOOL,
    Labelled,
    is_head_line,
    is_tool_line,
    read_labels,
)
from news.legacy.lines import MOSTLY_LINK, Line, link_share_of, place_of

SIGNATURE = re.compile(
    r"[(（\[【]?(?:信息来源|来源|作者|撰稿|供稿|责任编辑|责编|编辑|审核|校对|初审|复审|终审|来稿|监制|監製|签发|核稿|复核|审签|统筹|总监|主编|出品|摄影|摄像)"
    r"\s*[:：][^。]{1,60}"
)
SIGNED = {"source", "author", "responsible_editor", "published"}
# Sentences of a site about itself, at the end of a text.
OF_THE_SITE = re.compile(
    r"文明上网|网友|评论|欢迎关注|关注.{0,12}公众号|长按|二维码|转载|侵权|免责|版权|仅代表|仅供参考|本站|本网站"
    r"|未经.{0,6}(?:授权|许可)|为您推荐|更多(?:精彩|资讯|内容)|登录后"
)
SUMMARY = re.compile(r"[【\[(（]?(?:内容|文章)?(?:摘要|提要|导读|导语|核心提示|简介)[】\])）:：]")
# Lines below the text in which attachments may be listed.
NEAR = 10
# Prose stands in sentences; 30 characters and a full stop are no menu.
SHORTEST_PROSE = 30
SENTENCE_END = re.compile(r"[。！？!?；;…：:][”’」』）)》\"']*$|[）)]$|[。！？][”’」』）)》\"']")
PROSE = re.compile(r"[。！？；]")
# A closing line: who wrote it, and when.
CLOSING_DAY = re.compile(rf"[(（]?(?:{DATE.pattern}日?|{CHINESE.pattern})[)）]?")
LONGEST_CLOSING = 30
CLOSING_LINES = 3
ATTACHMENT = re.compile(
    r"附件\s*\d*\s*[:：]|.*\.(?:docx?|xlsx?|pdf|zip|rar|wps|ofd|pptx?)(?:\s*[（(].*)?$", re.I
)
# 一、总体要求; （一）申报条件; 1.申报条件; 第一条; 图为…
HEADING = re.compile(
    r"[（(]?[一二三四五六七八九十\d]+[)）、.．]\s*\S.{0,40}|第[一二三四五六七八九十\d]+[章节条部].*|图[为：:\d].*"
)
# Beginnings of letters, and others that open a text.
OPENING = re.compile(r".{1,40}[:：]")
LONGEST_LOOSE = 20
LONGEST_LINK = 40


def is_prose(line: str) -> bool:
    return len(line) >= SHORTEST_PROSE and bool(PROSE.search(line)) and not is_below(line)


def first_prose(lines: list[str]) -> int:
    """The number of the first line that only an article has; len(lines) if there is none."""
    places = (
        at
        for at, line in enumerate(lines)
        if is_prose(line) and not place_of(line).is_frame and not is_head_line(line)
    )
    return next(places, len(lines))


def body_of(lines: list[str]) -> list[str]:
    """The lines before the first frame line, without the heading of the tiles just above it."""
    ends = (at for at, line in enumerate(lines) if is_below(line) or is_tool_line(line))
    end = next(ends, len(lines))
    if end < len(lines) and TILE_START.fullmatch(lines[end]):
        for start in range(max(0, end - LONGEST_TILE), end):
            if TILE_HEADING.fullmatch(lines[start]):
                return lines[:start]
    return lines[:end]


def take_closing(paragraphs: list[str]) -> Labelled:
    """Remove last lines such as （责任编辑：某某） or 打印 from the body; what they say."""
    closing = []
    while paragraphs and _closes(paragraphs[-1]):
        closing.append(paragraphs.pop())
    return read_labels([line for line in reversed(closing) if not TOOL.fullmatch(line)])


def _closes(line):
    label = LABEL.match(simplified(line))
    is_signed = label is not None and FIELDS.get(label[1]) in SIGNED
    return bool(
        SIGNATURE.fullmatch(simplified(line))
        or (is_signed and is_head_line(line))
        or is_tool_line(line)
    )


def doubts_of(paragraphs: list[str], rest: list[str] | None = None) -> list[str]:
    """Why these lines may not be the text and all of it, as sentences; `rest` was left out."""
    notes = []
    if loose := [line for at, line in enumerate(paragraphs) if _is_loose(paragraphs, at)]:
        notes.append(f"正文里有像是页面框架的行：{_quoted(loose)}，请核对。")
    if paragraphs and not _is_finished(paragraphs):
        notes.append(f"正文最后一句好像没有完：{_quoted(paragraphs[-1:])}，请核对。")
    if any(PAGER.search(line) and len(line) <= LONGEST_LINK for line in paragraphs):
        notes.append("原文好像分了几页，这里可能只有其中一页，请核对。")
    if _has_table(paragraphs):
        notes.append("正文里有表格，已拆成一行行文字，请照原文重做表格。")
    if pictures := [p for line in paragraphs if isinstance(line, Line) for p in line.pictures]:
        names = _quoted([picture.rsplit("/", 1)[-1] for picture in pictures])
        notes.append(f"正文里的 {len(pictures)} 个图片或视频没有导入：{names}，需要时请重新上传。")
    near = [*paragraphs, *(rest or [])[:NEAR]]
    if attached := [line for line in near if ATTACHMENT.match(line)]:
        notes.append(f"附件没有导入：{_quoted(attached)}，需要时请重新上传。")
    return notes


def is_repeated_lead(line: str, paragraphs: list[str]) -> bool:
    """Whether 【摘要】… says again what the paragraphs say."""
    label = SUMMARY.match(line)
    lead = same(line[label.end() :]) if label else ""
    return bool(lead) and lead in "".join(map(same, paragraphs))


def left_below(rest: list[str], paragraphs: list[str]) -> list[str]:
    """Prose among the lines that were not taken, and that the paragraphs do not say."""
    return [
        line
        for line in rest
        if is_prose(line)
        and not is_repeated_lead(line, paragraphs)
        and not place_of(line).is_frame
        and link_share_of(line) < MOSTLY_LINK
    ]


def _is_loose(paragraphs, at):
    """Whether a line among the paragraphs is none: a link, a button, a word of a menu."""
    line = paragraphs[at]
    if CLOSING_DAY.fullmatch(line) or ATTACHMENT.match(line):
        return False
    if link_share_of(line) > MOSTLY_LINK and len(line) <= LONGEST_LINK:
        return True
    if is_menu(line) or is_tool_line(line) or len(crumbs_of(line)) > 2:
        return True
    if SUMMARY.match(line):
        return True
    if at >= len(paragraphs) - CLOSING_LINES and OF_THE_SITE.search(line):
        return True
    if is_head_line(line) and not PROSE.search(line):
        return True
    is_short = (
        len(line) <= LONGEST_LOOSE and not PROSE.search(line) and not SENTENCE_END.search(line)
    )
    if not is_short or HEADING.fullmatch(line) or at == len(paragraphs) - 1:
        return False
    return bool(LABEL_ONLY.fullmatch(line)) or not _is_closing(paragraphs, at)


def _is_closing(paragraphs, at):
    """Whether a short line signs the text: 青溪县投资促进局 above a date."""
    following = paragraphs[at + 1 : at + CLOSING_LINES]
    return any(CLOSING_DAY.fullmatch(line) for line in following)


def _is_finished(paragraphs):
    last = paragraphs[-1]
    return bool(
        SENTENCE_END.search(last) or CLOSING_DAY.fullmatch(last) or ATTACHMENT.match(last)
    ) and not last.endswith((":", "："))


def _has_table(paragraphs):
    """Whether two cells of one row became lines."""
    cells: dict[int, int] = {}
    for line in paragraphs:
        place = place_of(line)
        if place.row and cells.setdefault(place.row, place.cell) != place.cell:
            return True
    return False


def _quoted(lines):
    shown = [line if len(line) <= LONGEST_LOOSE else f"{line[:LONGEST_LOOSE]}……" for line in lines]
    more = f"等 {len(shown)} 处" if len(shown) > CLOSING_LINES else ""
    return "、".join(f"“{line}”" for line in shown[:CLOSING_LINES]) + more
