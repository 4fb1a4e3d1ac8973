"""Reading the GB/T 2260 tree (regions/data/divisions.json) into rows ordered parents first."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# GB/T 2260 gives 台湾省 the code 710000; the source leaves it out.
TAIWAN = "710000"
SUFFIXES = (
    "特别行政区",
    "行政委员会",
    "自治州",
    "自治县",
    "自治旗",
    "自治区",
    "新区",
    "地区",
    "省",
    "市",
    "盟",
    "县",
    "区",
    "旗",
)


@dataclass(frozen=True)
class Division:
    """One unit: six-digit adcode, names, the parent's adcode ('' for a province)."""

    adcode: str
    name: str
    short_name: str
    type: str
    parent: str
    kind: str = "statutory"
    slug: str = ""
    romanised: str = ""
    latitude: float | None = None
    longitude: float | None = None


PEOPLES = [
    "壮族",
    "回族",
    "维吾尔",
    "蒙古族",
    "蒙古",
    "藏族",
    "羌族",
    "彝族",
    "苗族",
    "侗族",
    "布依族",
    "朝鲜族",
    "土家族",
    "哈萨克",
    "柯尔克孜",
    "白族",
    "傣族",
    "景颇族",
    "傈僳族",
    "哈尼族",
]


def short_name(name: str) -> str:
    """格尔木市 → 格尔木, 伊犁哈萨克自治州 → 伊犁; never shrinks to a single character."""
    suffix = next((s for s in SUFFIXES if name.endswith(s)), "")
    if not suffix or len(name) - len(suffix) < 2:
        return name
    stem = name.removesuffix(suffix)
    while suffix.startswith("自治") and (people := _last_people(stem)):
        stem = stem.removesuffix(people)
    return stem


def _last_people(stem: str) -> str:
    return next((p for p in PEOPLES if stem.endswith(p) and len(stem) - len(p) >= 2), "")


def adcode(raw: str) -> str:
    return raw if raw.isdigit() and len(raw) == 6 else TAIWAN


def read_divisions(path: Path) -> Iterator[Division]:
    """All units of the file, provinces first, then prefectures, counties and statistical units."""
    data = json.loads(path.read_text(encoding="utf-8"))
    extras = data["extras"]
    for group in ("provinces", "prefectures", "counties", "statistical"):
        for row in data[group]:
            code = adcode(row["code"])
            extra = extras.get(code, {})
            yield Division(
                adcode=code,
                name=row["name"],
                short_name=extra.get("short") or row.get("short") or short_name(row["name"]),
                type=row["type"],
                parent=adcode(row["parent"]) if "parent" in row else "",
                kind=row.get("kind", "statutory"),
                slug=extra.get("slug", row.get("slug", "")),
                romanised=extra.get("en", ""),
                latitude=extra.get("lat", row.get("lat")),
                longitude=extra.get("lon", row.get("lon")),
            )


def read_aliases(path: Path) -> list[dict[str, str]]:
    """Former and everyday names: {"old": "冷湖行委", "now": "632803", "since": "2018"}."""
    return json.loads(path.read_text(encoding="utf-8"))["aliases"]
