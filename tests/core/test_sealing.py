"""A sealed text opens with its key, in its place, and nowhere else."""

import base64

import pytest
from django.conf import settings as project

from core.sealing import MARK, Unreadable, data_keys, is_sealed, seal, sealed_length, unseal

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
    assert len(seal("\U0001f600" * count, bound_to=HERE)) == sealed_length(count)
