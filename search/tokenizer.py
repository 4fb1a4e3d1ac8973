"""Cutting Chinese text into the words that are stored and asked for: the same on both sides."""

import re
from functools import lru_cache

from core.simplified import simplified
from core.text_folding import Folding
from search.dictionary import DICTIONARY, segmenter

# 々 and 〇 count as Han: 二〇二五年.
HAN_RANGE = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
HAN = re.compile(f"[{HAN_RANGE}]")
OTHER_CHARACTER = rf"[^\W_{HAN_RANGE}]"
OTHER = f"{OTHER_CHARACTER}+"
# Signs that make another word of letters: C++, C#, A+; in 5G+工业 the sign only joins.
SIGNS = rf"(?<=[^\W\d_])(?:\+\+|#)(?!{OTHER_CHARACTER})|(?<=[^\W\d_])\+(?![\w+])"
# A run of letters and digits, with its inner dots and dashes and the signs behind it, or a run of
# Han characters.
RUN = re.compile(rf"{OTHER}(?:[.\-]{OTHER})*(?:{SIGNS})?|[{HAN_RANGE}]+")
SIGN = re.compile(r"[+#]+\Z")
# 400-116-9096, and 110kV, which others write 110 kV.
JOINTS = re.compile(r"[.\-]")
PARTS = re.compile(r"[.\-]|(?<=\d)(?=[a-z]{2})")
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
# What questions are made of says nothing about what is asked for.
SMALL_TALK = {
    "什么", "怎么", "怎样", "怎么样", "如何", "哪里", "哪儿", "哪些", "哪个", "哪家", "有没有",
    "是不是", "能不能", "可不可以", "可以", "能", "有", "是", "想", "我", "我们", "你", "你们",
    "请问", "请", "多少", "几个", "吗", "呢", "的", "了", "在", "和", "与", "及", "或", "一个",
    "一下", "需要", "想要", "我想", "带", "关于", "为什么", "给", "没有", "有什么", "有没",
    "多少钱", "什么时候", "时候", "想找", "要找", "了解", "介绍", "您", "您好", "你好", "咱们",
    "麻烦", "谁", "怎么办", "不能", "不可以", "可不可", "贵不贵", "好不好", "是否", "哪", "吧",
    "啊", "呀", "在哪", "在哪里", "左右", "上下", "以上", "以下", "以内", "大约", "差不多", "大概",
    "an", "the", "of", "for", "with", "in", "to", "and", "or", "is", "are", "how", "what",
    "where", "do", "we", "you", "any", "need", "want", "looking",
}  # fmt: skip
# Articles and pronouns in English; beside Han they name something: A区厂房, I期.
ENGLISH_SMALL_TALK = SMALL_TALK | {"a", "i"}
# Digits in groups, such as a phone number.
NUMBER = re.compile(r"(?<!\d)\d{1,8}(?:[ \-()]{1,2}\d{1,8}){1,4}(?!\d)")
# 格政办〔2025〕2号, in any brackets. Where the issuer begins is unknown: 根据格政办.
DOCUMENT_NUMBER = re.compile(
    rf"(?P<issuer>[{HAN_RANGE}]{{1,8}}) ?(?P<rest>[^\w\s] ?(?:19|20)\d\d ?[^\w\s] ?\d{{1,4}} ?号)"
)
# A token is at most 240 bytes; PostgreSQL refuses lexemes of 2 KB.
MAX_TOKEN = 60
SHORTEST_TAIL = 6
MAX_QUERY_LENGTH = 200
REMEMBERED_TEXTS = 64


def is_word(character: str) -> bool:
    """Letters and decimal digits; of the other numerals only 〇."""
    return character.isalpha() or character.isdecimal() or character == "〇"


def _is_sign(character: str) -> bool:
    """Visible, but no word to PostgreSQL's parser either: neither ½ nor Ⅳ."""
    return character.isprintable() and not character.isalnum()


class WordFolding(Folding):
    """As texts are compared; what is no letter or digit and no visible sign parts words."""

    @staticmethod
    def fold(character: str) -> str:
        folded = Folding.fold(character)
        return "".join(c if is_word(c) or _is_sign(c) else " " for c in folded)


class SteadyFolding(WordFolding):
    """The same, but one character stays one character, so that positions stay true."""

    @staticmethod
    def fold(character: str) -> str:
        folded = WordFolding.fold(character)
        return folded if len(folded) == 1 else " "


WORD_FOLDING = WordFolding()
STEADY_FOLDING = SteadyFolding()


@lru_cache(maxsize=REMEMBERED_TEXTS)
def normalise(text: str) -> str:
    """As texts are compared (core.text_folding), and simplified.

    One document asks several times for each of its few texts: the last ones are kept.
    """
    return simplified(text.translate(WORD_FOLDING))


def aligned(text: str) -> str:
    """`text` normalised as far as its length allows: the nth character answers to the nth."""
    folded = text.translate(STEADY_FOLDING)
    converted = simplified(folded)
    return converted if len(converted) == len(folded) else folded


def runs_of(text: str) -> list[str]:
    """Runs of Han and other runs of the normalised text; 5,400 is one number."""
    return RUN.findall(THOUSANDS.sub("", normalise(text)))


def words(text: str) -> list[str]:
    """The words of a text in order, without repeats; long words also in their parts."""
    found = {}
    for run in runs_of(text):
        tokens = DICTIONARY.cut_for_search(run) if HAN.match(run) else _run_tokens(run)
        found.update(dict.fromkeys(token[:MAX_TOKEN] for token in tokens))
    return list(found)


def _run_tokens(run: str) -> list[str]:
    """400-116-9096 whole, without dashes, and in its parts; c++ also as c."""
    parts = run_parts(run)
    bare = SIGN.sub("", run)
    tokens = [run, "".join(parts), *parts] if len(parts) > 1 else [run]
    return tokens if bare == run else [*tokens, bare]


def run_parts(run: str) -> list[str]:
    """gem-t-2026-018 → gem, t, 2026, 018."""
    return PARTS.split(run)


def title_tokens(text: str) -> list[str]:
    """Pairs, single characters and other runs: a title is found by what no dictionary knows."""
    found = {}
    for run in runs_of(text):
        if HAN.match(run):
            found.update(dict.fromkeys((*run, *pairs(run))))
        else:
            found.update(dict.fromkeys(token[:MAX_TOKEN] for token in _run_tokens(run)))
    return list(found)


def pairs(run: str) -> list[str]:
    """格尔木 → 格尔, 尔木."""
    return [run[i : i + 2] for i in range(len(run) - 1)]


def squeeze(text: str) -> str:
    """格政办〔2025〕2号 → 格政办20252号."""
    return "".join(RUN.findall(JOINTS.sub(" ", normalise(text))))[:MAX_TOKEN]


def tails(code: str) -> set[str]:
    """A code without its first parts, squeezed: 〔2025〕2号 of 格政办〔2025〕2号."""
    runs = RUN.findall(JOINTS.sub(" ", normalise(code)))
    joined = ("".join(runs[start:])[:MAX_TOKEN] for start in range(1, len(runs)))
    return {tail for tail in joined if len(tail) >= SHORTEST_TAIL}


def numbers(text: str) -> list[str]:
    """Phone and document numbers of a text, squeezed: 0979-841 2345, 根据格政办〔2025〕2号."""
    folded = normalise(text)
    squeezed = map(squeeze, NUMBER.findall(folded))
    found = {number for number in squeezed if len(number) > 6}
    for match in DOCUMENT_NUMBER.finditer(folded):
        issuer, rest = match["issuer"], squeeze(match["rest"])
        found.update(issuer[i:] + rest for i in range(max(len(issuer) - 1, 1)))
        found.add(rest)
    return sorted(found)


def query_words(text: str) -> list[str]:
    """The words a reader's query asks for; runs such as 400-116-9096 stay whole.

    Single Han characters are dropped beside longer words: whether a text holds them as a word of
    their own depends on their neighbours there.
    """
    found = {}
    for run in runs_of(text[:MAX_QUERY_LENGTH]):
        tokens = segmenter().cut(run) if HAN.match(run) else [run]
        found.update(dict.fromkeys(tokens))
    small = SMALL_TALK if any(map(HAN.match, found)) else ENGLISH_SMALL_TALK
    telling = [word for word in found if word not in small] or list(found)
    if any(len(word) > 1 for word in telling):
        return [word for word in telling if len(word) > 1 or not HAN.match(word)]
    return telling
