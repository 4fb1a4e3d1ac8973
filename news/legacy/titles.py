"""Which of the titles that a page gives is its article's, and whether that is certain."""

import re

from news.legacy.declared import title_parts, titles
from news.legacy.evidence import Evidence, Fact, same
from news.legacy.framed_page import FramedPage
from news.legacy.markup import Declared

SITE_LIKE = re.compile(
    r".{0,20}(?:人民政府|人民政府网|政府门户网站?|门户网站|招商网|信息网|投资网|新闻网|政务网|服务网|管委会|委员会|网站|频道|平台|官网|局)"
)
COLUMN_LIKE = re.compile(
    r".{0,4}(?:动态|新闻|要闻|公告|通知|资讯|信息|公示|专题|活动|文件|政策|简介|概况|正文|内容|详情|详细|标题|列表|首页)"
)
# How much of a title another place must repeat to count for it.
SHORTEST_PREFIX, LONGEST_NAME = 4, 12


def declared_titles(declared: Declared) -> tuple[str, ...]:
    """What the visible title may be: of meta tags, headings and <title>, without names of sites."""
    found = [str(evidence.value) for evidence in titles(declared)]
    found += [*title_parts(declared), declared.title]
    return tuple(dict.fromkeys(title for title in found if title and not is_name(title)))


def is_name(title: str) -> bool:
    """Whether a line names a site or a column, not an article."""
    return bool(SITE_LIKE.fullmatch(title) or COLUMN_LIKE.fullmatch(title))


def settle_title(page: FramedPage, declared: Declared) -> Fact:
    """The title that two places agree on; a text file has only one, if nothing else competes."""
    found = _shortened([*titles(declared), *page.titles])
    found = [e for e in found if not is_name(str(e.value)) or e in page.titles] or found
    supported = [*found, *_of_title_tag(declared, found)]
    groups: dict[str, list[Evidence]] = {}
    for evidence in supported:
        groups.setdefault(same(evidence.value), []).append(evidence)
    if not groups:
        return Fact()
    best = max(groups.values(), key=lambda group: len({e.place for e in group}))
    places = list(dict.fromkeys(evidence.place for evidence in best))
    others = [group[0] for group in groups.values() if group is not best]
    title, place = str(best[0].value), "、".join(places)
    return Fact(title, place, _doubt(title, place, others, is_alone=len(places) == 1, best=best))


def _doubt(title, place, others, *, is_alone, best):
    if others:
        said = "；".join(f"{other.place}写的是“{other.value}”" for other in others[:2])
        return f"标题取自{place}，但{said}，请核对。"
    if is_name(title) and not (
        best[0].is_clear and is_alone and best[0].place == "发布日期上方一行"
    ):
        return f"标题取自{place}，像是网站或栏目的名称，请核对。"
    if is_alone and not (best[0].is_clear and best[0].place == "发布日期上方一行"):
        return f"标题只取自{place}，没有别处印证，请核对。"
    if title.endswith(("。", "，", "：", ":", "、", "…", "...")):
        return f"标题取自{place}，好像没有完，请核对。"
    return ""


def _shortened(found: list[Evidence]) -> list[Evidence]:
    """Without the name of the site that og:title may carry behind the title."""
    values = sorted({same(evidence.value) for evidence in found}, key=len)
    shorter = {same(e.value): e.value for e in found}

    def short(evidence):
        own = same(evidence.value)
        starts = (v for v in values if SHORTEST_PREFIX <= len(v) < len(own) and own.startswith(v))
        start = next((v for v in starts if is_name(str(evidence.value)[-LONGEST_NAME:])), None)
        return Evidence(shorter[start], evidence.place, evidence.is_clear) if start else evidence

    return [short(evidence) for evidence in found]


def _of_title_tag(declared, found):
    """<title> counts for the title it begins with; alone it is a guess."""
    whole, parts = same(declared.title), title_parts(declared)
    for evidence in found:
        value = same(evidence.value)
        if len(value) >= SHORTEST_PREFIX and (whole.startswith(value) or value in map(same, parts)):
            return [Evidence(evidence.value, "title 元素")]
    if not found and parts and not is_name(parts[0]):
        return [Evidence(parts[0], "title 元素", is_clear=False)]
    return []
