"""How much of what came in this hour shares its source or its looks with one enquiry."""

from dataclasses import dataclass

from core.client_ip import client_networks
from core.text_folding import fold
from leads.likeness import ORDERS, contact_pattern, likeness_marks
from leads.models import Throttle

# A proxy on this machine, and no address at all. Others of this machine (127.4.0.9) are somebody's.
SHARED = {"127.0.0.1/32", "0.0.0.0/32", "::/64"}


@dataclass(frozen=True)
class Weight:
    """Counts of this hour, the enquiry itself included.

    `network` is an address or an IPv6 /64, `block` a /24 or /48, `provider` an IPv6 /32, `place`
    what one customer is given: an address or a /48. All four are 0 where no proxy names the client.
    `contact` and `words` are the same ones from this place; `alike` and `pattern` words and
    contacts nearly the same, from anywhere at this site.
    """

    network: int
    block: int
    provider: int
    place: int
    contact: int
    words: int
    alike: int
    pattern: int


def weigh(*, site, ip, data, now, by=1) -> Weight:
    """Count an enquiry everywhere, in one statement: ask once an enquiry, or `by` 0."""
    networks, place = client_networks(ip), place_of(ip)
    contact = data["phone"] or data["email"]
    # Who wants a call has written no words of their own: all of them would be alike.
    words = contact if data.get("call_time") else data["message"]
    marks = [
        *zip(("submit", "submit-block", "submit-provider"), networks, strict=False),
        ("submit-contact", f"{place} {contact}"),
        ("submit-words", f"{place} {fold(words)}"),
        ("submit-pattern", f"{site.pk} {contact_pattern(contact)}"),
        *(("submit-like", f"{site.pk} {mark}") for mark in likeness_marks(words)),
    ]
    hits = Throttle.objects.hit_all(marks, now, by=by)
    by_scope = dict(zip((scope for scope, _ in marks), hits, strict=True))
    circles = [0] * len(networks) if is_shared(networks[0]) else hits[: len(networks)]
    return Weight(
        network=circles[0],
        block=circles[1],
        provider=circles[2] if circles[2:] else 0,
        place=circles[1] if circles[2:] else circles[0],
        contact=by_scope["submit-contact"],
        words=by_scope["submit-words"],
        # Two texts share one mark of four by chance, seldom two.
        alike=sorted(hits[-len(ORDERS) :])[-2],
        pattern=by_scope["submit-pattern"],
    )


def place_of(ip: str) -> str:
    """What one customer is given: an IPv4 address, or an IPv6 /48."""
    network, block, *provider = client_networks(ip)
    return block if provider else network


def is_shared(network: str) -> bool:
    """Where a proxy names no client, all its visitors seem to come from here: `unknown`."""
    return network in SHARED
