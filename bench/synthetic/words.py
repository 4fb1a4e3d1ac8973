"""Chinese words with frequencies like those of a language, and texts made of them."""

import itertools
import random
from functools import lru_cache

from search.dictionary import segmenter

# What a portal writes about comes first and is therefore the most frequent.
SUBJECTS = (
    "项目", "企业", "园区", "建设", "投资", "产业", "发展", "政策", "工业", "招商", "服务",
    "土地", "厂房", "补贴", "管理", "技术", "生产", "资源", "盐湖", "光伏", "储能", "公告",
    "通知", "办法", "实施细则", "标准厂房", "租金", "环评", "审批", "用地", "新能源", "碳酸锂",
    "氯化钾", "循环经济", "物流", "铁路", "仓库", "电力", "供水", "道路", "化工", "装备", "制造",
    "人才", "资金", "扶持", "申报", "高新技术企业", "专精特新", "签约", "开工", "投产", "会议",
    "调研", "考察", "论坛", "座谈会", "洽谈会", "规划", "绿电", "增量配电网", "熔盐", "光热",
    "镁合金", "锂电池", "枸杞", "藜麦", "冷链", "边坡", "尾矿", "热电", "天然气",
)  # fmt: skip
CHARACTERS = (
    "一国大中人不学和会发出要下年生行可对时地家用经方多有成也部面工分度同为事行长理体实加动都学法政合关机电"
    "明公水重新开进定高民建设物利资性路气业产信平全外自现组期区通品质联市场题种基解立工程术取决统技持问海"
    "口华安基建元保转变任处边济展战原情各反新车治科系收增运光农图展文教研形价化更接格表活林果交论件根即东"
    "特放西京清料权热志型备历观温改历志证源配带金服备油规约响调山领革标速维支万石界算低属节划众城"
)
PAIRS_KEPT = 12_000
ZIPF = 1.07
OFFSET = 30


@lru_cache(maxsize=1)
def vocabulary() -> tuple[str, ...]:
    """The subjects, then words of two characters that the cutter keeps whole."""
    characters = list(dict.fromkeys(CHARACTERS))
    pairs = ["".join(pair) for pair in itertools.permutations(characters, 2)]
    random.Random(7).shuffle(pairs)  # noqa: S311 -- the same words in every run
    cut = segmenter().cut
    known = (pair for pair in pairs if cut(pair) == [pair])
    return tuple(dict.fromkeys((*SUBJECTS, *itertools.islice(known, PAIRS_KEPT))))


class Author:
    """Draws words the way a language does: the nth most frequent about 1/n as often."""

    def __init__(self, seed: int):
        self.random = random.Random(seed)  # noqa: S311 -- not a secret
        self._words = vocabulary()
        weights = (1 / (rank + OFFSET) ** ZIPF for rank in range(len(self._words)))
        self._weights = list(itertools.accumulate(weights))

    def words(self, number: int) -> list[str]:
        return self.random.choices(self._words, cum_weights=self._weights, k=number)

    def sentences(self, words: list[str]) -> str:
        """The words in sentences of six to fourteen, with full stops."""
        parts, position = [], 0
        while position < len(words):
            length = self.random.randint(6, 14)
            parts.append("".join(words[position : position + length]))
            position += length
        return "。".join(parts) + "。"
