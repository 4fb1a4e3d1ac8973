"""A fact of a listing is said once: in the table of attributes (docs/adr/0011)."""

import ast
from functools import cache

from parks.attributes import ATTRIBUTES, Holder
from parks.units import PRICE_UNITS

# Where labels, units and other words of facts are written: the table and the units beside it.
TABLE = ("parks/attributes/", "parks/units.py")
# Words that name other things as well: a title, a region or a price is no fact of listings alone.
EVERYDAY = frozenset(
    {
        *("名称", "标题", "类型", "空间类型", "编号", "地区", "园区", "产业", "一句话说明"),
        *("详细说明", "位置", "地址", "纬度", "经度", "面积", "价格", "单价", "售价", "租金"),
        "转让价",
    }
)
ELSEWHERE = {
    "search/dictionary.py": "words to cut texts by, below parks on the staircase",
    "parks/models/supplies.py": "what a park charges for gas and steam, not whether there is any",
    "bench/synthetic/words.py": "words of made-up news",
}


@cache
def fact_words() -> frozenset:
    """Every label, composite unit and other name of the table but for everyday words."""
    words = {unit.label for unit in PRICE_UNITS.values()}
    for row in ATTRIBUTES:
        words |= {row.label, *row.other_names, row.criterion.label if row.criterion else ""}
        words |= {row.unit} if len(row.unit) > len("km") else set()
        if row.holder is not Holder.LISTING:
            words |= {word for others in row.words.values() for word in others}
    return frozenset(words - EVERYDAY - {""})


def facts_are_said_once(path, text):
    """No word of a fact stands in other code, with or without its unit in brackets."""
    if path.as_posix().startswith(TABLE) or path.as_posix() in ELSEWHERE:
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            word = node.value.strip().partition("（")[0]
            if word in fact_words():
                yield f"{path}:{node.lineno} {word}: read it from parks.attributes"
