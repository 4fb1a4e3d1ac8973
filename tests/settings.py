"""The settings the tests run with: a local installation with a quick password hasher."""

import os

os.environ.setdefault("PORTAL_DEMO", "1")
os.environ.setdefault("PORTAL_SECRET_KEY", "only-for-tests-" + "x" * 50)

from portal.settings import *  # noqa: E402, F403 -- the environment must be set first

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# A thread of the live server must not hold on to the test database after its last answer.
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405 -- from portal.settings
# Nobody needs a test's rows after a power cut: those that are committed wait for no disk.
DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c synchronous_commit=off"  # noqa: F405 -- likewise
# Its flush empties only what a test has filled.
INSTALLED_APPS = [*INSTALLED_APPS, "tests.flushing"]  # noqa: F405 -- likewise
# A process keeps the words of one test's rows for the next: only tests of the dictionary read them.
SEARCH_WORDS_SECONDS = 0
# Lists are counted by the database, except where a test writes a snapshot of its own.
LIST_SNAPSHOT = VAR_DIR / "lists" / "none"  # noqa: F405 -- likewise
# Tests choose where uploaded lists lie.
STORAGES["imports"]["BACKEND"] = "tests.replaceable_storage.ReplaceableStorage"  # noqa: F405 -- likewise
STORAGES["answers"]["BACKEND"] = "tests.replaceable_storage.ReplaceableStorage"  # noqa: F405 -- likewise
# Static files are looked up when asked for: each test's client would otherwise list all of them.
WHITENOISE_AUTOREFRESH = True
# A page is drawn whenever a test asks for it, and all of it; tests of what is kept switch it on.
PAGE_MEMORY_BYTES = KEPT_PARTS_BYTES = 0
# Nothing is written beside what a test does; those of the counter switch it on.
VIEW_COUNT_SECONDS = 0
# Tests sign in by the password alone; those of the second factor switch it on.
SECOND_FACTOR = False
# No mail of the morning among those a test counts; tests of digests set an hour.
DIGEST_AT = None
