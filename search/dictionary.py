"""Words that the general dictionary would break into single characters. After a change: reindex."""

from functools import lru_cache

import rjieba

PLACES = (
    "大柴旦", "小柴旦", "花土沟", "茫崖市", "察尔汗", "那棱格勒", "锡铁山", "鱼卡", "乌图美仁",
    "藏青工业园", "昆仑经开区", "柴达木", "格库铁路", "格敦铁路", "青藏铁路",
)  # fmt: skip
TERMS = (
    "标准地", "亩均税收", "容积率", "承重", "层高", "柱距", "行车", "货梯", "环评", "能评",
    "专精特新", "免申即享", "即申即享", "规上企业", "高新技术企业", "小微企业", "飞地经济",
    "零碳园区", "源网荷储", "绿电", "增量配电网", "化工园区", "循环经济", "碳酸锂", "氢氧化锂",
    "氯化镁", "氯化钾", "老卤", "卤水", "光伏", "光热", "储能", "熔盐", "三通一平", "七通一平",
    "国办发", "国发", "青政发", "青政办", "西政办", "格政办", "格政",
)  # fmt: skip
FREQUENCY = 100_000


@lru_cache(maxsize=1)
def segmenter() -> rjieba.Jieba:
    """A cutter of our own: words added here do not reach other users of rjieba."""
    jieba = rjieba.Jieba()
    for word in (*PLACES, *TERMS):
        jieba.add_word(word, FREQUENCY, "n")
    return jieba
