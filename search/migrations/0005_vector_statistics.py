from django.db import migrations

# Searching asks the statistics how common a word is. The default knows a thousand of them.
MORE = "ALTER TABLE search_searchentry ALTER COLUMN vector SET STATISTICS 300"
DEFAULT = "ALTER TABLE search_searchentry ALTER COLUMN vector SET STATISTICS -1"


class Migration(migrations.Migration):
    dependencies = [("search", "0004_reindex_progress")]

    operations = [migrations.RunSQL(MORE, DEFAULT)]
