"""The drawn 示意图: places in the right direction, nothing when coordinates are unknown."""

from types import SimpleNamespace

from portal.locator_map import HEIGHT, WIDTH, locator_map

SEAT = SimpleNamespace(short_name="格尔木", latitude=36.4, longitude=94.9)


def park(latitude, longitude, number=1):
    return SimpleNamespace(
        number=number, name=f"园区{number}", url="/", latitude=latitude, longitude=longitude
    )


def test_locator_map_puts_north_above_and_east_to_the_right():
    drawing = locator_map(SEAT, [park(36.8, 94.9, 1), park(36.4, 95.3, 2)])
    north, east = drawing.pins
    assert (north.x, north.y < HEIGHT / 2, north.km) == (WIDTH / 2, True, 45)
    assert (east.x > WIDTH / 2, east.y, east.km) == (True, HEIGHT / 2, 36)


def test_locator_map_keeps_every_pin_inside():
    drawing = locator_map(SEAT, [park(30.0, 80.0, 1), park(42.0, 110.0, 2)])
    assert all(0 < p.x < WIDTH and 0 < p.y < HEIGHT for p in drawing.pins)


def test_locator_map_is_absent_without_coordinates():
    nowhere = SimpleNamespace(short_name="某县", latitude=None, longitude=None)
    assert locator_map(nowhere, [park(36.8, 94.9)]) is None
    assert locator_map(SEAT, [park(None, None)]) is None
