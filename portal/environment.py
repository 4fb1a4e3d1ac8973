"""Reading settings from the environment, with sentences an operator can act on."""

import os

from django.core.exceptions import ImproperlyConfigured

TRUE_WORDS = {"1", "true", "yes", "on"}
FALSE_WORDS = {"", "0", "false", "no", "off"}


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


def words(name: str, default: str = "") -> list[str]:
    """The variable as a comma-separated list without blanks."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def required(name: str, *, why: str) -> str:
    """The variable, or a stop with a sentence that says what to do."""
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(
            f"缺少环境变量 {name}：{why}。请参照 .env.example 设置后再启动。"
        )
    return value
