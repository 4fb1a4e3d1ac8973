"""What a listing has from its park: how far it is by road to the nearest place of a kind."""

from parks.attributes.definition import Attribute, Criterion, Group, Holder, Operator

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
