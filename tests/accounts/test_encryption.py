"""Secrets are read with this key or a former one, for their own account alone."""

import pytest

from accounts.encryption import seal, unseal
from core.sealing import Unreadable

SECRET = bytes(range(20))


def test_sealed_secret_opens_for_its_account_and_fits_its_column():
    text = seal(SECRET, owner=1)
    assert unseal(text, owner=1) == SECRET
    assert len(text) == 64
    assert text != seal(SECRET, owner=1)


@pytest.mark.parametrize("text", ["", "?", "AAAA", "é", "A" * 64])
def test_damaged_text_is_unreadable(text):
    with pytest.raises(Unreadable):
        unseal(text, owner=1)


def test_secret_of_one_account_does_not_open_for_another():
    with pytest.raises(Unreadable):
        unseal(seal(SECRET, owner=1), owner=2)


def test_former_key_opens_what_it_sealed_and_a_stranger_does_not(settings):
    text = seal(SECRET, owner=1)
    settings.SECRET_KEY, former = "another-" + "y" * 50, settings.SECRET_KEY
    with pytest.raises(Unreadable):
        unseal(text, owner=1)
    settings.SECRET_KEY_FALLBACKS = [former]
    assert unseal(text, owner=1) == SECRET
