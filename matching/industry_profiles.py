"""What projects of an industry usually need: rules of thumb to confirm, never applied unseen.

经验值: orders of magnitude for an ordinary project, without a standard behind them. The process
decides; every page that shows one says so.
"""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Profile:
    """`asks`: names of needs worth a question; `usual`: those of them with a usual value."""

    asks: frozenset[str]
    usual: dict[str, str]


def _profile(*asks, **usual):
    return Profile(frozenset({*asks, *usual}), usual)


MOST = {"rail_max", "highway_max"}  # the nearest suits all
# No industry given, or one that editors have added since: ask what most are asked.
ANY = _profile(
    *("height_min", "load_min", "crane_min", "lift_min", "fire", "power_min", "voltage_min"),
    *("dual_power", "eia", "steam", "gas", "water", "rail_max", "highway_max", "sprinkler"),
)
CHEMISTRY = _profile(
    *("fire", "voltage_min", "dual_power", "rail_max", "height_min"),
    eia="1",
    steam="1",
    gas="1",
    power_min="5000",
    water="1000",
)
METALS = _profile(
    *("voltage_min", "dual_power", "gas", "water", "load_min", "rail_max"),
    eia="1",
    power_min="10000",
    height_min="9",
    crane_min="20",
)
MACHINES = _profile(
    *("eia", "gas", "highway_max"),
    height_min="9",
    load_min="2",
    crane_min="10",
    power_min="1250",
)
BY_INDUSTRY = {
    "new-energy": _profile(
        *("eia", "fire", "dual_power", "highway_max"),
        height_min="9",
        load_min="1.5",
        power_min="2000",
    ),
    "new-materials": _profile(
        *("fire", "gas", "steam", "water", "dual_power"),
        eia="1",
        height_min="9",
        load_min="2",
        power_min="2500",
    ),
    "chemicals": CHEMISTRY,
    "salt-lake-chemicals": CHEMISTRY,
    "oil-gas-chemicals": CHEMISTRY,
    "coal-chemicals": CHEMISTRY,
    "metals": METALS,
    "nonferrous-metals": METALS,
    "ferrous-metals": METALS,
    "equipment": MACHINES,
    "vehicles": MACHINES,
    "electronics": _profile(
        *("eia", "fire", "lift_min", "water"),
        height_min="4.5",
        load_min="1",
        power_min="2000",
        dual_power="1",
    ),
    "biomedicine": _profile(
        *("fire", "gas", "dual_power", "lift_min"),
        eia="1",
        steam="1",
        height_min="5",
        power_min="1250",
        water="300",
    ),
    "food": _profile(
        *("eia", "gas", "lift_min", "highway_max"),
        steam="1",
        height_min="6",
        load_min="1",
        power_min="800",
        water="200",
    ),
    "textiles": _profile(
        *("eia", "fire", "water", "lift_min"),
        steam="1",
        height_min="5",
        load_min="1",
        power_min="800",
    ),
    "building-materials": _profile(
        *("gas", "crane_min", "rail_max", "highway_max"),
        eia="1",
        height_min="9",
        power_min="3150",
    ),
    "environment": _profile(
        *("fire", "steam", "highway_max"),
        eia="1",
        height_min="8",
        power_min="1000",
        water="200",
    ),
    "logistics": _profile(
        *("lift_min", "fire", "siding", "rail_max", "sprinkler"),
        height_min="9",
        load_min="3",
        power_min="400",
        highway_max="10",
    ),
    "digital": _profile("load_min", "water", power_min="1000", dual_power="1"),
    "commerce": _profile("highway_max", "sprinkler", "power_min", "lift_min"),
    "tourism": _profile("highway_max", "power_min", "water"),
}


def profile_of(*industries: tuple[str, str]) -> Profile:
    """Of several industries all that one of them asks, with the usual value that suits all.

    Each is (its slug, that of its trade): a branch without a profile has its trade's, a trade
    without one the general one.
    """
    if not industries:
        return ANY
    found = [BY_INDUSTRY.get(slug) or BY_INDUSTRY.get(trade) or ANY for slug, trade in industries]
    usual = {}
    for name in dict.fromkeys(name for profile in found for name in profile.usual):
        values = [profile.usual[name] for profile in found if name in profile.usual]
        usual[name] = (min if name in MOST else max)(values, key=Decimal)
    return Profile(frozenset().union(*(profile.asks for profile in found)), usual)
