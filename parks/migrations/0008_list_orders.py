"""Indexes of the lists' orders, gas and steam of plots, and the moment digests last changed."""

from django.db import migrations, models
from django.db.models.functions import Coalesce

# As parks/models/listing_index.py says: a plot has what its park supplies.
SUPPLIES = """
UPDATE parks_listingdigest d SET
    has_steam = (SELECT u.is_supplied FROM parks_utility u
                 WHERE u.park_id = d.park_id AND u.kind = 'heat'),
    has_gas = (SELECT u.is_supplied FROM parks_utility u
               WHERE u.park_id = d.park_id AND u.kind = 'gas')
WHERE d.kind = 'land'
"""
# The time in ms, not a counter: counts made right beside a change are not trusted for long.
STAMP = """
CREATE SEQUENCE parks_digest_stamp;
CREATE FUNCTION parks_digest_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM setval('parks_digest_stamp', (extract(epoch FROM clock_timestamp()) * 1000)::bigint);
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER parks_digest_changed
AFTER INSERT OR UPDATE OR DELETE ON parks_listingdigest DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION parks_digest_changed();
"""
NO_STAMP = """
DROP TRIGGER parks_digest_changed ON parks_listingdigest;
DROP FUNCTION parks_digest_changed();
DROP SEQUENCE parks_digest_stamp;
"""


class Migration(migrations.Migration):
    dependencies = [("parks", "0007_imports_and_exports")]

    operations = [
        migrations.RemoveIndex("listingdigest", "parks_digest_industries"),
        migrations.AddIndex(
            "listingdigest",
            models.Index(
                Coalesce("price_yuan_per_sqm", models.Value(1e15)),
                models.F("listing"),
                name="parks_digest_price",
            ),
        ),
        migrations.AddIndex(
            "listingdigest",
            models.Index(
                Coalesce("rent_yuan_per_sqm_month", models.Value(1e15)),
                models.F("listing"),
                name="parks_digest_rent",
            ),
        ),
        migrations.RunSQL(SUPPLIES, migrations.RunSQL.noop),
        migrations.RunSQL(STAMP, NO_STAMP),
    ]
