"""Settings of a process that a test kills: the test's database, files in the test's folder."""

import os

from tests.settings import *  # noqa: F403 -- all of them

DATABASES["default"]["NAME"] = os.environ["KILL_DATABASE"]  # noqa: F405 -- from tests.settings
STORAGES["imports"]["OPTIONS"] = {"location": os.environ["KILL_VAR"]}  # noqa: F405 -- likewise
