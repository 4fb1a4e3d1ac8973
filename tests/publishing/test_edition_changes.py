"""Equal editions, equal pages: whoever changes what, by whichever statement, at whatever time."""

import datetime
import uuid
from decimal import Decimal

import pytest
from django.db import DataError, IntegrityError, InternalError, connection, models, transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as run

from parks.models import ListingIndex
from portal.edition_sources import SOURCES
from publishing.editions.current import Current
from publishing.models import Change
from search.models import Searchable, SearchEntry
from tests import factories
from tests.floods import is_asked_for
from tests.publishing.shown import said_at
from tests.world import whole_world

SLUGS = ("golmud", "wulan", "haixi")
MODELS = sorted({source.model for source in SOURCES}, key=lambda model: model._meta.label)
# What the database or the model will not have is no change.
REFUSED = (IntegrityError, DataError, InternalError, ProtectedError, RestrictedError)
TIMES = ("publish_at", "expire_at", "stale_at", "hidden_at")
# Copies have the times of what they copy; nothing but their own statements writes them.
OF_COPIES = {"status", "publish_at", "expire_at"}
WAYS = ("save", "update", "bulk_update", "raw", "create", "copy", "delete", "raw delete")


@pytest.fixture
def world(site, other_site, prefecture, settings, tmp_path):
    """格尔木 with everything; 乌兰 with a park of 格尔木's space and a plot; 海西 above both."""
    settings.MEDIA_ROOT = tmp_path
    world = whole_world(site, other_site)
    factories.SiteFactory(region=prefecture, slug="haixi")
    enclave = factories.ParkFactory(region=other_site.region, name="飞地园区")
    factories.ListingFactory(region=site.region, park=enclave)
    plot = factories.LandFactory(region=other_site.region)
    factories.LandTermsFactory(listing=plot, investment_wan_per_mu=150)
    column = factories.ColumnFactory(site=other_site)
    article = factories.ArticleFactory(column=column)
    article.parks.add(world.park)
    factories.PolicyFactory(region=prefecture)
    return world


def other_value(field, row, draw):
    """Something else that the column may hold, as far as its type tells."""
    if isinstance(field, models.ForeignKey):
        return draw(st.sampled_from(list(field.related_model._base_manager.all()[:30])))
    if field.choices:
        return draw(st.sampled_from([value for value, _ in field.flatchoices]))
    match field:
        case models.BooleanField():
            return not field.value_from_object(row)
        case models.DateTimeField():
            return timezone.now() + datetime.timedelta(hours=draw(st.integers(-50, 50)))
        case models.DateField():
            return timezone.localdate() + datetime.timedelta(days=draw(st.integers(-50, 50)))
        case models.FloatField() | models.DecimalField():
            return Decimal(draw(st.integers(1, 40)))
        case models.IntegerField():
            return draw(st.integers(0, 60))
        case models.CharField() | models.TextField() if field.name != "path":
            return f"x{draw(st.integers(0, 9))}"
    return None


def _run(statement, row, *values):
    meta = row._meta
    statement = statement.format(meta.db_table, meta.pk.column)
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, row.pk][: statement.count("%s")] or None)


def _plain(value):
    return getattr(value, "pk", value)


class Changes(RuleBasedStateMachine):
    """Random changes of random rows, at times that pass, in transactions that may be undone."""

    def __init__(self):
        super().__init__()
        self.now, self.savepoints = timezone.now(), []
        self.known = {}  # (slug, edition) → what was shown under it
        self.shown = {}  # slug → what it shows since the last change or passing of time
        self.outermost = transaction.atomic()
        self.outermost.__enter__()

    def teardown(self):
        transaction.set_rollback(True)
        self.outermost.__exit__(None, None, None)

    @rule(model=st.sampled_from(MODELS), way=st.sampled_from(WAYS), data=st.data())
    def change(self, model, way, data):
        row = data.draw(st.sampled_from([*model._base_manager.order_by("pk")[:40], None]))
        if row is None:
            return
        fields = [
            field
            for field in model._meta.concrete_fields
            if not field.primary_key
            and not (model in {ListingIndex, SearchEntry} and field.name in OF_COPIES)
        ]
        field = data.draw(st.sampled_from(fields))
        value = other_value(field, row, data.draw)
        try:
            with transaction.atomic():
                getattr(self, f"_{way.replace(' ', '_')}")(model, row, field, value)
                with connection.cursor() as cursor:
                    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        except REFUSED:
            return
        self.shown = {}

    def _save(self, model, row, field, value):
        if value is not None:
            setattr(row, field.name, value)
        row.save()

    def _update(self, model, row, field, value):
        if value is not None:
            model._base_manager.filter(pk=row.pk).update(**{field.name: value})
            self._copy_of(model, row)

    def _bulk_update(self, model, row, field, value):
        rows = list(model._base_manager.order_by("pk")[:5])
        if value is not None and not field.unique:
            for each in rows:
                setattr(each, field.name, value)
            model._base_manager.bulk_update(rows, [field.name])
            for each in rows:
                self._copy_of(model, each)

    def _raw(self, model, row, field, value):
        if value is not None:
            change = f"UPDATE {{}} SET {field.column} = %s WHERE {{}} = %s"  # noqa: S608 -- our own names
            _run(change, row, _plain(value))
            self._copy_of(model, row)

    def _create(self, model, row, field, value):
        """Another like it, in a batch."""
        row.pk = None
        row._state.adding = True
        for unique in model._meta.concrete_fields:
            if isinstance(unique, models.CharField) and not unique.choices:
                length = unique.max_length
                setattr(row, unique.name, uuid.uuid4().hex[: min(length, 6)])
        for made in model._base_manager.bulk_create([row]):
            self._copy_of(model, made)

    def _copy(self, model, row, field, value):
        """Into a table of its own and back, as a dump does."""
        _run("CREATE TEMPORARY TABLE kept ON COMMIT DROP AS SELECT * FROM {} WHERE {} = %s", row)
        _run("DELETE FROM {} WHERE {} = %s", row)
        _run("INSERT INTO {} SELECT * FROM kept", row)
        _run("DROP TABLE kept", row)

    def _delete(self, model, row, field, value):
        row.delete()

    def _raw_delete(self, model, row, field, value):
        _run("DELETE FROM {} WHERE {} = %s", row)

    def _copy_of(self, model, row):
        """What is written past save() leaves index row and entry behind: not ours to mend."""
        if issubclass(model, Searchable):
            for copy in model.copies():
                copy.write([row.pk])

    @rule(hours=st.integers(1, 60))
    def pass_time(self, hours):
        self.now += datetime.timedelta(hours=hours)
        self.shown = {}

    @rule(data=st.data(), is_before=st.booleans())
    def pass_the_time_of_a_row(self, data, is_before):
        times = {
            time
            for model in MODELS
            for name in TIMES
            if name in {field.name for field in model._meta.concrete_fields}
            for time in model._base_manager.filter(**{f"{name}__gt": self.now}).values_list(
                name, flat=True
            )
        }
        if times:
            time = data.draw(st.sampled_from(sorted(times)))
            self.now = max(self.now, time - datetime.timedelta(microseconds=is_before))
            self.shown = {}

    @rule()
    def compact(self):
        Change.objects.compact()

    @rule()
    def begin(self):
        self.savepoints.append(transaction.savepoint_create())

    @precondition(lambda self: self.savepoints)
    @rule(is_kept=st.booleans())
    def end(self, is_kept):
        end = transaction.savepoint_commit if is_kept else transaction.savepoint_rollback
        end(self.savepoints.pop())
        if not is_kept:
            self.shown = {}

    @invariant()
    def nothing_else_is_shown_under_an_edition(self):
        """Editions are asked for after every step; sites are read again where they may differ."""
        self.shown = self.shown or said_at(SLUGS, self.now)
        for slug, shown in self.shown.items():
            edition = Current(wall_clock=self.now.timestamp).edition_of(slug)
            assert (edition is None) == (shown is None)
            if edition is not None:
                before = self.known.setdefault((slug, edition), shown)
                assert shown == before


@pytest.mark.flood
def test_nothing_else_is_ever_shown_under_an_edition(world):
    many = settings(
        max_examples=40 if is_asked_for() else 4,
        stateful_step_count=25,
        deadline=None,
    )
    run(Changes, settings=many)
