"""What search knows of a column or a kind tag through its articles follows every change."""

from django.db import migrations

TRIGGERS = """
CREATE TRIGGER news_column_copied AFTER UPDATE OF name, slug, site_id ON news_column
FOR EACH ROW WHEN (
    (OLD.name, OLD.slug, OLD.site_id) IS DISTINCT FROM (NEW.name, NEW.slug, NEW.site_id)
)
EXECUTE FUNCTION search_request_reindex('news.Column', 'id');
CREATE TRIGGER news_kindtag_copied AFTER UPDATE OF name ON news_kindtag
FOR EACH ROW WHEN (OLD.name IS DISTINCT FROM NEW.name)
EXECUTE FUNCTION search_request_reindex('news.KindTag', 'id');
"""
UNDO = """
DROP TRIGGER news_kindtag_copied ON news_kindtag;
DROP TRIGGER news_column_copied ON news_column;
"""


class Migration(migrations.Migration):
    dependencies = [("news", "0001_initial"), ("search", "0007_reindex_requests")]

    operations = [migrations.RunSQL(TRIGGERS, UNDO)]
