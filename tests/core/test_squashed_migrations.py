"""What a database made by the squashed migrations has in common with one made step by step.

Statements are compared by tests/upgrades: there an old release goes on by the single steps.
"""

from graphlib import TopologicalSorter
from importlib import import_module

import pytest
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader

from core.squashed_migrations import statements_of


@pytest.fixture(scope="module")
def steps():
    """The graph in which a squashed migration stands beside those it replaces."""
    return MigrationLoader(None, replace_migrations=False)


@pytest.fixture(scope="module")
def squashed(steps):
    return {key: migration for key, migration in steps.graph.nodes.items() if migration.replaces}


def described(state):
    """Each model's options and its fields in the order of their columns."""
    plain = MigrationAutodetector(state, state).deep_deconstruct
    return {
        key: (model.options, model.bases, model.managers, plain(list(model.fields.items())))
        for key, model in state.models.items()
    }


def test_the_models_of_squashed_and_of_single_migrations_are_the_same(steps, squashed):
    replaced = [key for migration in squashed.values() for key in migration.replaces]
    one_by_one = steps.project_state(replaced)
    assert len(replaced) > 100
    assert described(MigrationLoader(None).project_state([*squashed])) == described(one_by_one)


def test_a_squashed_migration_waits_for_what_its_originals_waited_for(steps, squashed):
    """With more, histories would lack what they seem to be built on; with less, tables would."""
    for (room, name), migration in squashed.items():
        known = {
            key
            for original in migration.replaces
            for key in steps.graph.forwards_plan(original)
            if key[0] != room
        }
        assert {*steps.graph.forwards_plan((room, name))[:-1]} == known


def test_rooms_wait_for_each_other_one_way(steps):
    """So that any of them may be at its squashed migration while another is at a single step."""
    waits = {}
    for room, name in steps.graph.nodes:
        parents = {node.key[0] for node in steps.graph.node_map[room, name].parents}
        waits.setdefault(room, set()).update(parents - {room})
    assert len([*TopologicalSorter(waits).static_order()]) == len(waits)


def test_statements_are_those_of_the_originals_in_their_order():
    names = ("0002_bigrams", "0003_bigrams_in_one_pass")
    steps = [import_module(f"search.migrations.{name}") for name in names]
    found = [operation.sql.split("(")[0].split() for operation in statements_of(*steps)]
    assert found == [
        ["CREATE", "FUNCTION", "search_bigrams"],
        ["CREATE", "OR", "REPLACE", "FUNCTION", "search_bigrams"],
    ]
