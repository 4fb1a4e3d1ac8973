"""The five questions: why each is asked, how the answer is used, what it may ask of whom."""

from dataclasses import dataclass

from parks.models import Listing

LAND, FACTORY, WAREHOUSE, OFFICE = Listing.Kind.values
WORKS = (LAND, FACTORY, WAREHOUSE)


@dataclass(frozen=True)
class Question:
    """One page. `names`: its URL parameters, those of needs as in the list of listings."""

    number: int
    title: str
    short: str
    why: str
    use: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Purpose:
    """What a project is for, and what that says about the space and the deal."""

    value: str
    label: str
    hint: str
    kind: str = ""
    offer: str = ""

    def __str__(self):
        return f"{self.label}（{self.hint}）"


@dataclass(frozen=True)
class Timing:
    """When the space is wanted; `days` from today, None where that excludes nothing."""

    value: str
    label: str
    days: int | None = None


QUESTIONS = (
    Question(
        1,
        "您做哪一行？",
        "行业",
        "行业决定能落在哪些园区，也决定环保、消防和用地类别上的要求。",
        "挑出登记为适合这一行的空间、主导产业相符的园区和可能适用的政策；后面只问这一行要紧的条件。",
        ("industry",),
    ),
    Question(
        2,
        "这次为了什么？",
        "用途",
        "自己建厂要看地，尽快投产要看现成厂房，要比的条件完全不同。",
        "决定先看土地、厂房、仓库还是写字楼，下一题随时可以换。",
        ("purpose",),
    ),
    Question(
        3,
        "要什么样的空间？",
        "空间",
        "面积、净高、承重差一点就用不了，先说清楚，免得白跑一趟。",
        "逐条和登记的数据比对，得出满足、不满足或未知；没有登记的不会被悄悄筛掉。",
        (
            *("kind", "offer", "area_min", "area_max", "area_unit"),
            *("height_min", "load_min", "crane_min", "lift_min", "fire"),
            *("titled", "registrable", "delivery", "standard_land"),
        ),
    ),
    Question(
        4,
        "水、电、气和运输，哪些是硬要求？",
        "配套",
        "配套不够要等扩容，往往比盖厂房还久；越早问清，越少返工。",
        "比对空间和园区登记的供应能力；用水量没有统一的数据可比，会写进给专员的需求。",
        (
            *("power_min", "voltage_min", "dual_power", "eia", "steam", "gas", "water"),
            *("rail_max", "siding", "highway_max", "sprinkler"),
        ),
    ),
    Question(
        5,
        "什么时候要用？",
        "时间",
        "交付日期、挂牌和办手续都要时间，来得及的才值得看。",
        "比对登记的可交付日期，并写进给专员的需求，方便排考察和手续。",
        ("when",),
    ),
)
LAST = len(QUESTIONS)

PURPOSES = (
    Purpose("build", "新建项目，自己建厂", "先看工业用地", kind=LAND),
    Purpose("ready", "用现成厂房，尽快投产", "先看厂房", kind=FACTORY),
    Purpose("expand", "扩建或搬迁", "土地、厂房都看"),
    Purpose("storage", "仓储、物流", "先看仓库", kind=WAREHOUSE),
    Purpose("office", "办公、研发、客服", "先看写字楼", kind=OFFICE),
    Purpose("lease_first", "先租后买", "先看能租的，再谈买断", offer="lease"),
)
PURPOSE = {purpose.value: purpose for purpose in PURPOSES}

TIMINGS = (
    Timing("quarter", "3 个月内", 91),
    Timing("half", "半年内", 183),
    Timing("year", "一年内", 365),
    Timing("later", "一年以后"),
)
TIMING = {timing.value: timing for timing in TIMINGS}

# Asked whatever the industry; the rest only where the profile names it or an answer is there.
ALWAYS = frozenset(
    {
        *("industry", "purpose", "kind", "offer", "area_min", "area_max", "area_unit", "when"),
        *("titled", "registrable", "delivery", "standard_land"),
    }
)
# Beside what finding.needs says: which kinds a question is worth.
ONLY_OF = {
    "titled": (FACTORY, OFFICE),
    "registrable": (OFFICE,),
    "delivery": (OFFICE,),
    "lift_min": (FACTORY, WAREHOUSE),
    "sprinkler": (WAREHOUSE,),
    "highway_max": WORKS,
    "rail_max": WORKS,
    "water": WORKS,
}
