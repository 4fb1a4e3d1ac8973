"""What listings copy of parks, supplies and industries follows every change of them."""

from django.db import migrations

TRIGGERS = """
CREATE TRIGGER parks_park_copied AFTER UPDATE OF name, status, publish_at, expire_at ON parks_park
FOR EACH ROW WHEN (
    (OLD.name, OLD.status, OLD.publish_at, OLD.expire_at)
    IS DISTINCT FROM (NEW.name, NEW.status, NEW.publish_at, NEW.expire_at)
)
EXECUTE FUNCTION search_request_reindex('parks.Park', 'id');
CREATE TRIGGER parks_park_window_begins AFTER INSERT ON parks_park
FOR EACH ROW EXECUTE FUNCTION search_request_at_window('parks.Park');
CREATE TRIGGER parks_park_window_moves AFTER UPDATE OF status, publish_at, expire_at ON parks_park
FOR EACH ROW WHEN (
    (OLD.status, OLD.publish_at, OLD.expire_at)
    IS DISTINCT FROM (NEW.status, NEW.publish_at, NEW.expire_at)
)
EXECUTE FUNCTION search_request_at_window('parks.Park');
CREATE TRIGGER parks_industry_copied AFTER UPDATE OF is_active ON parks_industry
FOR EACH ROW WHEN (OLD.is_active IS DISTINCT FROM NEW.is_active)
EXECUTE FUNCTION search_request_reindex('parks.Industry', 'id');
CREATE TRIGGER parks_utility_comes_or_goes AFTER INSERT OR DELETE ON parks_utility
FOR EACH ROW EXECUTE FUNCTION search_request_reindex('parks.Utility', 'park_id');
CREATE TRIGGER parks_utility_copied AFTER UPDATE OF park_id, kind, is_supplied ON parks_utility
FOR EACH ROW WHEN (
    (OLD.park_id, OLD.kind, OLD.is_supplied)
    IS DISTINCT FROM (NEW.park_id, NEW.kind, NEW.is_supplied)
)
EXECUTE FUNCTION search_request_reindex('parks.Utility', 'park_id');
CREATE TRIGGER parks_transportlink_comes_or_goes AFTER INSERT OR DELETE ON parks_transportlink
FOR EACH ROW EXECUTE FUNCTION search_request_reindex('parks.TransportLink', 'park_id');
CREATE TRIGGER parks_transportlink_copied
AFTER UPDATE OF park_id, kind, distance_km ON parks_transportlink
FOR EACH ROW WHEN (
    (OLD.park_id, OLD.kind, OLD.distance_km)
    IS DISTINCT FROM (NEW.park_id, NEW.kind, NEW.distance_km)
)
EXECUTE FUNCTION search_request_reindex('parks.TransportLink', 'park_id');
"""
UNDO = """
DROP TRIGGER parks_transportlink_copied ON parks_transportlink;
DROP TRIGGER parks_transportlink_comes_or_goes ON parks_transportlink;
DROP TRIGGER parks_utility_copied ON parks_utility;
DROP TRIGGER parks_utility_comes_or_goes ON parks_utility;
DROP TRIGGER parks_industry_copied ON parks_industry;
DROP TRIGGER parks_park_window_moves ON parks_park;
DROP TRIGGER parks_park_window_begins ON parks_park;
DROP TRIGGER parks_park_copied ON parks_park;
"""
# What changed before nobody followed it, and what time will change.
STALE = """
INSERT INTO search_reindexrequest (label, object_id) SELECT 'parks.Park', id FROM parks_park;
INSERT INTO search_reindexrequest (label, object_id, due_at)
SELECT 'parks.Park', id, moment
FROM parks_park, unnest(ARRAY[publish_at, expire_at]) AS moment
WHERE status = 'approved' AND moment > now();
"""


class Migration(migrations.Migration):
    dependencies = [("parks", "0017_air_conditioning"), ("search", "0007_reindex_requests")]

    operations = [migrations.RunSQL([TRIGGERS, STALE], UNDO)]
