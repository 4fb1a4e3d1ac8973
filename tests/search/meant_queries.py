"""What readers type and mean: the second relevance set, by kinds, with its held-out third.

`wanted`: "?…" is the filtered list that must be offered first, with exactly these conditions;
"/…" the page of the site that must come first; otherwise titles of which one must come first.
Engines are mended by looking at the rows of `SEEN`; `HELD_OUT` is every third row of each kind.
"""

from typing import NamedTuple

from tests.search import relevance

COMPONENTS = "东出口组件厂房 8,800 平方米"
RESERVED = "察尔汗镁锂项目预留地 320 亩"
FLOOR_SOLD = "市区写字楼整层出售 1,150 平方米"
DISPATCH = "物流区调度办公室 180 平方米"
FLAT_STORE = "藏青 1 号平库 4,800 平方米"
BRINE = "老卤不是废水：镁资源利用的三种路线"
OPEN_DAY = "【通知】12 月 5 日园区开放日报名通知"
PRICE_NOTE = "【通知】标准厂房租金口径统一为含税报价"
MOLTEN = "【项目】熔盐储热设备检修基地主体完工"
SIX = "【政策】高原地区厂房设计要多看的六个参数"
STORAGE = "【考察】储能装备企业来格看地，问得最多的是用电"
LEASE_FIRST = "东出口光伏园 B-07 先租后让 40 亩"
STOPPED = "昆仑片区停缓建项目用地 48 亩转让"
SOLD_HALL = "昆仑片区独栋厂房出售 2,600 平方米"
DRYING = "【服务】晾晒还是烘干：枸杞加工的用电账"
WOLFBERRY = "希里沟枸杞加工厂房 1,100 平方米"
WULAN_COLD = "希里沟冷库 800 平方米"
WULAN_AID = "农畜产品加工贴息与冷链补助办法"
OIL_HALL = "花土沟油田工具检修厂房 1,800 平方米"
YINMAXIA_STORE = "饮马峡站旁仓库 3,600 平方米"
CLEAN = "德令哈绿色产业园净化车间 1,500 平方米"
MIRRORS = "德令哈光热装备厂房 6,000 平方米"
SIDING_NOTE = "【通知】铁路专用线冬季作业时间调整"
PRIVACY = "隐私说明"
CONTACT = "/consult/"
MONTH, PER_SQM = "price_unit=yuan_per_sqm_month", "price_unit=yuan_per_sqm"
CHEMICALS = "industry=chemicals"
CLASS_C = "fire=bing1&fire=bing2"
NAMES = vars(relevance) | globals()


class Meant(NamedTuple):
    """One query; several titles in `wanted` are parted by |."""

    query: str
    wanted: str
    site: str = "golmud"

    @property
    def titles(self):
        return self.wanted.split("|")


def rows_of(text):
    """Lines of `query → wanted [@site]`; names in {} are constants of this module."""
    rows = []
    for line in filter(None, map(str.strip, text.splitlines())):
        query, _, rest = line.partition(" → ")
        wanted, _, site = rest.partition(" @")
        rows.append(Meant(query.replace("␣", " "), wanted.format(**NAMES), site or "golmud"))
    return rows


KINDS = {
    "areas": rows_of("""
        50亩 → ?kind=land&area_min=50&area_unit=mu
        3000平 → ?area_min=3000&area_unit=sqm
        1.5万平 → ?area_min=15000&area_unit=sqm
        一百亩左右 → ?kind=land&area_about=100&area_unit=mu
        5000平米厂房 → ?kind=factory&area_min=5000&area_unit=sqm
        两千平的仓库 → ?kind=warehouse&area_min=2000&area_unit=sqm
        100亩以上的地 → ?kind=land&area_min=100&area_unit=mu
        500平以下办公室 → ?kind=office&area_max=500&area_unit=sqm
        30到60亩 → ?kind=land&area_min=30&area_max=60&area_unit=mu
        1000-3000平方米厂房 → ?kind=factory&area_min=1000&area_max=3000&area_unit=sqm
        半亩 → ?kind=land&area_min=0.5&area_unit=mu
        三千㎡厂房出租 → ?kind=factory&offer=lease&area_min=3000&area_unit=sqm
        不超过200亩的工业用地 → ?kind=land&area_max=200&area_unit=mu
        至少80亩 → ?kind=land&area_min=80&area_unit=mu
        １２０亩 → ?kind=land&area_min=120&area_unit=mu
        2公顷土地 → ?kind=land&area_min=30&area_unit=mu
        我要找一块50亩的地 → ?kind=land&area_min=50&area_unit=mu
        800平方 → ?area_min=800&area_unit=sqm
        一万五千平厂房 → ?kind=factory&area_min=15000&area_unit=sqm
        3,000平米左右的库房 → ?kind=warehouse&area_about=3000&area_unit=sqm
        有没有二十亩的地 → ?kind=land&area_min=20&area_unit=mu
        五千㎡以内的厂房 → ?kind=factory&area_max=5000&area_unit=sqm
        写字楼 300平 → ?kind=office&area_min=300&area_unit=sqm
        200 ㎡办公 → ?kind=office&area_min=200&area_unit=sqm
    """),
    "wishes": rows_of("""
        层高9米 → ?floor_height_min=9
        带行车的厂房 → ?kind=factory&crane_min=1
        净高12米厂房 → ?kind=factory&height_min=12
        10吨行车厂房 → ?kind=factory&crane_min=10
        甲类 → ?fire=jia
        丙类仓库 → ?kind=warehouse&{CLASS_C}
        承重5吨的仓库 → ?kind=warehouse&load_min=5
        1000kVA → ?power_min=1000
        双回路供电的厂房 → ?kind=factory&dual_power=1
        有蒸汽的厂房 → ?kind=factory&steam=1
        带天车的车间 → ?kind=factory&crane_min=1
        有货梯的厂房 → ?kind=factory&lift_min=1
        16吨吊车 → ?crane_min=16
        柱距8米 → ?column_min=8
        能办环评的厂房 → ?kind=factory&eia=1
        独立产证厂房 → ?kind=factory&titled=1
        铁路专用线仓库 → ?kind=warehouse&siding=1
        可注册公司的写字楼 → ?kind=office&registrable=1
        乙类厂房 → ?kind=factory&fire=yi
        配电2000千伏安 → ?power_min=2000
        3000平层高9米带行车 → ?area_min=3000&area_unit=sqm&floor_height_min=9&crane_min=1
        20亩 蒸汽 → ?kind=land&area_min=20&area_unit=mu&steam=1
        离铁路货场10公里以内的厂房 → ?kind=factory&rail_max=10
        带喷淋的仓库 → ?kind=warehouse&sprinkler=1
        精装写字楼 → ?kind=office&delivery=fitted
        通天然气的标准地 → ?gas=1&standard_land=1
        9米高的厂房 → ?kind=factory&height_min=9
    """),
    "prices": rows_of("""
        月租20元以下 → ?price_max=20&{MONTH}
        租金15元以内的厂房 → ?kind=factory&price_max=15&{MONTH}
        每亩20万以内 → ?kind=land&price_max=20&price_unit=wan_per_mu
        10元/㎡·月仓库 → ?kind=warehouse&price_max=10&{MONTH}
        0.5元/平/天的写字楼 → ?kind=office&price_max=0.5&price_unit=yuan_per_sqm_day
        20块钱一平的厂房 → ?kind=factory&price_max=20&{MONTH}
        不超过15万一亩的工业用地 → ?kind=land&price_max=15&price_unit=wan_per_mu
        租金10到20元的厂房 → ?kind=factory&price_min=10&price_max=20&{MONTH}
        3000元/平米以下的厂房 出售 → ?kind=factory&offer=sale&price_max=3000&{PER_SQM}
        2000平 月租12元以下 → ?area_min=2000&area_unit=sqm&price_max=12&{MONTH}
        万元/亩 12以下 → ?kind=land&price_max=12&price_unit=wan_per_mu
        日租1元以内办公室 → ?kind=office&price_max=1&price_unit=yuan_per_sqm_day
    """),
    "types": rows_of("""
        厂房 → ?kind=factory
        仓库 → ?kind=warehouse
        写字楼 → ?kind=office
        土地 → ?kind=land
        车间 → ?kind=factory
        库房 → ?kind=warehouse
        地皮 → ?kind=land
        用地 → ?kind=land
        厂房出租 → ?kind=factory&offer=lease
        办公室 → ?kind=office
        地块 → ?kind=land
        买厂房 → ?kind=factory&offer=sale
        有没有仓库 → ?kind=warehouse
        工业用地 → ?kind=land
        政策 → /policies/
        园区 → /parks/
        优惠政策 → /policies/
        人才政策 → {TALENT}|{POSTS}
        用电政策 → {GREEN_POWER}
        盐湖政策 → {SALT_AID}
        动态 → /news/
        扶持政策 → {SALT_AID}|/policies/
        租金政策 → {RENT_RULES}
        标准地政策 → {STANDARD_LAND}
        上市政策 → {LISTED}
    """),
    "short names": rows_of("""
        昆仑经开区 → {KUNLUN}
        格尔木经开区 → {KUNLUN}
        经开区 → {KUNLUN}
        格尔木昆仑经开区 → {KUNLUN}
        光伏园 → {GUANGFU}
        东出口光伏园 → {GUANGFU}
        藏青园区 → {ZANGQING}
        德令哈园区 → {DELINGHA} @haixi
        大柴旦园区 → {DACHAIDAN} @haixi
        察尔汗基地 → {CHAERHAN}
        昆仑开发区 → {KUNLUN}
        花土沟园区 → {HUATUGOU}|{HUATUGOU_POWER} @mangya
        乌兰园区 → {WULAN} @wulan
        盐湖基地 → {CHAERHAN}
    """),
    "synonyms": rows_of("""
        厂房租金补助 → {RENT_RULES}
        厂房租金奖励 → {RENT_RULES}
        租房补贴 → {RENT_RULES}
        岗位补贴 → {POSTS}|{TALENT}
        上市奖励 → {LISTED}
        上市补贴 → {LISTED}
        盐湖补贴 → {SALT_AID}
        盐湖补助 → {SALT_AID}
        电价 → {GREEN_POWER}|{STORAGE}
        电费 → {GREEN_POWER}|{STORAGE}
        净化厂房 → {CLEAN} @haixi
        检修车间 → {OIL_HALL} @mangya
        察尔汗地皮 → {RESERVED}
        物流库房 → {HUATUGOU_STORE} @mangya
        冷藏库 → {COLD_STORE}
        藏青 天车 → {ZANGQING_3}|?q=藏青&crane_min=1
        人才补贴 → {TALENT}|{POSTS}
        人才奖励 → {TALENT}|{POSTS}
        引才奖励 → {TALENT}
        冷链补贴 → {WULAN_AID} @wulan
        技改补助 → {TECH_LOANS}|{MEASURES}
        设备补贴 → {MEASURES}
        枸杞车间 → {WOLFBERRY} @wulan
        光热车间 → {MIRRORS} @haixi
        饮马峡土地 → {YINMAXIA} @haixi
        制造业扶持 → {PREFECTURE_AID} @haixi
    """),
    "English": rows_of("""
        policy → /policies/
        factory → ?kind=factory
        warehouse → ?kind=warehouse
        land → ?kind=land
        office → ?kind=office
        workshop → ?kind=factory
        contact → {CONTACT}
        lithium → {LITHIUM}|{RESERVED}
        cold storage → {COLD_STORE}
        talent → {TALENT}|{POSTS}
        salt lake → {CHAERHAN}|{SALT_AID}
        solar → {GUANGFU}
        subsidy → {RENT_RULES}|{LISTED}|{POSTS}
        industrial park → /parks/|{ZANGQING}
        crane → ?crane_min=1
        green power → {GREEN_POWER}
        railway → {RAIL_STORE}|{YARD_STORE}
        fund → {FUND}
    """),
    "questions": rows_of("""
        厂房租金补贴怎么申请 → {RENT_RULES}
        冷库多少钱 → {COLD_STORE}
        格尔木有没有冷库 → {COLD_STORE}
        企业上市有没有奖励 → {LISTED}
        哪里有工位出租 → {DESKS}
        引进人才有什么待遇 → {TALENT}
        绿电怎么申请 → {GREEN_POWER}
        盐湖项目贷款贴息怎么办理 → {SALT_AID}
        标准地怎么出让 → {STANDARD_LAND}
        买设备有补助吗 → {MEASURES}
        老卤能做什么 → {BRINE}
        请问园区开放日怎么报名 → {OPEN_DAY}
        什么时候能参观园区 → {OPEN_DAY}
        租标准厂房有没有补贴 → {RENT_RULES}
        锂电池厂房有吗 → {LITHIUM}
        想了解一下产业基金 → {FUND}
        高原补助每月多少 → {POSTS}|{TALENT}
        租金含不含税 → {PRICE_NOTE}
        储能企业问什么 → {STORAGE}
        冷库补助怎么领 → {WULAN_AID} @wulan
        写字楼可以买吗 → {FLOOR_SOLD}|?kind=office&offer=sale
        先租后让是怎么回事 → {LEASE_FIRST}|?supply=lease_then_grant
        枸杞烘干用电贵不贵 → {DRYING} @wulan
        隐私怎么保护 → {PRIVACY}
        熔盐基地建好了吗 → {MOLTEN}
        高原厂房设计要注意什么 → {SIX}
    """),
    "contact": rows_of("""
        招商热线 → {CONTACT}
        热线 → {CONTACT}
        联系电话 → {CONTACT}
        联系方式 → {CONTACT}
        400-000-6801 → {CONTACT}
        4000006801 → {CONTACT}
        招商局电话 → {CONTACT}
        怎么联系你们 → {CONTACT}
        找谁咨询 → {CONTACT}
        电话多少 → {CONTACT}
        人工客服 → {CONTACT}
        联系人 → {CONTACT}
    """),
    "one character": rows_of("""
        钾 → {YINMAXIA_STORE}|{CHAERHAN}|{SALT_AID}
        锂 → {LITHIUM}|{RESERVED}
        镁 → {RESERVED}|{BRINE}
        冷 → {COLD_STORE}
        电 → {GREEN_POWER}|{LITHIUM}|{STORAGE}
        硼 → {SALT_AID}|{DACHAIDAN} @haixi
        碱 → {CHAERHAN}|{DELINGHA} @haixi
        氯 → {CHAERHAN}|{DACHAIDAN} @haixi
    """),
    "numbers": rows_of("""
        〔2025〕2号 → {MEASURES}
        [2025]19号 → {RENT_RULES}
        (2026)12号 → {GREEN_POWER}
        2025年2号 → {MEASURES}
        〔2023〕41号 → {SALT_AID}
        【2024】26号 → {TECH_LOANS}
        2025 7号 → {STANDARD_LAND}
        格政办 2号 → {MEASURES}
        2025〕8号 → {FUND}
        格发改12号 → {GREEN_POWER}
        格政办2025年第2号 → {MEASURES}
        T-2026-018 → {A12}
        2026018 → {A12}
    """),
    "odd characters": rows_of("""
        ⻋间 → ?kind=factory
        ⾏⻋ → ?crane_min=1
        ⽼卤 → {BRINE}
        ⼯位 → {DESKS}
        藏⻘工业园 → {ZANGQING}
        綠電直供 → {GREEN_POWER}
        鋰電材料 → {LITHIUM}
        ⼈才 → {TALENT}|{POSTS}
        格政办﹝2025﹞2号 → {MEASURES}
        ５０畝 → ?kind=land&area_min=50&area_unit=mu
        标准厂房租⾦补贴 → {RENT_RULES}
        GEM‑T‑2026‑018 → {A12}
        冷\u200b库 → {COLD_STORE}
        3000㎡ → ?area_min=3000&area_unit=sqm
    """),
    "cut names": rows_of("""
        察汗诺 → {WULAN} @wulan
        希里沟 → {WULAN}|{WULAN_COLD} @wulan
        饮马峡站 → {YINMAXIA_STORE} @haixi
        柴旦镇 → {DACHAIDAN} @haixi
        纬六路 → {A12}
        经五路 → {SOLD_HALL}|{LITHIUM}
        柳格高速 → {CHAERHAN}|{RESERVED}
        京藏高速 → {ZANGQING}|{GUANGFU}
        停缓建 → {STOPPED}
        定日镜 → {MIRRORS} @haixi
        尕海风电 → {DELINGHA} @haixi
        试压间 → {OIL_HALL} @mangya
        袋装存放 → {FLAT_STORE}
        报关 → {DISPATCH}
        空压站 → {COMPONENTS}
        牛腿 → {ZANGQING_5}
    """),
    "several words": rows_of("""
        昆仑 标准地 盐湖化工 → {A12}|?q=昆仑&industry=salt-lake-chemicals&standard_land=1
        铁路 仓库 丙类 → {RAIL_STORE}|?kind=warehouse&q=铁路&{CLASS_C}
        堆场 矿粉 → {YARD_STORE}
        专用线 冬季 → {SIDING_NOTE} @wulan
        股权 投资 基金 → {FUND}
        配偶 子女 入学 → {TALENT}
        贴息 固定资产 → {SALT_AID}
        德令哈 净化 → {CLEAN} @haixi
        会议室 工位 → {DESKS}
        分期 拨付 设备 → {MEASURES}
    """),
}
ROWS = [row for rows in KINDS.values() for row in rows]
HELD_OUT = [row for rows in KINDS.values() for row in rows[2::3]]
SEEN = [row for row in ROWS if row not in HELD_OUT]
# Right as they stand: nothing else may be offered beside the answer.
ANSWERED = ["格政办〔2025〕2号", "冷库", "50亩", "热线", "绿电直供", "藏青工业园", "政策", "钾肥"]
