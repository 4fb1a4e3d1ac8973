"""The four topics every installation starts with."""

from leads.models import Topic

TOPICS = (
    ("register", "注册公司政策", "例如：想在本地注册一家公司，需要哪些材料，有哪些政策。"),
    ("space", "土地厂房咨询", "例如：想租 3,000 ㎡ 左右、带行车的厂房，明年 3 月入驻。"),
    ("funding", "资金扶持咨询", "例如：计划新上一条生产线，能申报哪些资金，什么时候申报。"),
    ("other", "其他相关咨询", "例如：想了解人才、用电、物流等方面的情况。"),
)


def ensure_topics(model=Topic):
    """Create the missing ones; what editors changed stays as it is."""
    for position, (slug, name, hint) in enumerate(TOPICS, start=1):
        model.objects.get_or_create(
            slug=slug, defaults={"name": name, "hint": hint, "position": position}
        )
