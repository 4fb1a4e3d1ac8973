"""The API keeps to its schema: a few hundred made-up questions, thousands by `make contract`."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode

from tests import contract_hooks  # noqa: F401 -- its hooks register themselves
from tests.world import whole_world

pytestmark = pytest.mark.sweep
EXAMPLES = 15
OPERATIONS = 11


@pytest.fixture
def application():
    """The real one; like Django's test client it keeps the connection and its transaction."""
    for moment in (request_started, request_finished):
        moment.disconnect(close_old_connections)
    yield get_wsgi_application()
    for moment in (request_started, request_finished):
        moment.connect(close_old_connections)


@pytest.fixture
def schema(application, site, other_site, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    whole_world(site, other_site)
    return schemathesis.openapi.from_wsgi("/api/schema/", application)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_every_answer_is_one_that_the_schema_declares(schema, mode):
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) == OPERATIONS
    for operation in operations:
        ask(operation.as_strategy(generation_mode=mode))


def ask(cases):
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases)
    def holds(case):
        case.call_and_validate()

    holds()
