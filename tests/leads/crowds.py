"""Who writes in the tests of floods: people with something to ask, and programs."""

import random

THINGS = ("标准厂房", "冷库", "办公室", "堆场", "工业用地", "写字楼", "保税仓", "中试车间", "宿舍")
TRADES = ("锂电材料", "枸杞加工", "物流配送", "光伏支架", "食品冷链", "纺织", "机修", "数据标注")
ASKS = ("电价多少", "有没有天然气", "能不能环评", "租期几年起", "行车几吨", "离铁路货场多远")
ENDS = ("麻烦回个电话。", "最好能先发资料。", "下周二可以去看。", "谢谢！", "可以加邮件联系。")
STARTS = (
    "您好，",
    "请问",
    "我们公司打算扩产，",
    "朋友介绍过来，",
    "刚从西宁回来，",
    "想了解一下，",
)


def real_enquiry(seed):
    """What one person asks, in words of their own."""
    pick = random.Random(f"person {seed}")  # noqa: S311 -- invented people, the same every run
    thing, trade, *asks = (pick.choice(kind) for kind in (THINGS, TRADES, ASKS, ASKS))
    area = f"{pick.randrange(2, 90) * 100}平"
    parts = [f"做{trade}的", f"需要{area}左右的{thing}", *dict.fromkeys(asks)]
    pick.shuffle(parts)
    return {
        "contact_name": pick.choice("赵钱孙李周吴郑王") + pick.choice(("先生", "女士", "经理")),
        "phone": f"1{pick.choice(('39', '50', '77', '86'))}{pick.randrange(10**8):08}",
        "message": pick.choice(STARTS) + "，".join(parts) + "。" + pick.choice(ENDS),
    }


def spam(seed):
    """What a program sends: one text with other figures, another phone each time."""
    return {
        "contact_name": f"代办{seed}",
        "phone": f"13{seed % 10**9:09}",
        "message": f"专业代办贷款，额度{seed}万，当天放款，加微信 daikuan{seed} 咨询。",
    }
