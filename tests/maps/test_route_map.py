"""A route drawn from coordinates alone."""

from maps.route_map import HEIGHT, WIDTH, route_map

SEAT, THERE = (36.40, 94.90), (36.40, 95.10)


def test_places_near_each_other_share_a_pin_and_all_lie_within():
    drawn = route_map([("1", THERE), ("2", (36.45, 94.95)), ("3", THERE)], SEAT, "示例驻地")
    assert [pin.label for pin in drawn.pins] == ["示例驻地", "1、3", "2"]
    assert len(drawn.line) == 4
    assert all(0 < x < WIDTH and 0 < y < HEIGHT for x, y in drawn.line)
    assert 0 < drawn.scale_length < WIDTH / 2


def test_one_point_makes_no_route():
    assert route_map([("1", THERE)], None, "示例驻地") is None
