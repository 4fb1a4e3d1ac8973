"""What readers of the demo sites type, and what they must see: the relevance set.

A row that the engine does not meet stays here with the reason why, in `still_fails`.
"""

from typing import NamedTuple

KUNLUN = "格尔木昆仑经济技术开发区"
CHAERHAN = "察尔汗盐湖产业基地"
ZANGQING = "藏青工业园"
GUANGFU = "格尔木东出口光伏园区"
DELINGHA = "德令哈工业园"
DACHAIDAN = "大柴旦工业园"
WULAN = "乌兰工业园"
HUATUGOU = "茫崖（花土沟）工业园"
A12 = "昆仑片区 A-12 标准地 126 亩"
A15 = "昆仑片区 A-15 标准地 60 亩"
ZANGQING_3 = "藏青 3 号标准厂房，带 10 吨行车"
ZANGQING_5 = "藏青 5 号标准厂房 5,400 平方米"
LITHIUM = "锂电材料定制厂房，按图代建"
COLD_STORE = "城东冷库 1,600 平方米"
RAIL_STORE = "铁路物流区 2 号库 8,600 平方米"
YARD_STORE = "铁路物流区露天堆场配库 3,000 平方米"
DESKS = "园区企业服务楼工位 36 个"
MEASURES = "格尔木市促进工业投资若干措施"
RENT_RULES = "标准厂房租金补贴实施细则"
SALT_AID = "盐湖资源综合利用项目扶持办法"
TALENT = "高原引才若干措施"
STANDARD_LAND = "工业项目“标准地”出让实施办法"
GREEN_POWER = "绿电直供试点项目管理办法"
PREFECTURE_AID = "海西州支持制造业项目落地办法"
FUND = "产业引导基金管理办法"
TECH_LOANS = "青海省支持工业企业技术改造措施"
POSTS = "高原岗位补助实施细则"
LISTED = "企业上市挂牌补助办法"
COLD_AID = "农畜产品加工贴息与冷链补助办法"
HUATUGOU_POWER = "花土沟园区企业用能服务办法"
HUATUGOU_STORE = "花土沟站物流仓库 2,500 平方米"
POWER_TABLE = "【项目】一度电走多远：五个园区的用能条件对照"
YINMAXIA = "饮马峡片区铁路旁用地 180 亩"

# Why a row still fails.
NEEDS_ALL = "every word of a question must occur, the likes of 怎么 and 有没有 too"
TITLES_ONLY = "single characters are looked up in titles alone, by design"
NO_HINTS = "the hints of industries are not indexed with their parks"


class Row(NamedTuple):
    """`wanted`: the first hit, or titles that all stand among the first three."""

    query: str
    wanted: str | set[str]
    why: str
    site: str = "golmud"
    still_fails: str = ""


NAMES = [
    Row("昆仑经济技术开发区", KUNLUN, "most of a park's name"),
    Row("格尔木昆仑经济技术开发区", KUNLUN, "the whole name"),
    Row("昆仑经济开发区", KUNLUN, "another name of the park"),
    Row("昆仑经开区", KUNLUN, "the short name everybody uses"),
    Row("察尔汗", CHAERHAN, "a place"),
    Row("察尔汗片区", CHAERHAN, "another name of the park"),
    Row("藏青工业园", ZANGQING, "a name that begins many titles"),
    Row("格尔木藏青工业园", ZANGQING, "another name, longer than the title"),
    Row("光伏产业园", GUANGFU, "part of another name"),
    Row("东出口光伏园区", GUANGFU, "most of a name"),
    Row("德令哈工业园", DELINGHA, "a park of the prefecture", "haixi"),
    Row("大柴旦", DACHAIDAN, "a place no general dictionary knows", "haixi"),
    Row("柴达木循环经济试验区大柴旦工业园", DACHAIDAN, "an official name", "haixi"),
    Row("花土沟工业园", HUATUGOU, "brackets inside the title", "mangya"),
    Row("冷湖片区", HUATUGOU, "another name of the park", "mangya"),
    Row("希里沟片区", WULAN, "another name of the park", "wulan"),
    Row("乌兰工业园", WULAN, "a park", "wulan"),
    Row("投资指南 选址比选", "选址比选", "a page of the guide"),
    Row("隐私说明", "隐私说明", "a standing page"),
    Row("无障碍", "无障碍声明", "a standing page in part"),
    Row("关于本站", "关于本站", "a standing page"),
]
FORMER_NAMES = [
    Row("大柴旦行委", {DACHAIDAN}, "the district's former name", "haixi"),
    Row("冷湖行委", {HUATUGOU}, "a former unit, now 茫崖", "mangya"),
    Row("茫崖行政委员会", {HUATUGOU}, "a former unit", "mangya"),
]
PINYIN = [
    Row("chaerhan", CHAERHAN, "full pinyin of a place"),
    Row("zangqing", {ZANGQING}, "full pinyin of a place"),
    Row("zangqinggongyeyuan", ZANGQING, "full pinyin of a name"),
    Row("zang qing gong ye yuan", ZANGQING, "pinyin with blanks"),
    Row("Kunlun", {KUNLUN}, "pinyin with a capital"),
    Row("delingha", {DELINGHA}, "full pinyin", "haixi"),
    Row("dachaidan", {DACHAIDAN}, "full pinyin", "haixi"),
    Row("huatugou", {HUATUGOU}, "full pinyin", "mangya"),
    Row("geermu", {KUNLUN}, "the town's pinyin: a title that begins with it among the first"),
    Row("ge'ermu", {KUNLUN}, "with the apostrophe of the standard"),
    Row("lengku", COLD_STORE, "full pinyin of a thing"),
    Row("biaozhunchangfang", {ZANGQING_3, ZANGQING_5}, "full pinyin of a thing"),
    Row("zqgyy", ZANGQING, "initials of a name"),
    Row("ZQGYY", ZANGQING, "initials in capitals"),
    Row("cehyhcyjd", CHAERHAN, "initials of a long name"),
    Row("dlhgyy", DELINGHA, "initials", "haixi"),
    Row("lvdian", GREEN_POWER, "ü typed as v"),
]
TRADITIONAL = [
    Row("標準廠房", {ZANGQING_3, ZANGQING_5}, "traditional characters"),
    Row("藏青工業園", ZANGQING, "traditional characters"),
    Row("鹽湖資源綜合利用", SALT_AID, "traditional characters"),
    Row("青海省支持工業企業技術改造措施", TECH_LOANS, "a whole title in traditional characters"),
    Row("綠電直供", GREEN_POWER, "traditional characters"),
]
NUMBERS = [
    Row("格政办〔2025〕2号", MEASURES, "文号 as printed"),
    Row("格政办[2025]2号", MEASURES, "square brackets"),
    Row("格政办（2025）2号", MEASURES, "full-width brackets"),
    Row("格政办(2025) 2 号", MEASURES, "half-width brackets and blanks"),
    Row("格政办【2025】2号", MEASURES, "black brackets"),
    Row("格政办2025 2", MEASURES, "no brackets"),
    Row("格工信〔2025〕19号", RENT_RULES, "文号 of a county office"),
    Row("格发改 2026 12", GREEN_POWER, "文号 in parts"),
    Row("青政办〔2024〕26号", TECH_LOANS, "文号 of the province, seen below"),
    Row("西政办〔2024〕15号", PREFECTURE_AID, "文号 of the prefecture, seen below"),
    Row("乌政办［2025］11号", COLD_AID, "full-width square brackets", "wulan"),
    Row("GEM-T-2026-018", A12, "a listing's code"),
    Row("gem-t-2026-018", A12, "small letters"),
    Row("ＧＥＭ－Ｔ－２０２６－０１８", A12, "full width"),
    Row("GEM—T—2026—018", A12, "long dashes"),
    Row("GEM T 2026 018", A12, "blanks"),
    Row("gemt2026018", A12, "nothing between"),
    Row("2026-018", A12, "the end of a code"),
    Row("GEM-C-2026-040", LITHIUM, "a factory's code"),
    Row("A-12", A12, "a plot"),
    Row("a15", A15, "a plot without its dash"),
    Row("400-000-6801", {"隐私说明"}, "the hotline as printed, on a page that prints it"),
    Row("4000006801", {"隐私说明"}, "the hotline without dashes"),
    Row("400 000 6801", {"隐私说明"}, "the hotline with blanks"),
    Row("110kV", POWER_TABLE, "a unit beside its figure", "haixi"),
    Row("110 KV", POWER_TABLE, "with a blank, in capitals", "haixi"),
    Row("5,400 平方米", ZANGQING_5, "a figure with its comma"),
    Row("5400平方米", ZANGQING_5, "the same without comma and blank"),
    Row("126亩", A12, "an area without the blank"),
]
SHORT = [
    Row(
        "钾",
        {"饮马峡站旁仓库 3,600 平方米"},
        "one character, in bodies only",
        "haixi",
        still_fails=TITLES_ONLY,
    ),
    Row("镁", {"察尔汗镁锂项目预留地 320 亩"}, "one character of a title"),
    Row("锂", {"察尔汗镁锂项目预留地 320 亩", LITHIUM}, "one character of two titles"),
    Row("冷库", COLD_STORE, "two characters"),
    Row("工位", DESKS, "two characters"),
    Row("绿电", {GREEN_POWER}, "two characters"),
    Row("行车", {ZANGQING_3}, "two characters"),
    Row("人才", {TALENT}, "two characters that are in a column's name, too"),
    Row("上市", {LISTED}, "two characters"),
    Row("堆场", YARD_STORE, "two characters"),
]
PHRASES = [
    Row("格尔木哪里有带行车的厂房", {ZANGQING_3}, "a question"),
    Row("租金补贴怎么申请", {RENT_RULES}, "a question"),
    Row("有没有冷库出租", {COLD_STORE}, "a question"),
    Row("企业上市有什么补助", {LISTED}, "a question"),
    Row("铁路边上的仓库", {RAIL_STORE}, "spoken words"),
    Row("锂电池厂房", {LITHIUM}, "a word the title does not have"),
    Row("做盐湖化工的标准地", {A12}, "a use and a kind"),
    Row("我想买地建厂", {STANDARD_LAND}, "what an investor says", still_fails=NEEDS_ALL),
    Row("厂房 补贴", {RENT_RULES}, "two words"),
    Row("引进人才有什么待遇", {TALENT}, "a question"),
    Row("可以注册公司的办公室", {DESKS}, "a use and a kind"),
    Row("技术改造 贷款贴息", {TECH_LOANS}, "two words of different weight"),
    Row("10吨行车", ZANGQING_3, "a figure, its unit and a thing"),
]
INDUSTRIES = [
    Row("盐湖化工", {KUNLUN}, "an industry"),
    Row("碳酸锂", {CHAERHAN}, "a product"),
    Row(
        "枸杞加工", {"希里沟枸杞加工厂房 1,100 平方米"}, "a product and what is done to it", "wulan"
    ),
    Row("光热装备", {"德令哈光热装备厂房 6,000 平方米"}, "an industry", "haixi"),
    Row("煤化工", {WULAN}, "an industry that only the park's own list names", "wulan"),
    Row("LNG", {HUATUGOU}, "Latin letters of an industry's hints", "mangya", still_fails=NO_HINTS),
]
FROM_ABOVE = [
    Row("产业引导基金", FUND, "a policy of the prefecture reaches down"),
    Row("岗位补助", {POSTS, TALENT}, "policies of two levels"),
    Row("饮马峡 铁路", {YINMAXIA}, "the prefecture sees its subtree", "haixi"),
    Row("花土沟 仓库", {HUATUGOU_STORE}, "the prefecture sees its subtree", "haixi"),
    Row("用能服务", {HUATUGOU_POWER}, "a county's policy", "mangya"),
]
ROWS = [
    *(*NAMES, *FORMER_NAMES, *PINYIN, *TRADITIONAL, *NUMBERS),
    *(*SHORT, *PHRASES, *INDUSTRIES, *FROM_ABOVE),
]


class Typo(NamedTuple):
    """A query that finds nothing as it stands, and what the reader must be asked about."""

    query: str
    meant: str
    why: str
    site: str = "golmud"
    still_fails: str = ""


TYPOS = [
    Typo("昆仓片区", "昆仑片区", "one character that looks alike"),
    Typo("察尔罕", "察尔汗", "one character that sounds alike"),
    Typo("藏清工业园", "藏青工业园", "one character that sounds alike"),
    Typo("格而木", "格尔木", "one character that sounds alike"),
    Typo("大柴但", "大柴旦", "one character that sounds alike", "haixi"),
    Typo("花吐沟", "花土沟", "one character that sounds alike", "mangya"),
    Typo("标准产房", "标准厂房", "one character that nearly sounds alike"),
    Typo("鲁电直供", "绿电直供", "one character that nearly sounds alike"),
    Typo("标准长房", "标准厂房", "one character that sounds alike"),
    Typo("绿点直供", "绿电直供", "one character that sounds alike"),
    Typo("藏青工业圆", "藏青工业园", "one character that sounds alike"),
    Typo("克尔木", "格尔木", "one character that looks alike"),
    Typo("盐糊", "盐湖", "one of two characters"),
    Typo("租金补帖", "租金补贴", "one character that looks and sounds alike"),
    Typo("chaerhang", "察尔汗", "pinyin with one letter too many"),
]


class Beginning(NamedTuple):
    """What has been typed so far, and a name that the suggestions must hold."""

    typed: str
    name: str
    why: str
    site: str = "golmud"
    still_fails: str = ""


BEGINNINGS = [
    Beginning("藏", ZANGQING, "one character"),
    Beginning("藏青", ZANGQING, "the beginning"),
    Beginning("昆仑经", KUNLUN, "the middle of a name"),
    Beginning("zangq", ZANGQING, "pinyin, not finished"),
    Beginning("zqg", ZANGQING, "initials, not finished"),
    Beginning("租金补", RENT_RULES, "the middle of a title"),
    Beginning("GEM-T-2026-01", A12, "a code, not finished"),
    Beginning("格政办〔2025", MEASURES, "文号, not finished"),
    Beginning("綠電", GREEN_POWER, "traditional characters"),
]
