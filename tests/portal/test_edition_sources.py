"""Everything that pages are drawn from is declared, and the database has the triggers for it."""

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import isolate_apps

from portal.edition_sources import NOT_SHOWN, SOURCES
from publishing.editions.triggers import Triggers
from tests.conventions import edition_rules

TRIGGERS = """
SELECT tgname, tgrelid::regclass::text, encode(tgargs, 'escape'), tgenabled, tgtype
FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid
WHERE proname = 'publishing_note_change' AND NOT tgisinternal
"""


def undecided(models):
    return edition_rules.undecided(models, SOURCES, NOT_SHOWN)


def test_every_model_is_a_source_or_named_as_not_shown():
    assert undecided(apps.get_models(include_auto_created=True)) == []


@isolate_apps("news")
def test_a_new_model_is_undecided():
    from django.db import models

    class Banner(models.Model):
        class Meta:
            app_label = "news"

    assert undecided([Banner]) == ["news.Banner: a source of editions, or why it is not shown?"]


def test_what_is_named_exists_and_stands_in_one_place():
    assert edition_rules.contradictions(SOURCES, NOT_SHOWN, apps) == []


def test_columns_count_unless_they_are_named():
    strange = {
        f"{source.model.__name__}.{name}"
        for source in SOURCES
        for name in (*source.quiet, *source.only)
        if name not in {field.column for field in source.model._meta.concrete_fields}
    }
    assert strange == set()


@pytest.mark.django_db
def test_the_database_has_the_triggers_that_are_declared():
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS)
        found = {row[0]: row[1:] for row in cursor.fetchall()}
    declared = [Triggers.of(source) for source in SOURCES]
    wanted = {name: one for one in declared for name in one.names().values()}
    assert set(found) == set(wanted)
    for name, (table, arguments, enabled, _) in found.items():
        assert (table, enabled) == (wanted[name].table, "O")
        assert arguments.split("\\000")[:-1] == [
            edition_rules.as_stored(text) for text in wanted[name].arguments()
        ]
