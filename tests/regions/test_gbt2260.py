import pytest
from django.core.management import call_command

from regions.gbt2260 import load_divisions
from regions.models import Region, RegionAlias

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def tree(django_db_setup, django_db_blocker):
    """Loaded once for the module, removed afterwards."""
    with django_db_blocker.unblock():
        load_divisions()
        yield
        RegionAlias.objects.all().delete()
        for level in (3, 2, 1):
            Region.objects.filter(level=level).delete()


def test_load_divisions_holds_the_whole_country(tree):
    statutory = Region.objects.filter(kind=Region.Kind.STATUTORY)
    counts = [statutory.filter(level=level).count() for level in (1, 2, 3)]
    assert counts == [34, 333, 2845]
    assert list(
        Region.objects.exclude(kind=Region.Kind.STATUTORY)
        .order_by("adcode")
        .values_list("adcode", "name", "short_name", "parent__adcode")
    ) == [
        ("620171", "兰州新区", "兰州新区", "620100"),
        ("632857", "大柴旦行政委员会", "大柴旦", "632800"),
    ]


def test_load_divisions_paths_lead_through_every_parent(tree):
    golmud = Region.objects.get(adcode="632801")
    assert golmud.path == "630000/632800/632801/"
    assert golmud.path_label() == "青海省·海西蒙古族藏族自治州·格尔木市"
    broken = [
        region.adcode
        for region in Region.objects.select_related("parent")
        if region.path != f"{region.parent.path if region.parent else ''}{region.adcode}/"
    ]
    assert broken == []


@pytest.mark.parametrize(
    ("name", "today"),
    [
        ("冷湖行委", "茫崖市"),
        ("冷湖行政委员会", "茫崖市"),
        ("大柴旦行委", "大柴旦行政委员会"),
        ("大柴旦", "大柴旦行政委员会"),
        ("海西州", "海西蒙古族藏族自治州"),
        ("格尔木", "格尔木市"),
    ],
)
def test_load_divisions_knows_everyday_and_former_names(tree, name, today):
    assert [region.name for region in Region.objects.named(name)] == [today]


def test_load_divisions_again_changes_nothing_but_repairs_names(tree):
    before = list(Region.objects.order_by("pk").values())
    Region.objects.filter(adcode="632801").update(name="错名", slug="golmud-city")
    call_command("load_divisions", verbosity=0)
    after = list(Region.objects.order_by("pk").values())
    changed = [new for old, new in zip(before, after, strict=True) if old != new]
    assert [(row["name"], row["slug"]) for row in changed] == [("格尔木市", "golmud-city")]


def test_load_divisions_command_says_how_many(tree, capsys):
    call_command("load_divisions")
    assert capsys.readouterr().out == "已载入 3214 个行政区划。\n"
