"""Reading settings from the environment, with sentences an operator can act on."""

import datetime
import json
import os
from importlib.util import find_spec
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

TRUE_WORDS = {"1", "true", "yes", "on"}
FALSE_WORDS = {"", "0", "false", "no", "off"}
SECRET_CHARS, SECRET_VARIETY = 50, 5
KEY_CHARS = 32
CACHE_SCHEMES = ("redis://", "rediss://", "unix://")
LOOPBACK = "localhost,127.0.0.1,[::1]"


def text(name: str, default: str = "") -> str:
    """The variable as text, or the default when it is unset."""
    return os.environ.get(name, default)


def flag(name: str, *, default: bool = False) -> bool:
    """The variable as a yes or no; anything else stops the start."""
    word = os.environ.get(name, "1" if default else "0").strip().lower()
    if word in TRUE_WORDS | FALSE_WORDS:
        return word in TRUE_WORDS
    raise ImproperlyConfigured(f"环境变量 {name} 应为 1 或 0，现在是“{word}”。")


def number(name: str, *, default: int) -> int:
    """The variable as a whole number; anything else stops the start."""
    raw = os.environ.get(name, str(default))
    try:
        return int(raw)
    except ValueError:
        raise ImproperlyConfigured(f"环境变量 {name} 应为整数，现在是“{raw}”。") from None


def count(name: str, *, default: int) -> int:
    """The variable as a whole number from 0 on."""
    value = number(name, default=default)
    if value < 0:
        raise ImproperlyConfigured(f"环境变量 {name} 不能小于 0，现在是“{value}”。")
    return value


def token(name: str) -> str:
    """The variable as letters and digits only, empty when unset; anything else stops the start."""
    value = os.environ.get(name, "").strip()
    if value and not (value.isascii() and value.isalnum()):
        raise ImproperlyConfigured(f"环境变量 {name} 只应含字母和数字，请照原样复制。")
    return value


def cache_url(name: str) -> str:
    """The address of a Redis server, empty when unset; one that cannot work stops the start."""
    value = os.environ.get(name, "").strip()
    if value and not value.startswith(CACHE_SCHEMES):
        raise ImproperlyConfigured(
            f"环境变量 {name} 应像 redis://127.0.0.1:6379/0（也可以用 rediss:// 或 unix://），"
            "不用共享缓存就留空。"
        )
    if value and find_spec("redis") is None:
        raise ImproperlyConfigured(
            f"设置了 {name}，但没有安装 Redis 的客户端：请用 requirements-prod.lock 重新安装。"
        )
    return value


def words(name: str, default: str = "") -> list[str]:
    """The variable as a comma-separated list without blanks."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def time_of_day(name: str, default: str) -> datetime.time | None:
    """The variable as 08:30; empty for never, anything else stops the start."""
    raw = os.environ.get(name, default).strip()
    try:
        return datetime.time.fromisoformat(raw) if raw else None
    except ValueError:
        raise ImproperlyConfigured(
            f"环境变量 {name} 应像 08:30，不要就留空，现在是“{raw}”。"
        ) from None


def required(name: str, *, why: str) -> str:
    """The variable, or a stop with a sentence that says what to do."""
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(
            f"缺少环境变量 {name}：{why}。请参照 .env.example 设置后再启动。"
        )
    return value


def storage(name: str, **options) -> dict:
    """The variable as an entry of Django's STORAGES, in JSON; a local folder when it is unset."""
    raw = os.environ.get(name, "").strip()
    if not raw:
        return {"BACKEND": "core.whole_files.WholeFileStorage", "OPTIONS": options}
    try:
        entry = json.loads(raw)
    except ValueError:
        entry = None
    if not isinstance(entry, dict) or not isinstance(entry.get("BACKEND"), str):
        raise ImproperlyConfigured(
            f"环境变量 {name} 应是一行 JSON，含 BACKEND 和 OPTIONS，参照 .env.example。"
        )
    return entry


def keys(name: str) -> list[str]:
    """Keys in their order, none by default: separated by commas, then those of the file that
    `{name}_FILE` names, one a line."""
    path = os.environ.get(f"{name}_FILE", "").strip()
    found = [*words(name), *(_lines_of(path, f"{name}_FILE") if path else [])]
    if path and not found:
        raise ImproperlyConfigured(f"环境变量 {name}_FILE 指的文件里没有密钥：{path}。")
    if not all(_is_hard_to_guess(key, KEY_CHARS) for key in found):
        raise ImproperlyConfigured(
            f"{name} 里有太容易猜到的密钥：每个应为至少 {KEY_CHARS} 个字符的随机串。"
            "请参照 .env.example 重新生成；用过的密钥不能改，改了内容就打不开。"
        )
    return found


def _lines_of(path, name):
    try:
        lines = Path(path).read_text().splitlines()
    except (OSError, ValueError) as error:
        raise ImproperlyConfigured(
            f"环境变量 {name} 指的文件读不出来：{path}。没有它，加密保存的内容打不开，请先放回来。"
        ) from error
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _is_hard_to_guess(value, least):
    return len(value) >= least and len(set(value)) >= SECRET_VARIETY


def secret(name: str, *, why: str) -> str:
    """A required variable that nobody can guess, by the measure of `check --deploy`."""
    value = required(name, why=why)
    if not _is_hard_to_guess(value, SECRET_CHARS):
        raise ImproperlyConfigured(
            f"环境变量 {name} 太容易猜到：{why}。请参照 .env.example 重新生成后再启动。"
        )
    return value


def hosts(name: str, *, is_local: bool, is_debug: bool) -> list[str]:
    """The domains to answer to; by default, and always with debug pages, this machine's own."""
    names = words(name, LOOPBACK if is_local else "")
    if not names:
        raise ImproperlyConfigured(
            f"缺少环境变量 {name}：请写上本站域名，多个用逗号分开，参照 .env.example。"
        )
    if "*" in names and not is_local:
        raise ImproperlyConfigured(f"环境变量 {name} 不能写 *：请写上本站域名，多个用逗号分开。")
    if is_debug and not set(names) <= set(LOOPBACK.split(",")):
        raise ImproperlyConfigured(
            f"PORTAL_DEBUG=1 会把源代码和设置显示给访客，只能用于本机：请去掉它，或去掉 {name}。"
        )
    return names
