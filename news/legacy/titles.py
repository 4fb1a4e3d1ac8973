"""Which of the titles that a page gives is its article's, and whether that is certain."""

import re
from dataclasses import replace

from news.legacy.declared import title_parts, titles
from news.legacy.evidence import Evidence, Fact, same
from news.legacy.frame_lines import is_name
from news.legacy.framed_page import FramedPage
from news.legacy.markup import Declared

# Places that need no second one: the line above the day if no other could be meant, and a label.
SURE_ALONE = {"发布日期上方一行", "“标题”"}
LABEL_OF_TITLE = re.compile(r"^(?:标题|题目|名称|信息名称)\s*[:：]\s*")
# How much of a title another place must repeat to count for it.
SHORTEST_PREFIX, LONGEST_NAME, SHORTEST_TITLE = 4, 12, 6


def declared_titles(declared: Declared) -> tuple[str, ...]:
    """What the visible title may be: of meta tags, headings and <title>, without names of sites."""
    found = [str(evidence.value) for evidence in titles(declared)]
    found += [*title_parts(declared), declared.title]
    return tuple(dict.fromkeys(title for title in found if title and not is_name(title)))


def settle_title(page: FramedPage, declared: Declared) -> Fact:
    """The title that two places agree on; a text file has only one, if nothing else competes."""
    found = _shortened([_unlabelled(e) for e in (*titles(declared), *page.titles)])
    found = [e for e in found if not is_name(str(e.value)) or e in page.titles] or found
    supported = [*found, *_of_title_tag(declared, found)]
    groups: dict[str, list[Evidence]] = {}
    for evidence in supported:
        groups.setdefault(same(evidence.value), []).append(evidence)
    if not groups:
        return Fact()
    best = max(groups.values(), key=lambda group: len({e.place for e in group}))
    others = [group[0] for group in groups.values() if group is not best]
    return Fact(str(best[0].value), _places(best), _doubt(best, others))


def _places(group):
    return "、".join(dict.fromkeys(evidence.place for evidence in group))


def _unlabelled(evidence):
    return replace(evidence, value=LABEL_OF_TITLE.sub("", str(evidence.value)))


def _doubt(best, others):
    title, place = str(best[0].value), _places(best)
    is_alone = place == best[0].place
    is_sure = is_alone and best[0].is_clear and place in SURE_ALONE
    if others:
        said = "；".join(f"{other.place} 写的是“{other.value}”" for other in others[:2])
        return f"标题取自 {place}，但{said}，请核对。"
    if is_name(title) and not is_sure:
        return f"标题取自 {place}，像是网站或栏目的名称，请核对。"
    if is_alone and not is_sure:
        return f"标题只取自 {place}，没有别处印证，请核对。"
    if "title 元素" in place and len(same(title)) < SHORTEST_TITLE:
        return f"标题取自 {place}，短得像栏目的名称，请核对。"
    if title.endswith(("。", "，", "：", ":", "、", "…", "...")):
        return f"标题取自 {place}，好像没有完，请核对。"
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
