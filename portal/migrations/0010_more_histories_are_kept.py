"""What was said earlier of columns, menus, tiles, links and redirects is only ever added to."""

from django.db import migrations

TABLES = (
    *("news_historicalcolumn", "regions_historicalfriendlink", "regions_historicalmenuitem"),
    *("regions_historicalredirect", "regions_historicalservicetile"),
)
TRIGGERS = """
CREATE TRIGGER {0}_append_only BEFORE UPDATE OR DELETE ON {0}
FOR EACH ROW EXECUTE FUNCTION portal_refuse_change();
CREATE TRIGGER {0}_never_emptied BEFORE TRUNCATE ON {0}
FOR EACH STATEMENT EXECUTE FUNCTION portal_refuse_change();
"""
UNDO = "DROP TRIGGER {0}_append_only ON {0}; DROP TRIGGER {0}_never_emptied ON {0};"


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0009_papers_are_noted"),
        ("news", "0015_columns_have_histories"),
        ("regions", "0014_rows_of_sites_have_histories"),
    ]

    operations = [
        migrations.RunSQL(
            "".join(map(TRIGGERS.format, TABLES)), "".join(map(UNDO.format, reversed(TABLES)))
        )
    ]
