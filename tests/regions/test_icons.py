"""Every picture that a tile may carry is one of the public sprite."""

import re
from pathlib import Path

from django.conf import settings

from portal.site_defaults import TILES
from regions.icons import ICONS


def test_icons_are_drawn_and_new_sites_use_them():
    sprite = Path(settings.BASE_DIR, "static/img/icons.svg").read_text(encoding="utf-8")
    drawn = set(re.findall(r'id="i-([\w-]+)"', sprite))
    assert [name for name in ICONS if name not in drawn] == []
    assert [icon for _, _, icon, *_ in TILES if icon not in ICONS] == []
