"""The settings of the processes that migrate and visit a restored database."""

import os

from tests.settings import *  # noqa: F403 -- the test settings, pointed at the restored database
from tests.settings import DATABASES

DATABASES["default"]["NAME"] = os.environ["UPGRADE_DATABASE"]
