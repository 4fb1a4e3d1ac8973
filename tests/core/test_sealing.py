"""A sealed text opens with its key, in its place, and nowhere else."""

import base64

import pytest
from django.conf import settings as project

from core.sealing import (
    MARK,
    Unreadable,
    data_keys,
    is_sealed,
    keyed_digests,
    keyed_marks,
    seal,
    seal_alike,
    sealed_length,
    unseal,
)

HERE, ELSEWHERE = "leads_message.body", "leads_followup.body"
OLD, NEW = "old-" + "o" * 40, "new-" + "n" * 40


@pytest.mark.parametrize("text", ["赵", "x" * 5000, "sealed:1:00000000:AAAA", "\U0001f600\n'\"%"])
def test_sealed_text_tells_nothing_and_opens_in_its_place(text):
    sealed = seal(text, bound_to=HERE)
    assert (is_sealed(sealed), text in sealed) == (True, False)
    assert unseal(sealed, bound_to=HERE) == text
    assert sealed != seal(text, bound_to=HERE)
    with pytest.raises(Unreadable):
        unseal(sealed, bound_to=ELSEWHERE)


def test_first_key_seals_and_all_open(settings):
    settings.DATA_KEYS = [OLD]
    before = seal("话", bound_to=HERE)
    settings.DATA_KEYS = [NEW, OLD]
    after = seal("话", bound_to=HERE)
    assert [unseal(text, bound_to=HERE) for text in (before, after)] == ["话", "话"]
    settings.DATA_KEYS = [NEW]
    assert unseal(after, bound_to=HERE) == "话"
    with pytest.raises(Unreadable):
        unseal(before, bound_to=HERE)


def test_what_the_secret_key_sealed_opens_beside_keys_of_data(settings):
    settings.DATA_KEYS = []
    before = seal("话", bound_to=HERE)
    settings.DATA_KEYS = [NEW]
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [project.SECRET_KEY], "s" * 60
    assert unseal(before, bound_to=HERE) == "话"


def test_key_is_named_without_telling_it(settings):
    settings.DATA_KEYS = [NEW]
    (key_id, *_) = data_keys().key_ids
    assert seal("话", bound_to=HERE).startswith(f"{MARK}{key_id}:")
    assert key_id not in NEW


def test_text_that_is_known_again_is_sealed_alike_in_its_place(settings):
    settings.DATA_KEYS = [OLD]
    (old, *_) = seal_alike("13800001234", bound_to=HERE)
    settings.DATA_KEYS = [NEW, OLD]
    now, former, _ = seal_alike("13800001234", bound_to=HERE)
    assert (former, now != old, is_sealed(now)) == (old, True, True)
    assert [unseal(text, bound_to=HERE) for text in (now, old)] == ["13800001234"] * 2
    assert seal_alike("13800001234", bound_to=ELSEWHERE)[0] != now
    for other in (old, f"{old[:-4]}AAAA"):
        with pytest.raises(Unreadable):
            unseal(other, bound_to=ELSEWHERE)
    settings.DATA_KEYS = [NEW]
    with pytest.raises(Unreadable):
        unseal(old, bound_to=HERE)


def test_digests_and_marks_are_keyed_the_present_key_first(settings):
    settings.DATA_KEYS = [OLD]
    digest, marks = keyed_digests("salt", "赵")[0], keyed_marks("salt", ["赵", "女"])[0]
    settings.DATA_KEYS = [NEW, OLD]
    digests, of_keys = keyed_digests("salt", "赵"), keyed_marks("salt", ["赵", "女"])
    assert (digests.index(digest), of_keys.index(marks), len(digests)) == (1, 1, 3)
    assert keyed_digests("other", "赵") != digests
    assert all(-(2**63) <= mark < 2**63 for mark in marks)


@pytest.mark.parametrize("place", range(0, 60, 7))
def test_a_changed_character_is_noticed(place):
    sealed = seal("想租带行车的厂房", bound_to=HERE)
    start = sealed.rindex(":") + 1
    raw = bytearray(base64.urlsafe_b64decode(sealed[start:]))
    raw[place % len(raw)] ^= 1
    with pytest.raises(Unreadable):
        unseal(sealed[:start] + base64.urlsafe_b64encode(raw).decode(), bound_to=HERE)


@pytest.mark.parametrize("text", ["", "话", MARK, f"{MARK}00000000:AAAA", f"{MARK}00000000:A"])
def test_what_is_not_sealed_is_unreadable(text):
    with pytest.raises(Unreadable):
        unseal(text, bound_to=HERE)


@pytest.mark.parametrize("count", [1, 2, 40, 200])
def test_longest_text_fits_the_room_made_for_it(count):
    text = "\U0001f600" * count
    assert len(seal(text, bound_to=HERE)) == sealed_length(count)
    assert len(seal_alike(text, bound_to=HERE)[0]) <= sealed_length(count)
