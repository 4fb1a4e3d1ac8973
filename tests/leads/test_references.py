"""Enquiry numbers."""

from leads.references import PATTERN, new_reference, normalise_reference


def test_references_are_random_and_readable():
    made = {new_reference() for _ in range(2000)}
    assert len(made) == 2000
    assert {normalise_reference(reference.lower()) for reference in made} == made
    assert PATTERN == r"^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$"
