"""`python -m tests.upgrades.dump` writes tests/upgrades/<version>.sql from the tests' world."""

import os
import re
import subprocess
import tempfile
import tomllib
from pathlib import Path

import django
from django.conf import settings
from django.db import connection
from django.test.utils import override_settings

HERE = Path(__file__).parent
PYPROJECT = HERE.parents[1] / "pyproject.toml"
# What only psql reads, what older servers do not know, what would hide our tables from triggers.
FOREIGN = re.compile(
    r"^(?:\\(?:un)?restrict .*|SET transaction_timeout.*|SELECT pg_catalog\.set_config.*)\n", re.M
)


def version() -> str:
    return tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]["version"]


def tell_the_world():
    """Two sites with a row of every kind, and spaces that differ in everything."""
    from tests import factories, world  # models load after set-up

    prefecture = factories.RegionFactory(adcode="632800", name="海西蒙古族藏族自治州")
    region = factories.RegionFactory(adcode="632801", parent=prefecture, name="格尔木市")
    site = factories.SiteFactory(region=region, slug="golmud")
    neighbour = factories.SiteFactory(slug="wulan")
    world.whole_world(site, neighbour)
    world.marked_world(neighbour, "邻")
    world.offer_at_random(neighbour, 12)


def dumped() -> str:
    """The test database as SQL, a statement for up to a hundred rows."""
    from tools.management.commands.db import is_embedded  # models load after set-up
    from tools.pgembed.server import binary

    (_, *where, name), env = connection.client.settings_to_cmd_args_env(
        connection.settings_dict, []
    )
    program = binary("pg_dump") if is_embedded() else "pg_dump"
    options = ["--no-owner", "--no-privileges", "--inserts", "--rows-per-insert=100"]
    done = subprocess.run(  # noqa: S603 -- no shell
        [program, *where, *options, f"--dbname={name}"],
        env=os.environ | (env or {}),
        check=True,
        capture_output=True,
        text=True,
    )
    return FOREIGN.sub("", done.stdout)


def main():
    connection.settings_dict["TEST"]["NAME"] = "upgrade_dump"  # tests may be running
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        with tempfile.TemporaryDirectory() as media, override_settings(MEDIA_ROOT=media):
            tell_the_world()
        file = HERE / f"{version()}.sql"
        file.write_text(dumped(), encoding="utf-8")
        print(f"{file.relative_to(PYPROJECT.parent)}: {file.stat().st_size:,} bytes")  # noqa: T201 -- a script
    finally:
        connection.creation.destroy_test_db(settings.DATABASES["default"]["NAME"], verbosity=0)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    main()
