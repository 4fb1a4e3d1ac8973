"""The stories of the manual still go as they are told: all that they look for is there."""

import pytest

from portal.seeding.run import load_seeds
from portal.seeding.staff import create_demo_staff
from tools.manual.desk import Desk
from tools.manual.stories import PICTURES, tell


@pytest.mark.walk
def test_every_story_goes_to_its_end(live_server, browser, media, settings):
    settings.SECOND_FACTOR = True
    load_seeds()
    passwords = {login.username: login.password for login in create_demo_staff()}
    desk = Desk(browser, live_server.url, passwords)
    tell(desk)
    assert [*desk.pictures] == [name for names in PICTURES.values() for name in names]
