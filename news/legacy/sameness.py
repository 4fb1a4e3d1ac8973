"""Two saved pages are the same article if they say the same, whatever their bytes.

Visit counts, links to share, frames, encodings, blanks, full-width marks and invisible characters
differ from one save to the next; letters and digits do not.
"""

import hashlib
import re

from core.text_folding import fold

# A point or a dash between digits is part of a number: 3.5 is not 35.
IN_NUMBERS = re.compile(r"(?<=\d)[.\-](?=\d)")
POINTS = {".": "点", "-": "至"}
NOT_WORDS = re.compile(r"[\W_]+")


def fingerprint(text: str) -> str:
    """The same for two texts that differ in blanks, marks, width or case only."""
    words = IN_NUMBERS.sub(lambda mark: POINTS[mark[0]], fold(text))
    return hashlib.sha256(NOT_WORDS.sub("", words).encode()).hexdigest()
