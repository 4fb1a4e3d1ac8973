"""One thing that fails, and what everybody saw while it did."""

import time
from dataclasses import dataclass

from bench.faults.crowd import Crowd

CALM_SECONDS = 4
WELL_SECONDS = 2  # so long nothing may fail before all counts as well
GIVE_UP_SECONDS = 60


class Fault:
    """Begins by `strike`, lasts, ends by `heal`; findings of its own stand in `told`.

    A subclass says what happens; its name is the fault's. `prepare` and `tidy` are done while
    nobody is there.
    """

    def __init__(self):
        self.told, self.is_as_wanted = [], True

    @property
    def name(self):
        letters = (f" {c.lower()}" if c.isupper() else c for c in type(self).__name__)
        return "".join(letters).strip()

    def missing(self, stack) -> str:
        """Why it cannot be tried here; nothing when it can."""
        return ""

    def prepare(self, stack):
        pass

    def strike(self, stack):
        raise NotImplementedError

    def last(self, stack, seconds):
        time.sleep(seconds)

    def heal(self, stack):
        pass

    def look_back(self, stack):
        """When all is well again."""

    def look_at(self, crowd):
        """What the people who came saw, once they are gone."""

    def tidy(self, stack):
        pass

    def find(self, sentence, *, is_as_wanted=True):
        """Something seen; a sentence that starts with NOT is printed where it should not be so."""
        self.told.append(sentence if is_as_wanted else f"NOT AS WANTED: {sentence}")
        self.is_as_wanted &= is_as_wanted


@dataclass
class Episode:
    """Times of the monotonic clock; `well_at` is None when it never was well."""

    crowd: Crowd
    began: float
    over: float
    well_at: float | None


def undergo(stack, fault, seconds) -> Episode:
    fault.prepare(stack)
    stack.draw_forms()
    crowd = Crowd(stack)
    crowd.start()
    time.sleep(CALM_SECONDS)
    began = time.monotonic()
    try:
        fault.strike(stack)
        fault.last(stack, seconds)
    finally:
        fault.heal(stack)
    over = time.monotonic()
    well_at = wait_until_well(crowd, over)
    fault.look_back(stack)
    crowd.stop()
    fault.look_at(crowd)
    fault.tidy(stack)
    return Episode(crowd, began, over, well_at)


def wait_until_well(crowd, over):
    while time.monotonic() < over + GIVE_UP_SECONDS:
        time.sleep(0.2)
        since = time.monotonic() - WELL_SECONDS
        if since > over and crowd.is_well(since):
            return since
    return None
