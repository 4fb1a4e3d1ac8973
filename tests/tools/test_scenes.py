"""The drawn scenes: made by a script of ours, light, with an empty sky."""

import gzip

from django.conf import settings

from regions.scenes import SHOWS, Scene
from tools.scenes.landscapes import SCENES

MOST_BYTES = 5_632  # as sent; the picture that a phone waits for
FOLDER = settings.BASE_DIR / "static" / "scenes"


def test_every_scene_is_drawn_as_its_file_has_it_and_is_light():
    assert [*SCENES] == [*SHOWS] == Scene.values
    assert sorted(path.stem for path in FOLDER.iterdir()) == sorted(Scene.values)
    heavy = {}
    for name, draw in SCENES.items():
        drawn = draw()
        assert (name, drawn) == (name, (FOLDER / f"{name}.svg").read_text(encoding="utf-8"))
        if (size := len(gzip.compress(drawn.encode()))) > MOST_BYTES:
            heavy[name] = size
    assert heavy == {}
