"""Policies that move and categories that are renamed are found at the old address."""

from django.db import migrations

KEEP = """
CREATE TRIGGER policies_policy_moved AFTER UPDATE OF region_id ON policies_policy
FOR EACH ROW WHEN (OLD.region_id <> NEW.region_id)
EXECUTE FUNCTION regions_keep_address('policies.Policy', 'region_id', 'id');
CREATE TRIGGER policies_policycategory_renamed AFTER UPDATE OF slug ON policies_policycategory
FOR EACH ROW WHEN (OLD.slug <> NEW.slug)
EXECUTE FUNCTION regions_keep_address('policies.PolicyCategory', '', 'slug');
"""
FORGET = """
DROP TRIGGER policies_policycategory_renamed ON policies_policycategory;
DROP TRIGGER policies_policy_moved ON policies_policy;
"""


class Migration(migrations.Migration):
    dependencies = [("policies", "0001_initial"), ("regions", "0002_former_addresses")]

    operations = [migrations.RunSQL(KEEP, FORGET)]
