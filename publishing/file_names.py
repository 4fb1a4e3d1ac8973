"""What a file is called where people see it; in storage it has a name of ours."""

import re
import unicodedata

LONGEST_NAME = 100
NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|]')


def shown_name(name: str, ending="pdf") -> str:
    """A file's own name as readers may get to see it: no folder, no invisible character.

    Whatever it ends in is left away, and `ending` put there; without one, "" if nothing is left.
    """
    base = re.split(r"[\\/]", name or "")[-1]
    visible = "".join(c for c in base if unicodedata.category(c)[0] != "C")
    other = ending or r"[A-Za-z]\w{2,4}"
    stem = re.sub(rf"\.{other}\s*$", "", NOT_IN_NAMES.sub(" ", visible), flags=re.IGNORECASE)
    stem = stem.strip(" .")[:LONGEST_NAME]
    return f"{stem or '文件'}.{ending}" if ending else stem
