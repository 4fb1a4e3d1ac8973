"""The staff's manual and its pictures: each names the other, and a picture stays small."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image

from tools.manual.camera import MOST_BYTES, keep, with_palette
from tools.manual.stories import PICTURES, STORIES

MANUAL = Path(settings.BASE_DIR) / "docs" / "manual"
MOST_PICTURES = 30
PICTURE = re.compile(r"!\[([^\]]+)\]\(images/([a-z-]+)\.png\)")
ALL = [name for names in PICTURES.values() for name in names]


def test_every_role_has_a_story_and_a_text():
    texts = {path.stem for path in MANUAL.glob("*.md")} - {"README"}
    assert texts == {*PICTURES} == {*STORIES}


@pytest.mark.parametrize("role", PICTURES)
def test_text_shows_every_picture_of_its_story(role):
    shown = [name for _, name in PICTURE.findall((MANUAL / f"{role}.md").read_text("utf-8"))]
    assert sorted(shown) == sorted(PICTURES[role])


def test_every_picture_is_there_and_no_other():
    assert sorted(path.name for path in (MANUAL / "images").iterdir()) == sorted(
        f"{name}.png" for name in ALL
    )
    assert (len(ALL), len({*ALL}) <= MOST_PICTURES) == (len({*ALL}), True)


def test_pictures_are_small():
    sizes = {path.name: path.stat().st_size for path in (MANUAL / "images").iterdir()}
    assert {name: size for name, size in sizes.items() if size > MOST_BYTES} == {}


def test_fewer_colours_make_a_smaller_file():
    many = Image.radial_gradient("L").convert("RGB")
    assert len(with_palette(many, 4)) < len(with_palette(many, 64))


def test_file_is_written_where_the_picture_has_changed(tmp_path):
    path = tmp_path / "start.png"
    assert [keep(b"a", path), keep(b"a", path), keep(b"b", path)] == [True, False, True]
    assert path.read_bytes() == b"b"
