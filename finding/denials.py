"""What somebody says that he does not want: 不要行车, 行车不要, 无需危化. It is never a wish."""

import re

# 有没有, 要不要 ask and deny nothing.
BEFORE = re.compile(
    r"(?:(?<!要)不要|(?<!带)不带|(?<![需要用])不(?:需要?|用)|(?<!想)不想要?|(?<!含)不含|(?<!有)没有?|"
    r"(?<!考虑)不考虑|(?<!有)无需?|非|(?<!是)不是|(?<![a-z])(?:no|not|without)(?![a-z]))"
    r"\s*(?:带|要|有|配|靠|任何|an?(?![a-z]))*\s*\Z"
)
# What a word is told by alone, whether or not it is one of ours.
PLAIN = r"(?:(?<!要)不要|(?<![需要用])不(?:需要?|用)|(?<!想)不想要|(?<!考虑)不考虑|(?<!有)无需)"
END = r"(?=\s|[,.;!?、。]|了|的|$)"
BEHIND = rf"(?:就|都|也)?(?:{PLAIN}(?:求)?|免了|除外|不含){END}"
MOST_LETTERS = 8
# 无需危化的: as far as one word goes.
UNKNOWN_BEHIND = re.compile(rf"(?<![^\s,.;、。])([^\s\d,.;、。的]{{1,{MOST_LETTERS}}}?){BEHIND}")
UNKNOWN = re.compile(rf"{PLAIN}\s*(?:带|有|配)?([^\s,.;、。的]{{1,{MOST_LETTERS}}})")


def start_of_denial(text: str) -> int | None:
    """Where the denial begins of what stands behind the text; None where it denies nothing."""
    found = BEFORE.search(text)
    return found.start() if found else None


def denied_behind(words: str) -> re.Pattern:
    """Some of the words (alternatives of a pattern) with their denial behind: 行车、蒸汽都不要."""
    one = rf"(?:[\d.]+\s*(?:吨|t)\s*)?(?:{words})"
    return re.compile(rf"({one}(?:\s*[、和与及]\s*{one})*)\s?{BEHIND}")


def without_denied(text: str, pattern: re.Pattern) -> tuple[str, list[str]]:
    """(The text without what the pattern finds in it, the words that were denied)."""
    return pattern.sub(" ", text), pattern.findall(text)
