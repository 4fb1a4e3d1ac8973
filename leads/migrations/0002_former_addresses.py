"""Topics that are renamed are found by the links that name them."""

from django.db import migrations

KEEP = """
CREATE TRIGGER leads_topic_renamed AFTER UPDATE OF slug ON leads_topic
FOR EACH ROW WHEN (OLD.slug <> NEW.slug)
EXECUTE FUNCTION regions_keep_address('leads.Topic', '', 'slug');
"""
FORGET = """
DROP TRIGGER leads_topic_renamed ON leads_topic;
"""


class Migration(migrations.Migration):
    dependencies = [("leads", "0001_initial"), ("regions", "0002_former_addresses")]

    operations = [migrations.RunSQL(KEEP, FORGET)]
