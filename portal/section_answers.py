"""Words that name a part of the site, and people who want to talk to somebody."""

import re

from django.urls import reverse

from search.direct_answers import Answer
from search.synonyms import SYNONYMS
from search.tokenizer import SMALL_TALK, normalise, query_words, squeeze

SECTIONS = {
    "policy_list": ("政策", {"政策", "优惠", "惠企", "招商", "扶持", "投资"}),
    "park_list": ("园区", {"园区", "工业园", "产业园", "产业", "工业"}),
    "article_list": ("动态", {"动态", "招商"}),
    "guide": ("指南", {"指南", "投资"}),
}
LABELS = {
    "policy_list": "全部政策",
    "park_list": "全部园区",
    "article_list": "全部动态",
    "guide": "投资指南",
}
CONTACT = re.compile(
    r"热线|电话|联系|客服|人工|咨询|找谁|谁负责|专员|加微信|^微信$|招商局|(?:你们|办公|单位)的?地[址点]"
    r"|[上下]班|(?:营业|办公|工作|服务)时间"
    r"|(?:多久|几天|什么时候)[能会才]?(?:回复|答复|回电)"
)
# What may stand beside it in a question that wants nothing else.
BESIDE = {
    "招商", "招商局", "政府", "部门", "单位", "办公室", "方式", "多少", "号码", "是多少", "找谁",
    "找", "谁", "专员", "人", "人员", "负责", "负责人", "工作人员", "咨询", "投资", "企业", "官方",
    "服务", "你们", "您", "你", "打", "哪个", "加", "微信", "局", "怎么", "人工", "客服", "投诉",
    "举报", "监督", "number", "us", "几点", "现在", "今天", "周末", "周六", "时间", "窗口",
    "有人", "接", "在", "提交", "留言", "后",
}  # fmt: skip
FEWEST_DIGITS = 7


def answer_section(site, text) -> Answer | None:
    """政策, 园区: the list itself, where nothing else was asked for."""
    folded = SYNONYMS.in_chinese(normalise(text))
    for word, others in SYNONYMS.held_by(folded):
        known = next((name for name, _ in SECTIONS.values() if name in others), None)
        if known and not any(name in folded for name, _ in SECTIONS.values()):
            folded = folded.replace(word, known)
    for view, (name, beside) in SECTIONS.items():
        if name in folded and not _left_of(folded, {name, *beside}):
            label = LABELS[view]
            return Answer(heading=label, label=f"打开{label}", url=reverse(view, args=[site.slug]))
    return None


def _left_of(folded, words):
    """The telling words of the text besides these."""
    for word in sorted(words, key=len, reverse=True):
        folded = folded.replace(word, " ")
    return [word for word in query_words(folded) if word not in SMALL_TALK]


def answer_contact(site, text) -> Answer | None:
    """The hotline's number and those who ask for it."""
    digits = squeeze(text)
    hotline = squeeze(site.hotline) if site.hotline else ""
    is_number = digits.isdigit() and len(digits) >= FEWEST_DIGITS and digits in hotline
    if not (is_number or _wants_somebody(site, text)):
        return None
    shown = site.hotline.replace("-", "\u2011")  # read in one line
    words = f"：热线 {shown}，{site.hotline_hours}" if hotline else ""
    return Answer(
        heading=f"联系招商专员{words}",
        label="联系我们",
        url=reverse("consult", args=[site.slug]),
    )


def _wants_somebody(site, text):
    folded = SYNONYMS.in_chinese(normalise(text))
    for word, others in SYNONYMS.held_by(folded):
        known = next((other for other in others if CONTACT.search(other)), None)
        folded = folded.replace(word, known) if known else folded
    if not CONTACT.search(folded):
        return False
    names = {site.region.name, site.region.short_name}
    return not _left_of(CONTACT.sub(" ", folded), BESIDE | names)
