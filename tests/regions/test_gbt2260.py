import pytest
from django.core.management import call_command

from exchange.lookups import Lookups
from regions.former_names import FormerName, Row, former_names
from regions.gbt2260 import load_divisions, read_aliases, read_divisions, short_name
from regions.models import Region, RegionAlias
from regions.spellings import place_key, spellings_of

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
        ("Golmud", "格尔木市"),
        ("格爾木", "格尔木市"),
        ("大通县", "大通回族土族自治县"),
        ("datong tu", ""),
        ("互助", "互助土族自治县"),
        ("ürümqi", "乌鲁木齐市"),
        ("乐都县", "乐都区"),
        ("海东地区", "海东市"),
    ],
)
def test_load_divisions_knows_everyday_and_former_names(tree, name, today):
    assert [region.name for region in Region.objects.named(name)] == ([today] if today else [])


def test_a_name_of_today_means_that_unit_whoever_had_it_before(tree):
    for name in ("邯郸市", "赤峰市", "通辽市", "运城市", "淮安市"):
        (city,) = Region.objects.named(name)
        assert (city.name, Lookups(city).find("region", name)) == (name, city)


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


SHORT = {
    "大通回族土族自治县": "大通",
    "互助土族自治县": "互助",
    "循化撒拉族自治县": "循化",
    "沧源佤族自治县": "沧源",
    "积石山保安族东乡族撒拉族自治县": "积石山",
    "双江拉祜族佤族布朗族傣族自治县": "双江",
    "东乡族自治县": "东乡",
    "鄂温克族自治旗": "鄂温克",
    "塔什库尔干塔吉克自治县": "塔什库尔干",
    "龙胜各族自治县": "龙胜",
    "长白朝鲜族自治县": "长白",
    "内蒙古自治区": "内蒙古",
    "单县": "单县",
    "神农架林区": "神农架",
}
READ = {
    "乐陵市": "laoling",
    "宕昌县": "tanchang",
    "乾安县": "qiananxian",
    "阿克塞哈萨克族自治县": "akesai",
    "松桃苗族自治县": "songtaoxian",
    "大城县": "daicheng",
    "长子县": "zhangzi",
    "荥经县": "yingjing",
    "柞水县": "zhashui",
    "海西蒙古族藏族自治州": "haiximengguzuzangzuzizhizhou",
    "芷江侗族自治县": "zhijiangdongzuzizhixian",
    "六安市": "liuan",
}


@pytest.mark.parametrize(("name", "short"), SHORT.items())
def test_short_names_leave_out_the_peoples(name, short):
    assert short_name(name) == short


@pytest.mark.parametrize(("name", "typed"), READ.items())
def test_names_are_read_as_the_place_is_called_and_as_it_is_misread(name, typed):
    assert typed in spellings_of(name, short_name(name))


def test_every_unit_is_found_by_each_of_its_names():
    others = {}
    for name, code, _ in read_aliases():
        others.setdefault(code, []).append(name)
    lost = []
    for unit in read_divisions():
        names = [unit.name, unit.short_name, *others.get(unit.adcode, ())]
        keys = spellings_of(unit.name, unit.short_name, names)
        missing = [name for name in names if place_key(name) not in keys]
        if missing or not any(key.isascii() for key in keys):
            lost.append((unit.name, missing))
    assert lost == []


def test_former_names_lead_to_whoever_has_the_ground_today():
    def row(code, name, begins, ends, state, heirs=""):
        keys = ("代码", "名称", "启用时间", "变更/弃用时间", "状态", "新代码")
        return Row.of(dict(zip(keys, (code, name, begins, ends, state, heirs), strict=True)))

    rows = [
        row("630021", "东县", "1981", "1990", "弃用", "630002"),
        row("630002", "东市", "1990", "2000", "变更"),
        row("630002", "东城区", "2000", "", "在用"),
        row("630003", "旧区", "1981", "1995", "弃用", "630002;630004[1996]"),
        row("630004", "西区", "1981", "", "在用"),
        row("630005", "郊区", "1981", "1999", "弃用", "630004;630006;630007;630008;630009"),
        *(row(f"63000{n}", f"{n}区", "1981", "", "在用") for n in range(6, 10)),
    ]
    assert [*former_names(rows)] == [
        FormerName("东县", "630002", "1990"),
        FormerName("东市", "630002", "2000"),
        FormerName("旧区", "630002", "1995"),
        FormerName("旧区", "630004", "1995"),
    ]
