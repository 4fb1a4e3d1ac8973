"""Parks and listings that move, parks and industries that are renamed, are found at the old address."""

from django.db import migrations

KEEP = """
CREATE TRIGGER parks_park_moved AFTER UPDATE OF slug, region_id ON parks_park
FOR EACH ROW WHEN ((OLD.slug, OLD.region_id) <> (NEW.slug, NEW.region_id))
EXECUTE FUNCTION regions_keep_address('parks.Park', 'region_id', 'slug');
CREATE TRIGGER parks_listing_moved AFTER UPDATE OF region_id ON parks_listing
FOR EACH ROW WHEN (OLD.region_id <> NEW.region_id)
EXECUTE FUNCTION regions_keep_address('parks.Listing', 'region_id', 'id');
CREATE TRIGGER parks_industry_renamed AFTER UPDATE OF slug ON parks_industry
FOR EACH ROW WHEN (OLD.slug <> NEW.slug)
EXECUTE FUNCTION regions_keep_address('parks.Industry', '', 'slug');
"""
FORGET = """
DROP TRIGGER parks_industry_renamed ON parks_industry;
DROP TRIGGER parks_listing_moved ON parks_listing;
DROP TRIGGER parks_park_moved ON parks_park;
"""


class Migration(migrations.Migration):
    dependencies = [("parks", "0002_fold_codes"), ("regions", "0002_former_addresses")]

    operations = [migrations.RunSQL(KEEP, FORGET)]
