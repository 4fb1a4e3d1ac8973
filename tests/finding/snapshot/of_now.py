"""The list snapshot of what the test database holds at this moment."""

import time

from finding.snapshot import changes, layout
from finding.snapshot.lists import ListSnapshot, Part


def snapshot_of_now():
    position = changes.position()
    block = layout.listings().block(changes.next_listing_rows(0, 10_000))
    parks = layout.parks().block(changes.park_rows())
    return ListSnapshot((Part(block, block.all),), parks, position, time.time())
