"""What an account still has in hand, told by the rooms above that know it.

Nobody leaves before it is given away: forms, actions and pages that take rights ask here.
"""

from dataclasses import dataclass

from django.utils.html import format_html

_askers = []


@dataclass(frozen=True)
class Duty:
    """What is still in hand, and where it is given away."""

    words: str
    url: str

    @property
    def refusal(self):
        return format_html(
            "{}，请先<a href='{}'>交给同事</a>，再停用或改授权。", self.words, self.url
        )


def register(asker):
    """`asker(user, without)` → a Duty or None; `without` is a grant that is to go, or None."""
    if asker not in _askers:
        _askers.append(asker)


def open_duty(user, without=None) -> Duty | None:
    """The first that stands against it."""
    return next(filter(None, (asker(user, without) for asker in _askers)), None)
