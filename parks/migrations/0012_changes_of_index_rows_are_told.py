import django.contrib.postgres.fields
import django.db.models.functions.datetime
from django.db import migrations, models

# A row that is written as it was is no change; a key that is changed is one of both.
TRIGGERS = """
CREATE FUNCTION parks_tell_index_rows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT array_agg(listing_id) INTO changed FROM new_rows;
    ELSIF TG_OP = 'DELETE' THEN
        SELECT array_agg(listing_id) INTO changed FROM old_rows;
    ELSE
        SELECT array_agg(listing_id) INTO changed
        FROM new_rows FULL JOIN old_rows USING (listing_id)
        WHERE new_rows IS DISTINCT FROM old_rows;
    END IF;
    IF changed IS NOT NULL THEN
        INSERT INTO parks_listingindexchange (transaction, listing_ids)
        VALUES (pg_current_xact_id()::text::bigint, changed);
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION parks_tell_park() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO parks_listingindexchange (transaction, park_ids) VALUES (
        pg_current_xact_id()::text::bigint,
        ARRAY[CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END]
    );
    RETURN NULL;
END $$;
CREATE FUNCTION parks_tell_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO parks_listingindexchange (transaction, is_start)
    VALUES (pg_current_xact_id()::text::bigint + 1, TRUE);
    RETURN NULL;
END $$;
CREATE TRIGGER parks_index_rows_come AFTER INSERT ON parks_listingdigest
REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION parks_tell_index_rows();
CREATE TRIGGER parks_index_rows_change AFTER UPDATE ON parks_listingdigest
REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION parks_tell_index_rows();
CREATE TRIGGER parks_index_rows_go AFTER DELETE ON parks_listingdigest
REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION parks_tell_index_rows();
CREATE TRIGGER parks_index_emptied AFTER TRUNCATE ON parks_listingdigest
FOR EACH STATEMENT EXECUTE FUNCTION parks_tell_emptied();
CREATE TRIGGER parks_park_told AFTER INSERT OR DELETE ON parks_park
FOR EACH ROW EXECUTE FUNCTION parks_tell_park();
CREATE TRIGGER parks_park_window_told AFTER UPDATE OF id, status, publish_at, expire_at ON parks_park
FOR EACH ROW WHEN (
    (OLD.id, OLD.status, OLD.publish_at, OLD.expire_at)
    IS DISTINCT FROM (NEW.id, NEW.status, NEW.publish_at, NEW.expire_at)
)
EXECUTE FUNCTION parks_tell_park();
CREATE TRIGGER parks_park_emptied AFTER TRUNCATE ON parks_park
FOR EACH STATEMENT EXECUTE FUNCTION parks_tell_emptied();
"""
UNDO = """
DROP TRIGGER parks_park_emptied ON parks_park;
DROP TRIGGER parks_park_window_told ON parks_park;
DROP TRIGGER parks_park_told ON parks_park;
DROP TRIGGER parks_index_emptied ON parks_listingdigest;
DROP TRIGGER parks_index_rows_go ON parks_listingdigest;
DROP TRIGGER parks_index_rows_change ON parks_listingdigest;
DROP TRIGGER parks_index_rows_come ON parks_listingdigest;
DROP FUNCTION parks_tell_emptied();
DROP FUNCTION parks_tell_park();
DROP FUNCTION parks_tell_index_rows();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("parks", "0011_long_exports_are_jobs"),
    ]

    operations = [
        migrations.CreateModel(
            name="ListingIndexChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("transaction", models.BigIntegerField(verbose_name="事务号")),
                (
                    "listing_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), db_default=[], verbose_name="载体"
                    ),
                ),
                (
                    "park_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), db_default=[], verbose_name="园区"
                    ),
                ),
                ("is_start", models.BooleanField(db_default=False, verbose_name="此前的不再记录")),
                (
                    "changed_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="时间"
                    ),
                ),
            ],
            options={
                "verbose_name": "检索行的变动",
                "verbose_name_plural": "检索行的变动",
                "indexes": [models.Index(fields=["transaction"], name="parks_index_change_order")],
            },
        ),
        migrations.RunSQL(TRIGGERS, UNDO),
    ]
