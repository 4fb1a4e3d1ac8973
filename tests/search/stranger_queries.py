"""What a stranger typed who had not seen the engine: the third relevance set.

Before anything was mended 71 % of the first eighty had the right thing first, and 89 % of another
fifty-six, of which the last rows here are examples (ADR 68).
"""

from tests.search.meant_queries import rows_of

STRANGER = rows_of("""
    找个一千平的仓库 → ?kind=warehouse&area_min=1000&area_unit=sqm
    2000㎡~4000㎡ 厂房 → ?kind=factory&area_min=2000&area_max=4000&area_unit=sqm
    15 畝工業用地 → ?kind=land&area_min=15&area_unit=mu
    5000 sqm factory → ?kind=factory&area_min=5000&area_unit=sqm
    2000 sq ft factory → ?kind=factory&area_min=185.806&area_unit=sqm
    warehouse 2000 m2 → ?kind=warehouse&area_min=2000&area_unit=sqm
    0.3平方公里 → ?kind=land&area_min=450&area_unit=mu
    七八十亩 → ?kind=land&area_min=70&area_max=80&area_unit=mu
    五千来平厂房 → ?kind=factory&area_about=5000&area_unit=sqm
    两三千平米车间 → ?kind=factory&area_min=2000&area_max=3000&area_unit=sqm
    厂房，面积不低于6000平米 → ?kind=factory&area_min=6000&area_unit=sqm
    630kVA → ?power_min=630
    天车 20 吨 → ?crane_min=20
    净高不低于10米 仓库 → ?kind=warehouse&height_min=10
    地面承重3吨 → ?load_min=3
    甲类仓库 → ?kind=warehouse&fire=jia
    带空调的办公室 → ?kind=office&air_conditioning=1
    双回路 2000kva 厂房 → ?kind=factory&dual_power=1&power_min=2000
    距高速5公里的仓库 → ?kind=warehouse&highway_max=5
    行车5t 层高8m 2000平方 → ?crane_min=5&floor_height_min=8&area_min=2000&area_unit=sqm
    可以做环评的地 → ?kind=land&eia=1
    有房产证的厂房 → ?kind=factory&titled=1
    物业费2元以下的写字楼 → ?kind=office&fee_max=2
    毛坯写字楼 → ?kind=office&delivery=bare
    用电500千瓦的厂房 → ?kind=factory&power_min=500
    铁路8㎞以内 厂房 → ?kind=factory&rail_max=8
    每平米每月8块的厂房 → ?kind=factory&price_max=8&{MONTH}
    厂房 月租金15块以下 → ?kind=factory&price_max=15&{MONTH}
    地价10万每亩以下 → ?kind=land&price_max=10&price_unit=wan_per_mu
    标准厂房 → {ZANGQING_3}|{ZANGQING_5}|?kind=factory
    工业园 → /parks/
    招商政策 → /policies/
    zhengce → /policies/
    changfang → ?kind=factory
    倉庫 → ?kind=warehouse
    吊車廠房 → ?kind=factory&crane_min=1
    上市奖补 → {LISTED}
    引进人才扶持 → {TALENT}
    电费优惠 → {GREEN_POWER}|{STORAGE}
    冻库 → {COLD_STORE}
    房租补贴 → {RENT_RULES}
    盐湖开发区 → {CHAERHAN}
    园区开放日是哪一天 → {OPEN_DAY}
    工业用地一亩多少钱 → ?kind=land|{STANDARD_LAND}
    冬天铁路专用线停不停 → {SIDING_NOTE} @wulan
    基金投什么企业 → {FUND}
    小孩上学怎么解决 → {TALENT}
    电话 → {CONTACT}
    我想咨询一下 → {CONTACT}
    你们地址在哪 → {CONTACT}
    投诉电话 → {CONTACT}
    微信 → {CONTACT}
    枸厂房 → {WOLFBERRY} @wulan
    格政办发2025 2号 → {MEASURES}
    西政办15号 → {PREFECTURE_AID} @haixi
    青政办26号文 → {TECH_LOANS}
    60亩标准地 → ?kind=land&area_min=60&area_unit=mu&standard_land=1|{A15}
    高原引才措施 → {TALENT}
    產業引導基金 → {FUND}
    鐵路倉庫 → {RAIL_STORE}|{YARD_STORE}|?kind=warehouse&q=铁路
    廠房租金補貼 → {RENT_RULES}
    lvdianzhigong → {GREEN_POWER}
    zujin butie → {RENT_RULES}
    yinmaxia → {YINMAXIA}|{YINMAXIA_STORE} @haixi
    bzcf → {ZANGQING_3}|{ZANGQING_5}
    rencai zhengce → {TALENT}|{POSTS}
    rent subsidy → {RENT_RULES}
    factory with crane → ?kind=factory&crane_min=1
    standard land → {A12}|{A15}|{STANDARD_LAND}|?standard_land=1|?kind=land&standard_land=1
    cold store for rent → {COLD_STORE}|?kind=warehouse&offer=lease&q=冷库
    investment policy → /policies/
    phone number → {CONTACT}
    3000 sqm workshop → ?kind=factory&area_min=3000&area_unit=sqm
    卤 → {BRINE}
    ⼟地 → ?kind=land
    ⾼原引才 → {TALENT}
    枸 → {WOLFBERRY} @wulan
    锅炉 冷库 → {COLD_STORE}
    氢能 盐湖 补助 → {SALT_AID}
    有没有补贴 → /policies/|{RENT_RULES}|{LISTED}|{POSTS}
    20亩 化工 铁路10公里 → ?kind=land&area_min=20&area_unit=mu&{CHEMICALS}&rail_max=10
    四十亩工业地 → ?kind=land&area_min=40&area_unit=mu
    想租个800平米的小厂房 → ?kind=factory&offer=lease&area_min=800&area_unit=sqm
    100 mu land → ?kind=land&area_min=100&area_unit=mu
    factory 10000 square meters → ?kind=factory&area_min=10000&area_unit=sqm
    20 ton crane → ?crane_min=20
    楼面荷载2t → ?load_min=2
    变压器800KVA → ?power_min=800
    要有燃气和蒸汽的厂房 → ?kind=factory&gas=1&steam=1
    丙二类库房 → ?kind=warehouse&fire=bing2
    厂房10块钱一个平方 → ?kind=factory&price_max=10&{MONTH}
    售价2500元每平米的厂房 → ?kind=factory&price_max=2500&{PER_SQM}
    惠企政策 → /policies/
    官方电话号码 → {CONTACT}
    租金补贴标准 → {RENT_RULES}
    格发改〔2026〕12 → {GREEN_POWER}
    鹽湖 → {CHAERHAN}|{SALT_AID}
    cangku chuzu → ?kind=warehouse&offer=lease
    海关 报关 宿舍 → {DISPATCH}
""")
