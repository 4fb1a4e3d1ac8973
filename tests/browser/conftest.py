"""Tests in a real Chromium: `live_server` and `page` (pytest-playwright) are all they need."""

import os
import shutil
from pathlib import Path

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's Chromium instead of a download; it stays silent towards the network."""
    if not CHROMIUM:
        sentence = "没有找到 chromium：浏览器测试没有运行（Debian 上 apt install chromium）。"
        if os.environ.get("CI"):
            pytest.fail(sentence)
        pytest.skip(sentence)
    quiet = ["--no-sandbox", "--disable-background-networking", "--no-first-run"]
    return browser_type_launch_args | {"executable_path": CHROMIUM, "args": quiet}
