"""A change of what others copy from leaves a request, whoever makes it and by which statement."""

from django.db import migrations, models
from django.db.models.functions import Now

# The arguments are the label of the table and the column with the number of the row that copies
# are found by: its own, or that of the row it hangs on.
REQUEST = """
CREATE FUNCTION search_request_reindex() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    old_number bigint;
    new_number bigint;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        EXECUTE format('SELECT ($1).%I', TG_ARGV[1]) INTO old_number USING OLD;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        EXECUTE format('SELECT ($1).%I', TG_ARGV[1]) INTO new_number USING NEW;
    END IF;
    INSERT INTO search_reindexrequest (label, object_id)
    SELECT DISTINCT TG_ARGV[0], number
    FROM unnest(ARRAY[old_number, new_number]) AS number WHERE number IS NOT NULL;
    RETURN NULL;
END $$;
"""
# A row that is approved now and seen only later, or no longer from then on.
WINDOW = """
CREATE FUNCTION search_request_at_window() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO search_reindexrequest (label, object_id, due_at)
    SELECT TG_ARGV[0], NEW.id, moment
    FROM unnest(ARRAY[NEW.publish_at, NEW.expire_at]) AS moment
    WHERE NEW.status = 'approved' AND moment > now();
    RETURN NULL;
END $$;
"""
REGIONS = """
CREATE TRIGGER regions_region_copied AFTER UPDATE OF path ON regions_region
FOR EACH ROW WHEN (OLD.path IS DISTINCT FROM NEW.path)
EXECUTE FUNCTION search_request_reindex('regions.Region', 'id');
CREATE TRIGGER regions_site_copied AFTER UPDATE OF slug, region_id ON regions_site
FOR EACH ROW WHEN ((OLD.slug, OLD.region_id) IS DISTINCT FROM (NEW.slug, NEW.region_id))
EXECUTE FUNCTION search_request_reindex('regions.Site', 'id');
"""
UNDO = """
DROP TRIGGER regions_site_copied ON regions_site;
DROP TRIGGER regions_region_copied ON regions_region;
DROP FUNCTION search_request_at_window();
DROP FUNCTION search_request_reindex();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0006_pending_words"),
        ("regions", "0002_site_map_approval_number"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReindexRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label", models.CharField(max_length=60, verbose_name="内容类型")),
                ("object_id", models.BigIntegerField(verbose_name="编号")),
                ("due_at", models.DateTimeField(null=True, verbose_name="到时")),
                ("asked_at", models.DateTimeField(db_default=Now(), verbose_name="提出时间")),
                (
                    "copy",
                    models.CharField(db_default="", max_length=60, verbose_name="做到哪一种副本"),
                ),
                ("last_pk", models.BigIntegerField(db_default=0, verbose_name="做到哪一条")),
                ("batches", models.PositiveIntegerField(db_default=0, verbose_name="已做批数")),
                ("is_second_look", models.BooleanField(db_default=False, verbose_name="复查")),
            ],
            options={
                "verbose_name": "待更新的副本",
                "verbose_name_plural": "待更新的副本",
                "indexes": [models.Index(fields=["label", "object_id"], name="search_request_row")],
            },
        ),
        migrations.RunSQL([REQUEST, WINDOW, REGIONS], UNDO),
    ]
