"""A picture of a page as it would look on any day: times and made-up numbers are always the same.

The palette keeps a whole screen of text within MOST_BYTES.
"""

import io
from pathlib import Path

from PIL import Image

MOST_BYTES = 60 * 1024
COLOURS = (192, 96, 48, 32, 24, 16)
# What differs from run to run → what stands in its place. JavaScript's expressions, in this order.
SAME_EACH_TIME = [
    (r"\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日\s星期.", "2026 年 3 月 2 日 星期一"),
    (r"\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日", "2026 年 3 月 2 日"),
    (r"\d{4}-\d\d-\d\d", "2026-03-02"),
    (r"\b\d{1,2}\s?月\s?\d{1,2}\s?日", "3 月 2 日"),
    (r"\b\d{4}/\d\d/\d\d", "2026/03/02"),
    (r"（周.）", "（周一）"),
    (r"\b\d{1,2}:\d\d(:\d\d)?\b", "09:30"),
    (r"\b[0-9A-Z]{4}(-[0-9A-Z]{4}){2}\b", "7K3Q-9XMD-PT4V"),
    (r"127\.0\.0\.1", "192.0.2.7"),
]
FREEZE = """rules => {
    const patterns = rules.map(([pattern, words]) => [new RegExp(pattern, "g"), words]);
    const change = (thing, name) => {
        const old = thing[name];
        const text = patterns.reduce((all, [pattern, words]) => all.replace(pattern, words), old);
        if (text === old) return;
        thing[name] = text;
        (window.frozen = window.frozen || []).push([thing, name, old]);
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) change(walker.currentNode, "data");
    for (const field of document.querySelectorAll("input[type=text]")) change(field, "value");
    document.activeElement.blur();
    document.getAnimations().forEach((animation) => animation.finish());
}"""
THAW = "(window.frozen || []).splice(0).forEach(([thing, name, old]) => { thing[name] = old; })"


def take_picture(page) -> bytes:
    """PNG of what the window shows."""
    page.evaluate(FREEZE, SAME_EACH_TIME)
    shot = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    page.evaluate(THAW)
    for colours in COLOURS:
        data = with_palette(shot, colours)
        if len(data) <= MOST_BYTES:
            return data
    raise ValueError(f"{page.url} is {len(data)} bytes, more than {MOST_BYTES}")


def with_palette(picture: Image.Image, colours: int) -> bytes:
    out = io.BytesIO()
    flat = picture.quantize(colours, dither=Image.Dither.NONE)
    flat.save(out, "PNG", optimize=True)
    return out.getvalue()


def keep(data: bytes, path: Path) -> bool:
    """Whether the file is another now."""
    if path.is_file() and path.read_bytes() == data:
        return False
    path.write_bytes(data)
    return True
