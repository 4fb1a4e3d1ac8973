import pytest

from leads.identifiers import company_key
from leads.name_sounds import name_sound


@pytest.mark.parametrize(
    ("name", "sound"),
    [
        ("张伟", "zhangwei"),
        ("章玮", "zhangwei"),
        ("张 伟", "zhangwei"),
        ("张伟先生", "zhangwei"),
        ("张伟总经理", "zhangwei"),
        ("阿依古丽·买买提", "ayigulimaimaiti"),
        ("Li Wei", "liwei"),
        ("赵女士", ""),
        ("王总", ""),
        ("", ""),
        ("·", ""),
        ("某" * 11, ""),
    ],
)
def test_names_that_sound_alike_are_one(name, sound):
    assert name_sound(name) == sound


TITLES = "女士 先生 小姐 经理 总经理 董事长 总监 主任 老师 工程师 厂长 局长 科长 老板 总 工 董"
ZHANG_WEI = (
    *("张　伟", "张·伟", "张．伟", "张\u200b伟", "张\u2060伟", "（张伟）", "张伟。", "张伟 先生"),
    *("张伟（先生）", "張偉", "张維", "张伟\ufeff", "\t张伟\n", "“张伟”", "张伟，", "张伟；"),
    *("章 伟", "张炜", "张巍", "章炜", "彰伟"),
)
SOUNDS = {
    **dict.fromkeys(
        ("ＬＩ　Ｗｅｉ", "li wei", "LI WEI", "Li-Wei", "李伟", "李薇", "黎伟"), "liwei"
    ),
    **dict.fromkeys(("阿依古丽•买买提", "阿依古丽．买买提"), "ayigulimaimaiti"),
    **dict.fromkeys(ZHANG_WEI, "zhangwei"),
    **{f"张伟{title}": "zhangwei" for title in TITLES.split()},
    **{f"赵{title}": "" for title in TITLES.split()},
    "欧阳娜娜": "ouyangnana",
    "司马懿": "simayi",
    "才让": "cairang",
    "吕布": "lvbu",
    "扎西·多杰": "zhaxiduojie",
}
FIRM = (
    *("示例锂业〔青海〕有限公司", "示例锂业 （青海） 有限公司", "示例锂业（青海）公司"),
    *("示例锂业青海有限责任公司。", "示例锂业（青海）\u200b有限公司", "示例锂业[青海]有限公司"),
    "“示例锂业（青海）有限公司”",
)


def test_names_are_heard_through_titles_spaces_and_marks():
    assert {name: name_sound(name) for name in SOUNDS} == SOUNDS
    assert {company_key(name) for name in FIRM} == {"示例锂业青海"}
