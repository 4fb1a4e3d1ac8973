"""Takes the manual's pictures anew, from a demo with a folder and a database of its own."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from tools.manual.camera import keep
from tools.manual.desk import Desk
from tools.manual.stories import tell

BASE_DIR = Path(__file__).resolve().parents[2]
PICTURES = BASE_DIR / "docs" / "manual" / "images"
OURS = {"DATABASE_URL", "PORTAL_SECRET_KEY", "PORTAL_PUBLIC_URL", "DJANGO_SETTINGS_MODULE"}
LOGIN = re.compile(r"^ {2}(\S+) +(\S+) {2}")
CHINESE = {"LANGUAGE": "zh_CN"}  # the browser's own words, as in its date fields
GREETED = "Ctrl-C"  # the last line, when all answers


def main():
    with tempfile.TemporaryDirectory(prefix="manual-") as folder, running_demo(folder) as demo:
        url, passwords = demo
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium(), args=["--no-sandbox"], env=os.environ | CHINESE
            )
            desk = Desk(browser, url, passwords)
            tell(desk)
    PICTURES.mkdir(exist_ok=True)
    for old in PICTURES.glob("*.png"):
        if old.stem not in desk.pictures:
            old.unlink()
    changed = [name for name, data in desk.pictures.items() if keep(data, PICTURES / f"{name}.png")]
    sys.stdout.write(f"{len(desk.pictures)} pictures, changed: {', '.join(changed) or 'none'}\n")


def chromium():
    return shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def running_demo(folder: str):
    """(address, passwords by user name) of a demo that nobody else uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {name: os.environ[name] for name in os.environ.keys() - OURS}
    env |= {"PORTAL_VAR": folder, "PORTAL_DEMO": "1", "PORTAL_LOG_LEVEL": "WARNING"}
    command = [sys.executable, "manage.py", "demo", f"--port={port}"]
    demo = subprocess.Popen(  # noqa: S603 -- our own command
        command, cwd=BASE_DIR, env=env, stdout=subprocess.PIPE, text=True
    )
    try:
        yield f"http://127.0.0.1:{port}", passwords_told(demo.stdout)
    finally:
        demo.send_signal(signal.SIGINT)
        demo.wait()


def passwords_told(lines) -> dict[str, str]:
    """As the demo greets whoever has started it."""
    found = {}
    for line in lines:
        if login := LOGIN.match(line):
            found[login[1]] = login[2]
        if GREETED in line:
            return found
    sys.exit("the demo did not start")


if __name__ == "__main__":
    main()
