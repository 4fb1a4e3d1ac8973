"""What a listing has from its park: the level of its power, and how far it is by road to places."""

from parks.attributes.definition import Attribute, Criterion, Group, Holder, Operator

VOLTAGE = Attribute(
    "voltage_kv",
    "供电电压",
    unit="kV",
    holder=Holder.PARK,
    supply="power",
    other_names=("电压等级", "接入电压", "电压"),
    criterion=Criterion("voltage_min", Operator.AT_LEAST, Group.SUPPLY),
)
ROADS = (
    Attribute(
        "rail_freight_km",
        "距铁路货场",
        unit="km",
        holder=Holder.PARK,
        road_to="rail_freight",
        criterion=Criterion("rail_max", Operator.AT_MOST, Group.TRAFFIC),
    ),
    Attribute(
        "highway_km",
        "距高速入口",
        unit="km",
        holder=Holder.PARK,
        road_to="highway",
        criterion=Criterion("highway_max", Operator.AT_MOST, Group.TRAFFIC),
    ),
)
