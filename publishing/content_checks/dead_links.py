"""Links of a text that lead to a page of ours which readers cannot open."""

from collections.abc import Callable

from publishing.content_checks.rules import Hit, Rule, Severity
from publishing.link_addresses import addresses_in, outside_addresses, own_paths, written_in
from publishing.models import OutsideLink
from regions.models import Region

# Paths and the region of the text → by path why readers cannot open it, "" where they can.
Opens = Callable[[list[str], Region | None], dict[str, str]]
_askers: list[Opens] = []


def register(asker: Opens):
    """The room above that knows all addresses answers for them."""
    _askers[:] = [asker]


def _dead(subject):
    for part in subject.parts:
        addresses = addresses_in(part.html) if part.html else written_in(part.text)
        paths = own_paths(addresses)
        for asker in _askers if paths else ():
            for path, reason in asker(list(paths), subject.region).items():
                if reason:
                    yield Hit(part, shown=paths[path], cure=reason)


def _dead_outside(subject):
    """As the last night found them: nobody waits for another website while he saves."""
    parts = {
        part: outside_addresses(addresses_in(part.html)) for part in subject.parts if part.html
    }
    addresses = {address for found in parts.values() for address in found}
    if not addresses:
        return
    dead = OutsideLink.objects.dead().filter(address__in=addresses)
    reasons = dict(dead.values_list("address", "reason"))
    for part, found in parts.items():
        for address in found:
            if address in reasons:
                yield Hit(part, shown=address, cure=f"{reasons[address]}：请换一个网址或去掉链接")


DEAD_LINKS = Rule(
    "dead_link",
    "打不开的链接",
    Severity.SIGN,
    "链接“…”读者打不开",
    "请改正或去掉链接",
    _dead,
)
DEAD_OUTSIDE_LINKS = Rule(
    "dead_outside_link",
    "打不开的站外链接",
    Severity.HINT,
    "站外链接“…”打不开",
    "请换一个网址或去掉链接",
    _dead_outside,
)
LINK_RULES = (DEAD_LINKS, DEAD_OUTSIDE_LINKS)
