"""Index rows hold where their listings lie, and follow parks that move."""

from django.db import migrations, models

# Last of all: no table may be changed after it in the same transaction.
PLACES = """
UPDATE parks_listingdigest AS digest
SET latitude = CASE WHEN own.has THEN own.latitude ELSE own.park_latitude END,
    longitude = CASE WHEN own.has THEN own.longitude ELSE own.park_longitude END,
    is_at_park = NOT own.has
FROM (
    SELECT listing.id, listing.latitude, listing.longitude,
        park.latitude AS park_latitude, park.longitude AS park_longitude,
        listing.latitude IS NOT NULL AND listing.longitude IS NOT NULL AS has
    FROM parks_listing AS listing LEFT JOIN parks_park AS park ON park.id = listing.park_id
) AS own
WHERE own.id = digest.listing_id
    AND (own.has OR (own.park_latitude IS NOT NULL AND own.park_longitude IS NOT NULL))
"""
FOLLOW = """
CREATE TRIGGER parks_park_place_copied AFTER UPDATE OF latitude, longitude ON parks_park
FOR EACH ROW WHEN (
    (OLD.latitude, OLD.longitude) IS DISTINCT FROM (NEW.latitude, NEW.longitude)
)
EXECUTE FUNCTION search_request_reindex('parks.Park', 'id');
"""
FOLLOW_NO_MORE = "DROP TRIGGER parks_park_place_copied ON parks_park"


class Migration(migrations.Migration):
    dependencies = [("parks", "0007_media_is_as_public_as_its_owner")]

    operations = [
        migrations.AddField(
            model_name="listingindex",
            name="latitude",
            field=models.FloatField(help_text="WGS-84；自己的，没有就是园区的。", null=True),
        ),
        migrations.AddField(
            model_name="listingindex",
            name="longitude",
            field=models.FloatField(null=True),
        ),
        migrations.AddField(
            model_name="listingindex",
            name="is_at_park",
            field=models.BooleanField(default=False),
        ),
        migrations.AddIndex(
            model_name="listingindex",
            index=models.Index(fields=["latitude", "longitude"], name="parks_digest_place"),
        ),
        migrations.RunSQL(FOLLOW, FOLLOW_NO_MORE),
        migrations.RunSQL(PLACES, migrations.RunSQL.noop, elidable=True),
    ]
