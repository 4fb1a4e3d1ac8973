"""Records are only added to; whoever gets past the triggers is found by the seals."""

import random

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from leads import actions
from leads.models import ContactView, OwnerChange, PhoneSearch, StageChange
from leads.retention import erase
from parks.models import ExportLog
from portal.audit_seals import LOOK_BACK, SEALED, Head, faults, head, seal_new_rows
from portal.models import AuditSeal
from privacy.actions import erase_on_request
from regions.models import Membership
from tests.factories import UserFactory
from tests.leads.factories import LeadFactory
from tests.rewritten import rewritten

APPEND_ONLY = """
    SELECT event_object_table, string_agg(event_manipulation, ' ' ORDER BY event_manipulation)
    FROM information_schema.triggers WHERE trigger_name LIKE '%append_only' GROUP BY 1
"""


@pytest.fixture
def records(site, staff):
    """A few of every kind that is sealed."""
    manager, officer = staff("manager", site.region), staff("officer", site.region)
    for _ in range(4):
        lead = LeadFactory(site=site)
        actions.assign(lead=lead, by=manager, to=officer, owner_was=None)
        actions.reveal_contact(lead=lead, by=officer)
        actions.move(lead=lead, by=officer, to_stage="visiting", stage_was="new")
        LogEntry.objects.create(
            user=officer,
            object_id=lead.pk,
            object_repr=str(lead),
            action_flag=CHANGE,
            change_message="指派",
        )
        PhoneSearch.objects.create(by=officer, hits=1)
        ExportLog.objects.create(user=manager, region=site.region, format="csv", rows=3)
        erase_on_request(lead=lead, way="desk", by=manager)
    return [model for model in SEALED if model.objects.exists()]


def test_every_kind_of_record_is_there_and_sealed(records):
    assert records == list(SEALED)
    total = sum(model.objects.count() for model in records)
    assert (seal_new_rows(), seal_new_rows()) == (total, 0)
    assert list(faults()) == []


def test_sealing_goes_on_where_it_was(records):
    sealed = []
    while count := seal_new_rows(batch=1):
        sealed.append(count)
    assert len(sealed) > 2
    assert sum(sealed) == AuditSeal.objects.count()
    assert list(faults()) == []


def test_seals_name_their_own_key_columns_first(db):
    for model, columns in SEALED.items():
        assert model._meta.pk.attname == columns[0]


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(statement)


@pytest.mark.parametrize(
    "verb", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}", "TRUNCATE {0} CASCADE"]
)
def test_records_are_refused_every_change(records, verb):
    seal_new_rows()
    for model in [*records, AuditSeal]:
        name, column = model._meta.db_table, model._meta.pk.column
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            run(verb.format(name, column))


def test_every_table_of_history_is_only_added_to(db):
    with connection.cursor() as cursor:
        cursor.execute(APPEND_ONLY)
        guarded = dict(cursor.fetchall())
    histories = {m._meta.db_table for m in apps.get_models() if hasattr(m, "history_user")}
    sealed = {model._meta.db_table for model in SEALED}
    assert guarded == dict.fromkeys(histories | sealed | {"portal_auditseal"}, "DELETE UPDATE")


def test_a_record_is_sealed_once(records):
    seal_new_rows()
    seal = AuditSeal.objects.first()
    with pytest.raises(IntegrityError, match="once_a_row"), transaction.atomic():
        AuditSeal.objects.create(number=10**6, label=seal.label, row_id=seal.row_id, digest="x")


@pytest.mark.parametrize("model", [ContactView, PhoneSearch, StageChange, OwnerChange, ExportLog])
def test_account_that_stands_in_a_record_is_not_deleted(records, model):
    row = model.objects.first()
    with pytest.raises(ProtectedError):
        (row.user if model is ExportLog else row.by).delete()


def test_account_in_the_log_alone_is_not_deleted_either(db):
    user = UserFactory()
    LogEntry.objects.create(user=user, object_repr="x", action_flag=CHANGE)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        user.delete()
    assert LogEntry.objects.get().user == user


def test_account_that_did_nothing_may_go(db):
    UserFactory().delete()


def test_older_seals_fit_and_a_purpose_of_an_export_is_sealed(records, staff, site):
    seal_new_rows()
    log = ExportLog.objects.create(
        user=staff("manager", site.region), format="csv", rows=1, reason="季度汇报"
    )
    seal_new_rows()
    assert list(faults()) == []
    for words in ("", "别的"):
        with rewritten(ExportLog) as logs:
            logs.filter(pk=log.pk).update(reason=words)
        assert [fault.partition("：")[2] for fault in faults()] == [
            f"parks.ExportLog {log.pk} 或它之前的封条被改过"
        ]


# ---- Whoever owns the tables can switch the triggers off ----


def remove(row):
    """Leaves the object in hand as it is, for the next try."""
    type(row)._base_manager.filter(pk=row.pk).delete()


class Tampering:
    """One of seven kinds, at a place of chance. `noted` is the last seal, kept elsewhere."""

    def __init__(self, chance, records):
        self.chance = chance
        self.records = records
        self.seals = list(AuditSeal.objects.order_by("number"))

    def any_record(self):
        return self.chance.choice(self.chance.choice(self.records)._base_manager.order_by("pk"))

    def any_seal(self):
        return self.chance.choice(self.seals)

    def change_a_time(self):
        row = self.any_record()
        columns = SEALED[type(row)]
        [name] = [c for c in columns if c.endswith(("_at", "_time", "_date"))]
        type(row)._base_manager.filter(pk=row.pk).update(**{name: timezone.now()})

    def change_who_did_it(self):
        row = self.any_record()
        names = ("history_user_id", "by_id", "user_id")
        name = next(name for name in names if name in SEALED[type(row)])
        other = UserFactory().pk
        type(row)._base_manager.filter(pk=row.pk).update(**{name: other})

    def delete_a_record(self):
        remove(self.any_record())

    def change_a_digest(self):
        AuditSeal.objects.filter(pk=self.any_seal().pk).update(digest="f" * 64)

    def delete_a_seal(self):
        remove(self.any_seal())

    def delete_a_record_with_its_seal(self):
        self.remove_with_its_record(self.any_seal())

    def remove_with_its_record(self, seal):
        [model] = [model for model in self.records if model._meta.label == seal.label]
        model._base_manager.filter(pk=seal.row_id).delete()
        remove(seal)

    def cut_off_the_end(self):
        for seal in self.seals[-self.chance.randint(1, 5) :]:
            self.remove_with_its_record(seal)

    KINDS = (
        change_a_time,
        change_who_did_it,
        delete_a_record,
        change_a_digest,
        delete_a_seal,
        delete_a_record_with_its_seal,
        cut_off_the_end,
    )


def found_of(count, records, chance):
    """The kinds of tampering that nobody noticed."""
    tampering, noted, unseen = Tampering(chance, records), head(), []
    with rewritten(AuditSeal, *records):
        for _ in range(count):
            kind = chance.choice(Tampering.KINDS)
            with transaction.atomic():
                kind(tampering)
                if not any(True for _ in faults(noted)):
                    unseen.append(kind.__name__)
                transaction.set_rollback(True)
    return unseen


@pytest.mark.parametrize(
    "count", [50, pytest.param(1000, marks=pytest.mark.crash)], ids=["some", "thousand"]
)
def test_every_tampering_is_found(records, count):
    seal_new_rows()
    noted = head()
    assert list(faults(noted)) == []  # the control: nobody has done anything
    assert found_of(count, records, random.Random()) == []  # noqa: S311 -- where, not a secret
    assert list(faults(noted)) == []


def test_record_put_in_beside_the_others_is_found(records):
    values = {"user": UserFactory(), "object_repr": "x", "action_flag": CHANGE}
    LogEntry.objects.create(pk=3 * LOOK_BACK, **values)
    seal_new_rows()
    assert list(faults()) == []
    LogEntry.objects.create(pk=LOOK_BACK, **values)
    assert seal_new_rows() == 0
    assert list(faults()) == [f"admin.LogEntry {LOOK_BACK} 从来没有加封"]


def test_seal_is_worth_nothing_without_the_key(records, settings):
    seal_new_rows()
    settings.SECRET_KEY = "another " * 10
    assert len(list(faults())) == AuditSeal.objects.count()


def test_seals_of_an_older_key_hold_while_it_is_known(records, settings):
    seal_new_rows()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another " * 10
    assert list(faults()) == []


def test_erasing_a_lead_keeps_who_saw_it(records):
    view = ContactView.objects.first()
    seal_new_rows()
    erase(lead=view.lead, now=timezone.now())
    assert ContactView.objects.filter(pk=view.pk).exists()
    assert list(faults()) == []


# ---- The command ----


def test_command_prints_the_last_seal_and_takes_it_back(records, capsys):
    seal_new_rows()
    call_command("check_audit")
    told = capsys.readouterr().out.strip()
    assert told == f"操作记录与封条相符。最后一枚封条：{head()}"
    call_command("check_audit", head=str(head()))
    with pytest.raises(CommandError, match="1 处"):
        call_command("check_audit", head=str(Head(10**6, "0" * 64)))
    with pytest.raises(CommandError, match="写法"):
        call_command("check_audit", head="x")


def test_command_names_what_was_changed_without_repeating_it(records, capsys):
    seal_new_rows()
    with rewritten(Membership.history.model) as history:
        row = history.first()
        history.filter(pk=row.pk).update(role="manager" if row.role == "officer" else "officer")
    with pytest.raises(CommandError, match="操作记录有 1 处与封条不符"):
        call_command("check_audit")
    seal = AuditSeal.objects.get(label="regions.HistoricalMembership", row_id=row.pk)
    assert capsys.readouterr().err.strip() == (
        f"封条 {seal.number}：regions.HistoricalMembership {row.pk} 或它之前的封条被改过"
    )


def test_command_tells_another_key_from_tampering(records, settings):
    """What was sealed under the key before is as good, once that key is named."""
    seal_new_rows()
    last, old = AuditSeal.objects.count(), settings.SECRET_KEY
    settings.SECRET_KEY = "another-key-" + "x" * 50
    ExportLog.objects.create(
        user=UserFactory(), region=ExportLog.objects.first().region, format="csv", rows=1
    )
    seal_new_rows()
    with pytest.raises(CommandError) as refusal:
        call_command("check_audit")
    told = f"封条 1 到 {last} 不是用现在的密钥封的，核对不了，不等于被改过。"
    assert str(refusal.value).startswith(told)
    settings.SECRET_KEY_FALLBACKS = [old]
    call_command("check_audit")
