"""Traditional characters as simplified ones (OpenCC, by words)."""

from functools import lru_cache

from opencc import OpenCC


def simplified(text: str) -> str:
    return _converter().convert(text)


@lru_cache(maxsize=1)
def _converter():
    return OpenCC("t2s")
