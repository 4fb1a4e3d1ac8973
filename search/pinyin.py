"""How Han characters are read: full pinyin without tones, and initials.

pypinyin is loaded when a word is first read (12 MB and 45 ms without its phrases): words that the
table of terms already knows never need it. Characters with several readings give several; which
of them is meant, its phrases would only guess, so each word is kept under all of them.
"""

import os
from functools import lru_cache
from itertools import islice, product

# Names that are read unlike their characters elsewhere; the first reading is the usual one.
PLACES = {
    "单县": ("shan xian",), "蔚县": ("yu xian",), "六安": ("lu an",), "铅山": ("yan shan",),
    "丽水": ("li shui",), "台州": ("tai zhou",), "大埔": ("da bu",), "黄埔": ("huang pu",),
    "番禺": ("pan yu",), "东莞": ("dong guan",), "渑池": ("mian chi",), "浚县": ("xun xian",),
    "乐亭": ("lao ting",), "乐清": ("yue qing",), "井陉": ("jing xing",), "繁峙": ("fan shi",),
    "洪洞": ("hong tong",), "尉犁": ("yu li",), "莘县": ("shen xian",), "歙县": ("she xian",),
    "黟县": ("yi xian",), "枞阳": ("zong yang",), "砀山": ("dang shan",), "婺源": ("wu yuan",),
    "荥阳": ("xing yang",), "中牟": ("zhong mu",), "泌阳": ("bi yang",), "会稽": ("kuai ji",),
    "嵊州": ("sheng zhou",), "鄞州": ("yin zhou",), "厦门": ("xia men",), "长汀": ("chang ting",),
    "阿拉善": ("a la shan",), "巴音郭楞": ("ba yin guo leng",), "克孜勒苏": ("ke zi le su",),
    "都兰": ("du lan",), "茶卡": ("cha ka",), "察尔汗": ("cha er han",), "冷湖": ("leng hu",),
    "格尔木": ("ge er mu",), "大柴旦": ("da chai dan",), "茫崖": ("mang ya",),
    "重庆": ("chong qing",), "长沙": ("chang sha",), "西藏": ("xi zang",), "藏青": ("zang qing",),
}  # fmt: skip
# Readings kept: of a character, of a word.
PER_CHARACTER, PER_WORD = 3, 8


@lru_cache(maxsize=20_000)
def readings(word: str) -> tuple[tuple[str, ...], ...]:
    """A word's readings in syllables, the likeliest first: 重庆 → (chong, qing), (zhong, qing)."""
    known = [tuple(reading.split()) for reading in PLACES.get(word, ())]
    if known or not word:
        return tuple(known)
    choices = (_of_character(character)[:PER_CHARACTER] for character in word)
    return tuple(islice(product(*choices), PER_WORD))


def spelt(word: str) -> list[tuple[str, str]]:
    """(full pinyin, initials) of each reading: 格尔木 → (geermu, gem)."""
    found = (("".join(s), "".join(part[0] for part in s)) for s in readings(word))
    return list(dict.fromkeys(found))


@lru_cache(maxsize=20_000)
def _of_character(character):
    # Its table of phrases would cost 42 MB more.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style, pinyin

    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore", v_to_u=False)
    sounds = found[0] if found and found[0] else [character]
    # 绿 is typed as lv, and by those who do not know, as lu.
    return tuple(dict.fromkeys(f for s in sounds for f in (s, s.replace("v", "u"))))
