"""What a new site starts with, so that its first visitor finds a frame without holes."""

from django.db import transaction

from core.pinyin import spelt
from news.default_columns import ensure_default_columns
from regions.models import ServiceTile, Site
from regions.slugs import RESERVED

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


def starting_words(region) -> dict[str, str]:
    """What a new site of this region is called until somebody finds better words."""
    name = region.short_name
    return {
        "short_name": name,
        "slug": free_slug(region),
        "platform_name": f"{name}招商引资服务平台",
        "slogan": f"把项目建在|{name}",
        "introduction": f"{region.name}的土地、厂房、政策，一处查清，问题有人答复。",
    }


def free_slug(region) -> str:
    """As the region is spelt; with its code where that is taken or is an address of ours."""
    spellings = [full for full, _ in spelt(region.short_name)[:1]]
    slug = region.slug or next(filter(str.isascii, spellings), "") or "site"
    is_taken = slug in RESERVED or Site.objects.filter(slug=slug).exists()
    return f"{slug}-{region.adcode}"[:40] if is_taken else slug


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
