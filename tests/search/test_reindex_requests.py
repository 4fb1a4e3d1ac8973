"""Requests are worked off when due: short ones first, second looks last, each for a minute."""

import datetime

from django.utils import timezone

from search.models import ReindexRequest
from search.models.reindex_requests import LOOK_AGAIN_AFTER

NOW = timezone.now()
HOUR = datetime.timedelta(hours=1)


def request(number, **values):
    return ReindexRequest.objects.create(label="parks.Park", object_id=number, **values)


def numbers(requests):
    return list(requests.values_list("object_id", flat=True))


def test_what_has_no_time_is_due_at_once_and_the_rest_when_it_comes(db):
    request(1)
    request(2, due_at=NOW)
    request(3, due_at=NOW + HOUR)
    assert numbers(ReindexRequest.objects.due(NOW).order_by("pk")) == [1, 2]


def test_none_waits_for_a_long_one(db):
    request(1, batches=3)
    request(2, is_second_look=True)
    request(3)
    request(4)
    assert numbers(ReindexRequest.objects.in_turn()) == [3, 4, 2, 1]


def test_what_was_worked_off_begins_anew_a_minute_later(db):
    done = request(1, copy="parks.Listing entry", last_pk=9, batches=3)
    ReindexRequest.objects.look_again(NOW)
    done.refresh_from_db()
    assert (done.is_second_look, done.due_at) == (True, NOW + LOOK_AGAIN_AFTER)
    assert (done.copy, done.last_pk, done.batches) == ("", 0, 0)


def test_second_look_owed_by_a_clock_that_ran_ahead_is_due_and_a_window_is_not(db):
    request(1, is_second_look=True, due_at=NOW + LOOK_AGAIN_AFTER)
    request(2, is_second_look=True, due_at=NOW + 30 * HOUR)
    request(3, due_at=NOW + 30 * HOUR)
    assert numbers(ReindexRequest.objects.due(NOW).order_by("pk")) == [2]
