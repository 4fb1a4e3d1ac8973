"""Addresses that people keep: a changed key in a public address goes on leading to its row."""

from django.db import migrations, models

# The arguments are the label, the column with the site or region within which the key is unique
# ('' for the whole network), and the column with the key.
KEEP = """
CREATE FUNCTION regions_keep_address() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    old_scope bigint := 0;
    old_key text;
BEGIN
    IF TG_ARGV[1] <> '' THEN
        EXECUTE format('SELECT ($1).%I', TG_ARGV[1]) INTO old_scope USING OLD;
    END IF;
    EXECUTE format('SELECT ($1).%I::text', TG_ARGV[2]) INTO old_key USING OLD;
    INSERT INTO regions_formeraddress (label, scope, key, object_id, changed_at)
    VALUES (TG_ARGV[0], old_scope, old_key, OLD.id, clock_timestamp())
    ON CONFLICT (label, scope, key)
    DO UPDATE SET object_id = excluded.object_id, changed_at = excluded.changed_at;
    RETURN NULL;
END $$;
CREATE TRIGGER regions_site_renamed AFTER UPDATE OF slug ON regions_site
FOR EACH ROW WHEN (OLD.slug <> NEW.slug)
EXECUTE FUNCTION regions_keep_address('regions.Site', '', 'slug');
"""
FORGET = """
DROP TRIGGER regions_site_renamed ON regions_site;
DROP FUNCTION regions_keep_address();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("regions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="FormerAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label", models.CharField(max_length=60, verbose_name="内容类型")),
                (
                    "scope",
                    models.BigIntegerField(
                        default=0,
                        help_text="站点或地区的编号；0 是全网。",
                        verbose_name="在哪里唯一",
                    ),
                ),
                ("key", models.CharField(max_length=60, verbose_name="旧标识")),
                ("object_id", models.BigIntegerField(verbose_name="现在的编号")),
                ("changed_at", models.DateTimeField(verbose_name="改动时间")),
            ],
            options={
                "verbose_name": "旧网址",
                "verbose_name_plural": "旧网址",
                "indexes": [
                    models.Index(fields=["label", "object_id"], name="regions_former_owner")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("label", "scope", "key"), name="regions_formeraddress_one_owner"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("key", ""), _negated=True),
                        name="regions_formeraddress_has_a_key",
                    ),
                ],
            },
        ),
        migrations.RunSQL(KEEP, FORGET),
    ]
