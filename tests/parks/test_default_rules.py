"""Each kind has a rule from the first day; what the office changed stays."""

from django.core.management import call_command

from parks.default_rules import RULES, ensure_kind_rules
from parks.kinds import Kind
from parks.models import KindRule


def test_each_kind_has_a_rule(db):
    assert set(KindRule.objects.values_list("kind", flat=True)) == set(Kind.values) == set(RULES)


def test_changed_rules_stay_and_missing_ones_come_back(db):
    KindRule.objects.filter(kind="land").update(fresh_days=7)
    KindRule.objects.filter(kind="office").delete()
    ensure_kind_rules()
    assert dict(KindRule.objects.values_list("kind", "fresh_days")) == {
        "land": 7,
        "factory": 90,
        "warehouse": 90,
        "office": 90,
    }


def test_emptied_tables_have_their_rules_again(transactional_db):
    call_command("flush", interactive=False)
    assert KindRule.objects.count() == len(Kind)
