"""How sure each field of an old page is, in hundredths.

What two places of a page agree on is surer than what one says; a doubt that has been put into words
for a person is never sure, whatever its number.
"""

from news.legacy.evidence import Fact

NAMES = {
    "title": "标题",
    "kind": "类别标签",
    "subtitle": "副标题",
    "column": "栏目",
    "date": "发布日期",
    "source": "来源",
    "author": "作者",
    "body": "正文",
}
NEEDED = ("title", "date", "source", "body")
AGREED, SAID, DOUBTED, GUESSED, ABSENT = 99, 95, 60, 30, 0
# Below this a field waits for a person; what becomes public by a command alone has none such.
THRESHOLD = 90


def of_fact(fact: Fact) -> int:
    if fact.value is None:
        return ABSENT
    if fact.doubt:
        return DOUBTED
    return AGREED if "、" in fact.place else SAID


def of_body(*, is_damaged: bool, is_doubted: bool, is_in_own_element: bool) -> int:
    if is_damaged:
        return GUESSED
    if is_doubted:
        return DOUBTED
    return AGREED if is_in_own_element else SAID


def is_sure(confidences: dict[str, int], threshold: int = THRESHOLD) -> bool:
    """Whether every field that is there reaches the threshold, and none that must be is missing."""
    needed = [confidences.get(name, ABSENT) for name in NEEDED]
    return all(value >= threshold for value in (*needed, *confidences.values()))
