"""A supply of power says its level of voltage, which can be asked for (ADR 70).

Where the free words of a supply name one level, and not of a station that collects or sends out
what others generate, that level is taken.
"""

from django.db import migrations, models

FOLLOW = """
DROP TRIGGER parks_utility_copied ON parks_utility;
CREATE TRIGGER parks_utility_copied
AFTER UPDATE OF park_id, kind, is_supplied, state, voltage_kv ON parks_utility
FOR EACH ROW WHEN (
    (OLD.park_id, OLD.kind, OLD.is_supplied, OLD.state, OLD.voltage_kv)
    IS DISTINCT FROM (NEW.park_id, NEW.kind, NEW.is_supplied, NEW.state, NEW.voltage_kv)
)
EXECUTE FUNCTION search_request_reindex('parks.Utility', 'park_id');
"""
FOLLOW_NO_MORE = """
DROP TRIGGER parks_utility_copied ON parks_utility;
CREATE TRIGGER parks_utility_copied
AFTER UPDATE OF park_id, kind, is_supplied, state ON parks_utility
FOR EACH ROW WHEN (
    (OLD.park_id, OLD.kind, OLD.is_supplied, OLD.state)
    IS DISTINCT FROM (NEW.park_id, NEW.kind, NEW.is_supplied, NEW.state)
)
EXECUTE FUNCTION search_request_reindex('parks.Utility', 'park_id');
"""
# Last of all: no table may be changed after it in the same transaction.
LEVEL = r"(?<![\d.])(\d{1,3}(?:\.\d{1,2})?) ?(?:kV|千伏)(?![A安])"
OWN_WORDS = f"""
UPDATE parks_utility
SET voltage_kv = nullif((regexp_match(capacity, '{LEVEL}', 'i'))[1]::numeric, 0)
WHERE kind = 'power' AND capacity !~ '汇集|升压|送出|上网'
    AND regexp_count(capacity, '{LEVEL}', 1, 'i') = 1;
"""  # noqa: S608 -- our own pattern


class Migration(migrations.Migration):
    dependencies = [
        ("parks", "0031_industries_have_branches"),
    ]

    operations = [
        migrations.AddField(
            model_name="listingindex",
            name="voltage_kv",
            field=models.FloatField(null=True),
        ),
        migrations.AddField(
            model_name="listingindex",
            name="voltage_kv_state",
            field=models.CharField(blank=True, db_default="", default="", max_length=8),
        ),
        migrations.AddField(
            model_name="utility",
            name="voltage_kv",
            field=models.DecimalField(
                blank=True,
                decimal_places=2,
                help_text="只填供电：能接到的最高一级，如 35、110。找空间的人按它筛。",
                max_digits=6,
                null=True,
                verbose_name="电压等级（kV）",
            ),
        ),
        migrations.AddConstraint(
            model_name="utility",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("voltage_kv__isnull", True),
                    models.Q(("kind", "power"), ("voltage_kv__gt", 0)),
                    _connector="OR",
                ),
                name="parks_utility_voltage_of_power",
                violation_error_message="电压等级只填在“供电”这一行，大于 0。",
            ),
        ),
        migrations.RunSQL(FOLLOW, FOLLOW_NO_MORE),
        migrations.RunSQL(OWN_WORDS, migrations.RunSQL.noop, elidable=True),
    ]
