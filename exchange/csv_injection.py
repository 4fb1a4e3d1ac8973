"""Text that a spreadsheet would run as a formula, made harmless and read back unchanged."""

import re

# Excel also runs what follows blanks, and full-width signs after an input method.
DANGEROUS = re.compile(r"[\t\r\n]|[\s\u200b\u2060\ufeff\x00-\x1f]*[=+\-@＝＋－＠]")
QUOTE = "'"


def quoted(text: str) -> str:
    """For CSV, where every cell may become a formula."""
    return QUOTE + text if text.startswith(QUOTE) or DANGEROUS.match(text) else text


def unquoted(text: str) -> str:
    """What `quoted` was given; other text stays as it is."""
    rest = text[1:]
    is_ours = text.startswith(QUOTE) and (rest.startswith(QUOTE) or DANGEROUS.match(rest))
    return rest if is_ours else text


def kept(text: str) -> str:
    """For typed text cells: quoted only where reading back would strip a quote."""
    return QUOTE + text if unquoted(text) != text else text
