"""What 0041 to 0044 left to do with stored rows: the web may run beside it.

Whatever stops it, it can be run again.
"""

import django.contrib.postgres.indexes
from django.contrib.postgres.operations import AddIndexConcurrently, ValidateConstraint
from django.db import migrations, models

from leads.default_clocks import ensure_clock_rules

BATCH = 500
SAME_WORDS, TAUGHT = "leads_lead_same_words", "leads_lead_taught"


def tell_what_was_thought(apps, schema_editor):
    """Of what came in before: it was let in, or it was not."""
    leads = apps.get_model("leads", "Lead").objects
    unsaid = leads.filter(verdict="accepted").exclude(quarantine_reasons=[]).order_by("pk")
    while batch := list(unsaid.values_list("pk", flat=True)[:BATCH]):
        leads.filter(pk__in=batch).update(verdict="quarantine")


def make_rules(apps, schema_editor):
    ensure_clock_rules(apps.get_model("leads", "ClockRule"))


def unless_left_over(name):
    """An index whose making was stopped stays behind, and is of no use."""
    return migrations.RunSQL(f"DROP INDEX CONCURRENTLY IF EXISTS {name}", migrations.RunSQL.noop)


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("leads", "0046_rooms_above_add_choices"),
    ]

    operations = [
        unless_left_over(SAME_WORDS),
        AddIndexConcurrently(
            model_name="lead",
            index=models.Index(
                condition=models.Q(("fingerprint", ""), _negated=True),
                fields=["fingerprint", "received_at"],
                name=SAME_WORDS,
            ),
        ),
        unless_left_over(TAUGHT),
        AddIndexConcurrently(
            model_name="lead",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("is_taught_spam__isnull", False)),
                fields=["taught_marks"],
                name=TAUGHT,
            ),
        ),
        migrations.RunPython(tell_what_was_thought, migrations.RunPython.noop),
        migrations.RunPython(make_rules, migrations.RunPython.noop),
        ValidateConstraint("lead", "leads_lead_flagged_for_a_reason"),
        ValidateConstraint("clock", "leads_clock_known_kind"),
        ValidateConstraint("clockrule", "leads_clockrule_known_kind"),
        ValidateConstraint("lead", "leads_lead_entered_by_somebody"),
        ValidateConstraint("consent", "leads_consent_known_how"),
    ]
