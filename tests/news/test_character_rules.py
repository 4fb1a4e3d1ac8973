import pytest

from news.repair.character_rules import fold_characters

FOLDED = {
    "办理&amp;ldquo;一窗&amp;rdquo;业务": "办理“一窗”业务",
    "&amp;#20225;&amp;#x4E1A;，A&amp;amp;B": "企业，A&B",
    "&#20225；业&nbsp;到访": "企业 到访",
    "⼚房⻔口，⻋辆，客⼾": "厂房门口，车辆，客户",
    "编号ＧＭ－Ｃ－０９９，３，２００亩，８：３０，５０％": "编号GM-C-099，3,200亩，8:30，50%",
    "供\u200b水检\u00ad修\ufeff": "供水检修",
    "面积\ue5e5三亩": "面积 三亩",
    "&#38;lt;3 t，A＆amp;#38;nbsp;B": "<3 t，A B",
}
# Entities of nothing, words with &, marks of Chinese, and scripts that need what is not seen.
HONEST = (
    "AT&T、R&D；层高<8 m", "&foo; &#0; &#xD800; &#xE011;", "（一）总则：依法、公开！",
    "&#1;、&#11;、&#127;", "می\u200cخواهم", "👨\u200d👩\u200d👧", "ᠮᠣᠩᠭᠣᠯ\u180eᠠ", "\ue011亩",
)  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), FOLDED.items())
def test_characters_fold_by_rule_and_only_once(text, wanted):
    folded, counts = fold_characters(text, is_simplified=True)
    assert (folded, sum(counts.values()) > 0) == (wanted, True)
    assert fold_characters(folded, is_simplified=True) == (wanted, {})


@pytest.mark.parametrize("text", HONEST)
def test_what_no_rule_names_stays(text):
    assert fold_characters(text, is_simplified=True) == (text, {})


def test_a_radical_is_of_the_script_of_its_text():
    assert fold_characters("客⼾登記", is_simplified=False) == ("客戶登記", {"部首换成汉字": 1})
