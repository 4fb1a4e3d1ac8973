"""Cutting Chinese text into the words that are stored and asked for: the same on both sides."""

import re
import unicodedata
from functools import lru_cache

import rjieba
from opencc import OpenCC

# A run of letters and digits, or a run of Han characters.
RUN = re.compile(r"[a-z0-9]+(?:[.\-][a-z0-9]+)*|[\u3400-\u9fff\U00020000-\U0002ffff]+")
HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0002ffff]")
MAX_TOKEN = 60


@lru_cache(maxsize=1)
def _simplifier():
    return OpenCC("t2s")


def normalise(text: str) -> str:
    """Half-width, lower-case, simplified; NUL and other control characters dropped."""
    text = unicodedata.normalize("NFKC", text).lower()
    text = "".join(c if c.isprintable() else " " for c in text)
    return _simplifier().convert(text)


def words(text: str) -> list[str]:
    """The words of a text in order, without repeats."""
    found = {}
    for run in RUN.findall(normalise(text)):
        if HAN.match(run):
            found.update(dict.fromkeys(rjieba.cut_for_search(run)))
        else:
            found.update(dict.fromkeys(_latin_tokens(run)))
    return [word[:MAX_TOKEN] for word in found]


def _latin_tokens(run: str) -> list[str]:
    """400-116-9096 whole, without dashes, and in its parts."""
    parts = re.split(r"[.\-]", run)
    return [run, "".join(parts), *parts] if len(parts) > 1 else [run]


def title_tokens(text: str) -> list[str]:
    """Words, pairs and single characters: a title is found by what no dictionary knows."""
    found = dict.fromkeys(words(text))
    for run in RUN.findall(normalise(text)):
        if HAN.match(run):
            found.update(dict.fromkeys(run))
            found.update(dict.fromkeys(run[i : i + 2] for i in range(len(run) - 1)))
    return list(found)


def code_tokens(code: str) -> list[str]:
    """A number found in any bracket or dash style: 格政办〔2025〕2号 → 格政办20252号."""
    return [squeeze(code), *words(code)] if code else []


def squeeze(text: str) -> str:
    return re.sub(r"[^a-z0-9\u3400-\u9fff]", "", normalise(text))[:MAX_TOKEN]


def query_words(text: str) -> list[str]:
    """The words a reader's query asks for; whole numbers are asked for whole."""
    found = {}
    for run in RUN.findall(normalise(text)[:200]):
        if HAN.match(run):
            cut = rjieba.cut(run)
            found.update(dict.fromkeys(cut))
        else:
            found[run] = None
    return [word[:MAX_TOKEN] for word in found]
