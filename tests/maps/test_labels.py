"""What is written on the map hides nothing more useful."""

from maps.labels import Label, legible


def test_words_give_way_to_pins_and_to_more_useful_words():
    park = Label("park", "昆仑园区", (36.4, 94.9))
    same = Label("park", "藏青园区", (36.4, 94.9))
    area = Label("own", "海西州", (36.38, 94.9))
    away = Label("seat", "乌兰", (36.9, 98.4))
    hidden = Label("seat", "格尔木", (36.42, 94.9))
    pins = [(36.41, 94.9, "12 处")]
    kept = legible([park, same, hidden, area, away], pins, 9)
    assert [(label.kind, label.text) for label in kept] == [
        ("park", "昆仑园区"),
        ("park", ""),
        ("seat", ""),
        ("seat", "乌兰"),
    ]
