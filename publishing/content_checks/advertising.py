"""Words that the law stops in what invites investors: praise, promises, favours to some firms."""

import re

from publishing.content_checks.rules import Hit, Rule, Severity, matching
from publishing.content_checks.word_index import WordIndex

NINE, ELEVEN = "《广告法》第九条", "《广告法》第十一条"
TWENTY_FIVE, TWENTY_SIX = "《广告法》第二十五条", "《广告法》第二十六条"
FREE_MOVEMENT, COSTS = "《公平竞争审查条例》第九条", "《公平竞争审查条例》第十条"

ABSOLUTE = re.compile(
    "国家级|世界级|最高级|最佳|最好|最优(?!化|惠利率)|最强|最先进|最理想|最具(?=竞争力|实力|潜力)"
    "|最低价|顶级|极品|极致|首屈一指|独一无二|绝无仅有|史无前例|举世无双|无与伦比|无可比拟"
    "|世界领先|全球领先|全国领先|国际领先"
)
PROMISES = {
    **dict.fromkeys(
        ("保本", "稳赚", "零风险", "无风险", "保证收益", "保收益", "包过", "只赚不赔"), TWENTY_FIVE
    ),
    **dict.fromkeys(("返租", "回报率", "高额回报", "稳定回报"), TWENTY_FIVE),
    **dict.fromkeys(("升值潜力", "升值空间", "保值增值", "投资回报"), TWENTY_SIX),
}
FAVOURS = {
    **dict.fromkeys(
        (
            *("税收返还", "先征后返", "财政返还", "地方留成", "税收奖励", "零地价", "低地价供地"),
            *("一企一策", "一事一议", "以税收贡献", "与税收挂钩", "按纳税额奖励", "按缴纳税额"),
        ),
        COSTS,
    ),
    **dict.fromkeys(
        (
            *("注册地迁入", "注册地址迁入", "本地注册", "在本地设立分公司", "仅限本地"),
            *("限本地企业", "优先采购本地", "本地企业优先", "本地产品优先", "指定供应商"),
        ),
        FREE_MOVEMENT,
    ),
}
SUPERLATIVE = re.compile(
    "(?:全国|全球|世界|全省|全区|全州|全市|全县|国内|国际|亚洲|西部|西北|行业|业内|同类)"
    "[^。；，！？\n\\d]{0,8}?(?:首个|首家|首条|首座|首创|首位|第一(?![批章条季产时期次项届书线])"
    "|最大|最高|最长|最快|最多|唯一)"
    "|(?:排名|位居|位列|排在|名列|稳居|居)(?:首位|第一(?![批章条季产时期次项届书线])|榜首)"
)
SENTENCE_END = re.compile("[。；！？\n]")
SOURCE = re.compile("据|来源|统计|公报|公布|发布|数据|报告|排名由|评选|认定|《")
YEAR = re.compile("(?:19|20)\\d{2}|[今去]年|[一二]〇[〇一二三四五六七八九]{2}")
LONGEST_SENTENCE = 200  # characters on each side; punctuation may be missing altogether

_PROMISES, _FAVOURS = WordIndex(PROMISES), WordIndex(FAVOURS)


def _words(index, laws):
    def find(subject):
        for part in subject.parts:
            for place, word in index.find(part.text):
                yield Hit(part, place, place + len(word), law=laws[word])

    return find


def _unproven(subject):
    """First, most and only, where the sentence names neither a source nor a year."""
    for part in subject.parts:
        for match in SUPERLATIVE.finditer(part.text):
            sentence = _sentence_around(part.text, match.start(), match.end())
            if not (SOURCE.search(sentence) and YEAR.search(sentence)):
                yield Hit(part, match.start(), match.end())


def _sentence_around(text, start, end):
    before = text[max(start - LONGEST_SENTENCE, 0) : start]
    behind = text[end : end + LONGEST_SENTENCE]
    begin = max((match.end() for match in SENTENCE_END.finditer(before)), default=0)
    stop = SENTENCE_END.search(behind)
    return before[begin:] + text[start:end] + behind[: stop.start() if stop else None]


ADVERTISING_RULES = (
    Rule(
        "absolute",
        "绝对化用语",
        Severity.SIGN,
        "“…”是绝对化用语",
        "请改成事实和数字，或由审核人签字",
        matching(ABSOLUTE),
        law=NINE,
        is_allowable=True,
    ),
    Rule(
        "promise",
        "收益承诺",
        Severity.SIGN,
        "“…”像是对收益的承诺",
        "招商内容不能承诺收益或升值，请删去",
        _words(_PROMISES, PROMISES),
        is_allowable=True,
    ),
    Rule(
        "unproven",
        "第一、唯一没有来源",
        Severity.SIGN,
        "“…”没有来源和年份",
        "请在同一句里写明来源和年份，或由审核人签字",
        _unproven,
        law=ELEVEN,
        is_allowable=True,
    ),
    Rule(
        "favour",
        "公平竞争用语",
        Severity.SIGN,
        "“…”可能妨碍公平竞争",
        "没有法律、行政法规依据不得写，请先作公平竞争审查",
        _words(_FAVOURS, FAVOURS),
        is_allowable=True,
    ),
)
