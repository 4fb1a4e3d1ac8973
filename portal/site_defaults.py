"""What a new site starts with, so that its first visitor finds a frame without holes."""

from django.db import transaction

from news.default_columns import ensure_default_columns
from regions.models import ServiceTile

Target = ServiceTile.Target
TILES = (
    ("工业用地", "地块指标逐项公开。", "land", Target.LAND, "space"),
    (
        "企业政策",
        "现行政策按条件、金额、时限整理。",
        "policy",
        Target.ENTERPRISE_POLICIES,
        "register",
    ),
    ("厂房仓库", "层高、承重、配电逐项写明。", "factory", Target.FACTORIES, "space"),
    ("写字楼租售", "整层、分租、工位，口径清楚。", "office", Target.OFFICES, "space"),
    ("资金扶持", "补助、贴息与基金，看清条件再申报。", "money", Target.FUNDING_POLICIES, "funding"),
    ("人才政策", "住房、子女入学与职称，一处查全。", "talent", Target.TALENT_POLICIES, "other"),
)


@transaction.atomic
def furnish(site):
    """Default columns and, where a site has no tile yet, the six entrances. Safe to repeat."""
    ensure_default_columns(site)
    if site.tiles.exists():
        return
    for position, (title, summary, icon, target, topic) in enumerate(TILES):
        site.tiles.create(
            title=title,
            summary=summary,
            icon=icon,
            target=target,
            topic_slug=topic,
            position=position,
        )
