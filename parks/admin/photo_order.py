"""The order of pictures by buttons: the form is drawn anew as typed, its rows in another order."""

MOVES = {"up": "上移", "down": "下移", "cover": "设为封面"}
MOVED = "图片的顺序改好了，第一张作封面；还没有保存，看过以后请保存。"
ROWS = "photos"
MOST_ROWS = 1_000


def moved(data, pressed: str):
    """The data of the form with stored pictures in the new order; None for a made-up button.

    `pressed` is a move and the key of a picture: "up-12". Positions follow the rows; new pictures,
    whose files no browser sends again, stay behind.
    """
    move, _, key = pressed.partition("-")
    keys = [data.get(f"{ROWS}-{number}-id") for number in range(_stored(data))]
    if move not in MOVES or key not in keys:
        return None
    place = keys.index(key)
    order = [number for number in range(len(keys)) if number != place]
    order.insert({"up": max(place - 1, 0), "down": place + 1, "cover": 0}[move], place)
    return _rearranged(data, order)


def _stored(data):
    """How many rows of the page are stored pictures."""
    text = data.get(f"{ROWS}-INITIAL_FORMS", "")
    is_number = text.isascii() and text.isdecimal() and len(text) <= len(str(MOST_ROWS))
    return min(int(text), MOST_ROWS) if is_number else 0


def _rearranged(data, order):
    rows = [_row(data, number) for number in order]
    arranged = data.copy()
    for number in order:
        for name in _row(data, number):
            del arranged[f"{ROWS}-{number}-{name}"]
    for number, row in enumerate(rows):
        for name, values in (row | {"position": [str(number)]}).items():
            arranged.setlist(f"{ROWS}-{number}-{name}", values)
    return arranged


def _row(data, number):
    start = f"{ROWS}-{number}-"
    return {name[len(start) :]: values for name, values in data.lists() if name.startswith(start)}
