"""文号 such as 国办发〔2017〕47号: 〔〕 are U+3014/3015 (GB/T 9704-2012), however typed."""

import re
import unicodedata

NUMBER = re.compile(
    r"\A(?P<issuer>[^\[\]()【】〔〕\s]+)\s*[\[(【〔](?P<year>\d{4})[\])】〕]\s*第?(?P<serial>\d+)\s*号(?P<rest>.*)\Z"
)


def normalise_document_number(raw: str) -> str:
    """格政办[2025] 2号 → 格政办〔2025〕2号; text of another shape comes back trimmed."""
    text = raw.strip()
    match = NUMBER.match(unicodedata.normalize("NFKC", text))
    if match is None:
        return text
    serial = int(match["serial"])
    return f"{match['issuer']}〔{match['year']}〕{serial}号{match['rest']}"
