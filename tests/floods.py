"""Made-up input by the thousand: a handful of cases in every run, all of them in `.ci/run`."""

import os

import pytest
from hypothesis import HealthCheck, settings

FEW = 20
PROFILE = "flood"  # --hypothesis-profile=flood


def register_profiles():
    """A busy machine is no reason to fail (`make bench` measures speed); worlds may serve a test
    for all its cases. In CI a tree meets the same cases at every run, so that a refusal tells of
    the change and not of the dice; whoever looks for more asks for the flood by hand."""
    for name, cases in (("portal", FEW), (PROFILE, 100)):
        settings.register_profile(
            name,
            deadline=None,
            max_examples=cases,
            derandomize="CI" in os.environ,
            suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
        )
    settings.load_profile("portal")


def is_asked_for():
    """Whether this run makes up input by the thousand."""
    return settings.get_current_profile_name() == PROFILE


def flood(cases):
    """Marks a test and gives it its own number of cases where floods are asked for."""

    def decorate(test):
        return pytest.mark.flood(settings(max_examples=cases if is_asked_for() else FEW)(test))

    return decorate
