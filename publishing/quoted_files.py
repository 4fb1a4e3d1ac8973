"""Uploaded files that a text names: its writer may name what he may see, and nothing else.

A file is as public as the texts that show it. Whoever could name one that he may not see, of a
draft elsewhere or withdrawn, would open it to himself by saving and to everybody by publishing.
"""

from collections.abc import Callable

from publishing.media_names import NAMES, NOBODY
from publishing.richtext import sanitise

RightOf = Callable[[object, str], str]
_rules: list[RightOf] = []


def register(right_of: RightOf):
    """The app above that knows all models tells (user, name) → who may see the file."""
    _rules.append(right_of)


def names_in(html: str) -> list[str]:
    """The names in storage of the files that the text shows once it is stored."""
    return list(dict.fromkeys(NAMES.findall(sanitise(html))))


def hidden_file_sentence(user, html: str, *, stored: str = "") -> str:
    """Why `user` may not write this; empty if there is no file in it that he may not see.

    What the text named before may stay, whoever put it there.
    """
    before = set(NAMES.findall(stored))
    for name in names_in(html):
        if name not in before and any(right_of(user, name) == NOBODY for right_of in _rules):
            return (
                f"这里的图片或文件“{name.rpartition('/')[2]}”不能用：没有这个文件，"
                "或者它属于别的地区、没有公开。请用编辑器的“上传图片或 PDF”放进来。"
            )
    return ""
