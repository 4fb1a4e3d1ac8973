"""What the demo data itself must keep to, read from the files."""

import re
from decimal import Decimal

import pytest
from PIL import Image

from core.phones import SERVICE
from portal.seeding.run import SEEDS
from portal.seeding.seed_files import read_rows

FILES = sorted(path.name for path in SEEDS.glob("*.json"))
# 广告法 9, 25; 公平竞争审查条例 10: what an investment page must not say.
FORBIDDEN = re.compile(
    "税收返还|零地价|先征后[返奖]|地方留成|财政返还|税收奖励|保证收益|稳赚|零风险|包过|返租|回报率|升值"
    "|一企一策|最佳|最优|最大|最好|首位|全国第一|唯一|绝无仅有|本地注册|注册地迁入|国家级(?!经济技术开发区)"
)
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:!?()]|[,;:!?()][\u4e00-\u9fff]")
FULL_WIDTH_DIGIT = re.compile(r"[０-９Ａ-Ｚａ-ｚ]")
PERSONAL = re.compile(r"1[3-9]\d{9}|\d{17}[\dX]")


def rows(name):
    return [row.data for row in read_rows(SEEDS / name)]


def texts(value):
    """Every string inside a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def picture_size(path):
    with Image.open(path) as picture:
        return picture.size


@pytest.mark.parametrize("pattern", [FORBIDDEN, HALF_WIDTH, FULL_WIDTH_DIGIT, PERSONAL])
@pytest.mark.parametrize("name", FILES)
def test_texts_hold_nothing_they_must_not(name, pattern):
    assert [text for text in texts(rows(name)) if pattern.search(text)] == []


def test_files_are_the_expected_ones():
    assert FILES == [
        "articles.json",
        "categories.json",
        "enquiries.json",
        "guide.json",
        "industries.json",
        "listings.json",
        "map_features.json",
        "pages.json",
        "parks.json",
        "policies.json",
        "reply_templates.json",
        "sites.json",
        "tags.json",
    ]


def test_counts_are_enough_for_a_look_around():
    public = [row for row in rows("listings.json") if "status" not in row]
    kinds = [row["kind"] for row in public]
    found = {kind: kinds.count(kind) for kind in ("land", "factory", "warehouse", "office")}
    assert found == {"land": 17, "factory": 18, "warehouse": 9, "office": 7}
    assert len(rows("parks.json")) == 8
    assert len(rows("articles.json")) >= 30
    assert len(rows("policies.json")) >= 12


def test_hotlines_are_fictitious():
    hotlines = [row["hotline"] for row in rows("sites.json")]
    assert [h for h in hotlines if not (SERVICE.match(h) and h.startswith("400-000-"))] == []


def test_organisers_and_issuers_say_that_they_are_examples():
    names = [row["organiser"] for row in rows("sites.json")]
    names += [row["issuer"] for row in rows("policies.json")]
    assert [name for name in names if not name.endswith("（示例）")] == []


def test_facts_name_source_and_year():
    facts = [fact for row in rows("sites.json") for fact in row["facts"]]
    assert [f for f in facts if not (f["source"] and re.match(r"20\d\d", f["as_of"]))] == []


@pytest.mark.parametrize(
    ("kind", "unit", "low", "high"),
    [
        ("land", "wan_per_mu", 5, 12),
        ("factory", "yuan_per_sqm_month", 6, 15),
        ("office", "yuan_per_sqm_month", 20, 35),
    ],
)
def test_prices_are_plausible(kind, unit, low, high):
    priced = [r for r in rows("listings.json") if (r["kind"], r["price_unit"]) == (kind, unit)]
    amounts = {row["code"]: Decimal(row["price_amount"]) for row in priced}
    assert {code: amount for code, amount in amounts.items() if not low <= amount <= high} == {}


@pytest.mark.parametrize(
    ("field", "low", "high"), [("investment_wan_per_mu", 150, 300), ("tax_wan_per_mu", 6, 12)]
)
def test_land_indicators_are_plausible(field, low, high):
    plots = {r["code"]: r["land_terms"][field] for r in rows("listings.json") if "land_terms" in r}
    known = {code: value for code, value in plots.items() if value is not None}
    assert {code: value for code, value in known.items() if not low <= value <= high} == {}
    assert len(known) < len(plots), "some must stay unknown"


def test_listing_without_price_says_why():
    assert [
        r["code"]
        for r in rows("listings.json")
        if r["price_amount"] is None and not r["price_basis"]
    ] == []


def test_pictures_are_few_and_small():
    pictures = sorted((SEEDS / "pictures").iterdir())
    assert {picture_size(path) for path in pictures} == {(1200, 750)}
    assert len(pictures) <= 12
    assert sum(path.stat().st_size for path in pictures) <= 900 * 1024


def test_pictures_all_say_that_they_are_drawn():
    captions = [p["alt"] for r in rows("listings.json") for p in r["photos"]]
    captions += [row["cover_alt"] for row in rows("parks.json")]
    assert [text for text in captions if not text.startswith("示意图（程序绘制）")] == []
