"""What lies in deploy/ agrees with itself and with docs/operations.md."""

import re
from pathlib import Path

from django.conf import settings

DEPLOY = Path(settings.BASE_DIR, "deploy")
MANUAL = Path(settings.BASE_DIR, "docs", "operations.md").read_text()
SHARED = ("User", "Group", "UMask", "WorkingDirectory", "EnvironmentFile")
# Taken from the folder as it lies, or written there by Python when a test starts gunicorn.
TAKEN_FROM_THE_FOLDER = {"gunicorn.conf.py", "__pycache__"}


def assigned(path):
    """Properties as a unit or `systemd-run --property` gives them."""
    return dict(re.findall(r"(?:^|--property=)(\w+)=(\S+)", path.read_text(), re.MULTILINE))


def test_commands_run_as_the_units_do():
    files = (DEPLOY / name for name in ("portal-web.service", "portal-worker.service", "portal"))
    web, worker, command = (
        {name: value for name, value in assigned(path).items() if name in SHARED} for path in files
    )
    assert (
        web
        == worker
        == command
        == {
            "User": "portal",
            "Group": "www-data",
            "UMask": "0027",
            "WorkingDirectory": "/srv/portal",
            "EnvironmentFile": "/etc/portal.env",
        }
    )


def test_command_can_be_run():
    assert (DEPLOY / "portal").stat().st_mode & 0o111


def test_manual_installs_every_file():
    words = re.findall(r"deploy/[\w.*-]+", MANUAL)
    missing = {
        path.name for path in DEPLOY.iterdir() if not any(path.match(word) for word in words)
    }
    assert missing - TAKEN_FROM_THE_FOLDER == set()
