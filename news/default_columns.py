"""The columns every new site starts with."""

from dataclasses import dataclass

from news.models import Column


@dataclass(frozen=True)
class DefaultColumn:
    """Name, address and update term (days; None is unlimited) of a starting column."""

    slug: str
    name: str
    description: str
    keywords: str
    type: str
    max_age_days: int | None
    is_guide: bool = False


DEFAULT_COLUMNS = [
    DefaultColumn(
        "trends", "招商动态", "签约、开工、考察与座谈的消息", "招商,项目,签约", Column.Type.WORK, 14
    ),
    DefaultColumn(
        "notices", "通知公告", "公告、公示与办事通知", "通知,公告,公示", Column.Type.WORK, 180
    ),
    DefaultColumn(
        "guide",
        "投资指南",
        "从考察到投产，每一步找谁、带什么、要多久",
        "投资,办事,流程",
        Column.Type.SERVICE,
        None,
        is_guide=True,
    ),
    DefaultColumn(
        "industry", "产业动态", "本地主导产业的进展与数据", "产业,园区,企业", Column.Type.WORK, 14
    ),
]


def ensure_default_columns(site) -> list[Column]:
    """Create what is missing of the default columns; what the site changed stays as it is.

    Returns the site's default columns in their order. Running it again changes nothing.
    """
    has_guide = Column.objects.filter(site=site, is_guide=True).exists()
    return [
        Column.objects.get_or_create(
            site=site,
            slug=default.slug,
            defaults={
                "name": default.name,
                "description": default.description,
                "keywords": default.keywords,
                "type": default.type,
                "max_age_days": default.max_age_days,
                "is_guide": default.is_guide and not has_guide,
                "position": position,
            },
        )[0]
        for position, default in enumerate(DEFAULT_COLUMNS, start=1)
    ]
