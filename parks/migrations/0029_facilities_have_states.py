"""Supplies and distances say whether what they name stands (ADR 70).

Rows that say in their own words that something is planned or in construction are taken at them;
of all others nobody said it.
"""

from django.db import migrations, models

FOLLOW = """
DROP TRIGGER parks_utility_copied ON parks_utility;
CREATE TRIGGER parks_utility_copied
AFTER UPDATE OF park_id, kind, is_supplied, state ON parks_utility
FOR EACH ROW WHEN (
    (OLD.park_id, OLD.kind, OLD.is_supplied, OLD.state)
    IS DISTINCT FROM (NEW.park_id, NEW.kind, NEW.is_supplied, NEW.state)
)
EXECUTE FUNCTION search_request_reindex('parks.Utility', 'park_id');
DROP TRIGGER parks_transportlink_copied ON parks_transportlink;
CREATE TRIGGER parks_transportlink_copied
AFTER UPDATE OF park_id, kind, distance_km, state ON parks_transportlink
FOR EACH ROW WHEN (
    (OLD.park_id, OLD.kind, OLD.distance_km, OLD.state)
    IS DISTINCT FROM (NEW.park_id, NEW.kind, NEW.distance_km, NEW.state)
)
EXECUTE FUNCTION search_request_reindex('parks.TransportLink', 'park_id');
"""
FOLLOW_NO_MORE = """
DROP TRIGGER parks_utility_copied ON parks_utility;
CREATE TRIGGER parks_utility_copied AFTER UPDATE OF park_id, kind, is_supplied ON parks_utility
FOR EACH ROW WHEN (
    (OLD.park_id, OLD.kind, OLD.is_supplied)
    IS DISTINCT FROM (NEW.park_id, NEW.kind, NEW.is_supplied)
)
EXECUTE FUNCTION search_request_reindex('parks.Utility', 'park_id');
DROP TRIGGER parks_transportlink_copied ON parks_transportlink;
CREATE TRIGGER parks_transportlink_copied
AFTER UPDATE OF park_id, kind, distance_km ON parks_transportlink
FOR EACH ROW WHEN (
    (OLD.park_id, OLD.kind, OLD.distance_km)
    IS DISTINCT FROM (NEW.park_id, NEW.kind, NEW.distance_km)
)
EXECUTE FUNCTION search_request_reindex('parks.TransportLink', 'park_id');
"""
# Last of all: no table may be changed after it in the same transaction. The triggers above leave
# word of each row, so the worker writes what copies from it.
OWN_WORDS = """
UPDATE parks_transportlink
SET state = CASE WHEN name ~ '规划|拟建|待建' THEN 'planned' ELSE 'building' END
WHERE name ~ '规划|拟建|待建|在建|建设中(?!路)|施工';
UPDATE parks_utility
SET state = CASE WHEN capacity || note ~ '规划|拟建|待建' THEN 'planned' ELSE 'building' END
WHERE is_supplied IS NOT TRUE AND capacity || note ~ '规划|拟建|待建|在建|建设中(?!路)|施工';
"""


class Migration(migrations.Migration):
    dependencies = [
        ("parks", "0028_sources_are_checked"),
    ]

    operations = [
        migrations.AddField(
            model_name="listingindex",
            name="has_gas_state",
            field=models.CharField(blank=True, db_default="", default="", max_length=8),
        ),
        migrations.AddField(
            model_name="listingindex",
            name="has_steam_state",
            field=models.CharField(blank=True, db_default="", default="", max_length=8),
        ),
        migrations.AddField(
            model_name="listingindex",
            name="highway_km_state",
            field=models.CharField(blank=True, db_default="", default="", max_length=8),
        ),
        migrations.AddField(
            model_name="listingindex",
            name="rail_freight_km_state",
            field=models.CharField(blank=True, db_default="", default="", max_length=8),
        ),
        migrations.AddField(
            model_name="transportlink",
            name="state",
            field=models.CharField(
                blank=True,
                choices=[("built", "已建"), ("building", "在建"), ("planned", "规划")],
                db_default="",
                default="",
                help_text="在建和规划的不算满足，页面写明“在建”或“规划”，找空间的人看到的是未知。",
                max_length=8,
                verbose_name="状态",
            ),
        ),
        migrations.AddField(
            model_name="transportlink",
            name="state_on",
            field=models.DateField(blank=True, null=True, verbose_name="状态截至"),
        ),
        migrations.AddField(
            model_name="transportlink",
            name="state_source",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="如：某文件、某公告",
                max_length=60,
                verbose_name="状态来源",
            ),
        ),
        migrations.AddField(
            model_name="utility",
            name="state",
            field=models.CharField(
                blank=True,
                choices=[("built", "已建"), ("building", "在建"), ("planned", "规划")],
                db_default="",
                default="",
                help_text="在建和规划的不算满足，页面写明“在建”或“规划”，找空间的人看到的是未知。",
                max_length=8,
                verbose_name="状态",
            ),
        ),
        migrations.AddField(
            model_name="utility",
            name="state_on",
            field=models.DateField(blank=True, null=True, verbose_name="状态截至"),
        ),
        migrations.AddField(
            model_name="utility",
            name="state_source",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="如：某文件、某公告",
                max_length=60,
                verbose_name="状态来源",
            ),
        ),
        migrations.AddConstraint(
            model_name="transportlink",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["", "built", "building", "planned"]),
                    models.Q(
                        ("state_on__isnull", True),
                        models.Q(("state", ""), _negated=True),
                        _connector="OR",
                    ),
                ),
                name="parks_transportlink_state_known",
                violation_error_message="填了截至哪天，就要选状态。",
            ),
        ),
        migrations.AddConstraint(
            model_name="utility",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["", "built", "building", "planned"]),
                    models.Q(
                        ("state_on__isnull", True),
                        models.Q(("state", ""), _negated=True),
                        _connector="OR",
                    ),
                ),
                name="parks_utility_state_known",
                violation_error_message="填了截至哪天，就要选状态。",
            ),
        ),
        migrations.RunSQL(FOLLOW, FOLLOW_NO_MORE),
        migrations.RunSQL(OWN_WORDS, migrations.RunSQL.noop, elidable=True),
    ]
