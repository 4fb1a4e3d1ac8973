"""The 落地事项 every installation starts with; sites add, change and leave out their own."""

from landing.models import NodeTemplate, Project

# (kind of project, name, working days from signing), in the order in which they are usually done
NODES = (
    (Project.ANY, "公司注册", 10),
    (Project.ANY, "项目备案", 20),
    (Project.LAND, "用地报批与供地", 90),
    (Project.LAND, "用地规划许可", 110),
    (Project.BUILDING, "租赁或买卖合同", 20),
    (Project.OFFICE, "租赁合同与入驻", 20),
    (Project.LAND, "环评", 100),
    (Project.BUILDING, "环评", 60),
    (Project.LAND, "能评", 100),
    (Project.BUILDING, "能评", 60),
    (Project.LAND, "工程规划许可", 140),
    (Project.BUILDING, "消防手续", 60),
    (Project.LAND, "施工许可", 160),
    (Project.LAND, "水电气接入", 160),
    (Project.BUILDING, "水电气接入", 40),
)


def ensure_node_templates(model=NodeTemplate):
    """Create the missing ones; what the office changed stays as it is."""
    for position, (project, name, days) in enumerate(NODES, start=1):
        model.objects.get_or_create(
            site=None,
            project=project,
            name=name,
            defaults={"working_days": days, "position": position},
        )
