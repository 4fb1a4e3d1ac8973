"""Full-width punctuation, restored where a copy of a Chinese text lost it."""

import re

FULL_WIDTH = dict(zip(",:;?!", "，：；？！", strict=True))
OPENERS = {"(": "（", "（": "（"}
CLOSERS = {")": "）", "）": "）"}
BRACKET = re.compile(r"[()（）]")
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# Han characters and the marks that stand only in Chinese text.
CHINESE = re.compile(
    r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\u3001-\u301f\u2014\u2018\u2019\u201c\u201d\u2026·]"
)
LETTER = re.compile(r"[^\W\d_]")
ADDRESS = re.compile(r"(?:https?://|www\.)[A-Za-z0-9\-._~/?#@%&=+:]+")
# Marks, brackets and blanks in a row: what stands before and after the row decides about it.
ROW = re.compile(r"[,:;?!，：；？！()（） ]+")
BLANK_AFTER_MARK = re.compile(r"(?<=[，：；？！]) +")


def restore(text: str) -> str:
    """`text` with , : ; ? ! and ( ) full-width where they belong to Chinese.

    A mark changes when a Chinese character stands on one side of it and no Latin letter on the
    other; so 1,000, 0.26:93.06, 09:50, addresses and Latin sentences stay. Brackets change when
    they hold a Han character. Restoring twice equals restoring once; no other character changes.
    """
    text = _restore_brackets(text)
    parts, position = [], 0
    for address in ADDRESS.finditer(text):
        parts += [_restore_marks(text[position : address.start()], after="a"), address.group()]
        position = address.end()
    return "".join([*parts, _restore_marks(text[position:])])


def _restore_marks(text, after=""):
    """Marks of a stretch without addresses; `after` is what follows it."""

    def replace(row):
        before = text[row.start() - 1 : row.start()]
        following = text[row.end() : row.end() + 1] or after
        if not _is_chinese(before, following):
            return row.group()
        full = "".join(FULL_WIDTH.get(mark, mark) for mark in row.group())
        return BLANK_AFTER_MARK.sub("", full)

    return ROW.sub(replace, text)


def _is_chinese(before, following):
    sides = [side for side in (before, following) if side]
    if any(LETTER.match(side) and not CHINESE.match(side) for side in sides):
        return False
    return any(CHINESE.match(side) for side in sides)


def _restore_brackets(text):
    """Pair brackets with a stack; a pair around a Han character becomes full-width."""
    characters, opened, position, han_stretches = list(text), [], 0, 0
    for bracket in BRACKET.finditer(text):
        index = bracket.start()
        han_stretches += HAN.search(text, position, index) is not None
        position = bracket.end()
        if text[index] in OPENERS:
            opened.append((index, han_stretches))
        elif opened:
            start, han_before = opened.pop()
            if han_stretches > han_before:
                characters[start] = OPENERS[text[start]]
                characters[index] = CLOSERS[text[index]]
    return "".join(characters)
