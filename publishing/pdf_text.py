"""Pages and words of a PDF, read in a process of its own that may not take long, nor much memory.

`python -m publishing.pdf_text` reads the file from its input and prints what it found.
"""

import json
import logging
import resource
import subprocess
import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 20
MEMORY = 768 * 1024 * 1024
LONGEST = 20_000  # characters: some fifteen pages of print
MOST_PAGES = 200  # of which words are read


@dataclass(frozen=True)
class PdfText:
    """`pages` is None where the file could not be read."""

    pages: int | None = None
    text: str = ""


def pdf_text(data: bytes, seconds: float = SECONDS) -> PdfText:
    """What a PDF says; nothing of one that takes too much time or memory, or is broken."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "publishing.pdf_text"],
            input=data,
            cwd=ROOT,
            capture_output=True,
            timeout=seconds,
            check=True,
        )
        return PdfText(**json.loads(done.stdout))
    except (subprocess.SubprocessError, ValueError, TypeError):
        return PdfText()


def _read(data: bytes) -> PdfText:
    from pypdf import PdfReader  # only here: the web has no need of it

    reader = PdfReader(BytesIO(data))
    pages = len(reader.pages)
    words, length = [], 0
    for page in reader.pages[:MOST_PAGES]:
        text = " ".join(page.extract_text().replace("\0", " ").split())
        words.append(text)
        length += len(text)
        if length > LONGEST:
            break
    # A pair of surrogates that is none cannot be stored.
    text = " ".join(filter(None, words))[:LONGEST].encode("utf-8", "ignore").decode("utf-8")
    return PdfText(pages, text)


def _bounded():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


if __name__ == "__main__":
    logging.disable()
    _bounded()
    found = _read(sys.stdin.buffer.read())
    sys.stdout.write(json.dumps(found.__dict__))
