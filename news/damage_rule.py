"""What is left of a text that was decoded wrongly (a rule of publishing.content_checks)."""

from news.legacy.damage import TRACES
from publishing.content_checks.rules import Hit, Rule, Severity

OF_ENCODING = tuple(trace for trace in TRACES if trace.is_of_encoding)


def _damaged(subject):
    """Of each trace the first piece in each text: the rest shows once that is mended."""
    for part in subject.parts:
        for trace in OF_ENCODING:
            if piece := trace.find(part.text):
                start = part.text.index(piece)
                cure = trace.sentence.replace("：“…”", "")
                yield Hit(part, start, start + len(piece), cure=cure.rstrip("。"))


DAMAGED_TEXTS = Rule(
    "damaged_text",
    "像是乱码",
    Severity.SIGN,
    "“…”像是乱码",
    "请对照原文",
    _damaged,
    is_allowable=True,
)
