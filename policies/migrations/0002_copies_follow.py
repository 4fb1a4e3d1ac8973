"""What search knows of a category through its policies follows every change."""

from django.db import migrations

TRIGGERS = """
CREATE TRIGGER policies_policycategory_copied AFTER UPDATE OF name, slug ON policies_policycategory
FOR EACH ROW WHEN ((OLD.name, OLD.slug) IS DISTINCT FROM (NEW.name, NEW.slug))
EXECUTE FUNCTION search_request_reindex('policies.PolicyCategory', 'id');
"""
UNDO = "DROP TRIGGER policies_policycategory_copied ON policies_policycategory;"


class Migration(migrations.Migration):
    dependencies = [("policies", "0001_initial"), ("search", "0007_reindex_requests")]

    operations = [migrations.RunSQL(TRIGGERS, UNDO)]
