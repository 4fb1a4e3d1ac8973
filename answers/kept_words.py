"""What may be kept of a question that the site could not answer: words of the trade alone."""

from functools import cache

from parks.attributes import ATTRIBUTES
from parks.kinds import Kind
from parks.models import Industry
from search.default_synonyms import SYNONYMS
from search.dictionary import TERMS
from search.models.synonym_groups import BREAKS
from search.tokenizer import HAN, normalise, query_words, words

MOST_WORDS = 6
SHORTEST = 2
# What is asked for beside what the tables have. No word that says who somebody is or how he is.
OTHER_TERMS = (
    "屋顶", "余电", "并网", "污水", "排污", "固废", "危废", "供水", "供气", "供热",
    "宿舍", "食堂", "公寓", "学校", "医院", "公交", "停车", "班车", "机场", "码头", "铁路", "口岸",
    "保税", "冷链", "招工", "用工", "培训", "社保", "落户", "注册", "执照", "备案", "立项", "许可",
    "安评", "消防", "验收", "施工", "报装", "贴息", "担保", "退税", "减免", "租期", "押金", "物业",
    "分割", "产权", "抵押", "转让", "招标", "采购", "废水", "废气", "粉尘", "检测", "实验室",
    "数据中心", "算力", "风电", "氢能", "电解", "原料", "矿产", "尾矿", "碳排放", "标准化",
)  # fmt: skip


def kept_words(question: str) -> list[str]:
    """Words of our own tables that the question holds, in its order, no part of another.

    A sentence to an officer tells who its writer is: his company, his number, his trouble. Any
    dictionary has words for that. So nothing of his own is kept: only what this trade calls
    things, each word for itself. What editors write into tables is not asked (a firm may be
    among synonyms), but for industries.
    """
    found = dict.fromkeys((*query_words(question), *words(question)))
    own = _fixed_words() | _words_of(Industry.objects.values_list("name", flat=True))
    kept = [word for word in found if word in own]
    whole = [word for word in kept if not any(word != other and word in other for other in kept)]
    return sorted(whole, key=normalise(question).find)[:MOST_WORDS]


@cache
def _fixed_words() -> frozenset[str]:
    labels = [label for row in ATTRIBUTES for label in (row.label, *row.other_names)]
    synonyms = (word for group in SYNONYMS for word in BREAKS.split(group))
    return _words_of([*labels, *Kind.labels, *synonyms, *TERMS, *OTHER_TERMS])


def _words_of(names) -> frozenset[str]:
    """The names themselves and their words, in Chinese."""
    folded = [normalise(name).strip() for name in names]
    found = {*folded, *(word for name in folded for word in query_words(name))}
    return frozenset(word for word in found if len(word) >= SHORTEST and all(map(HAN.match, word)))
