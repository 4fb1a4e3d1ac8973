"""That somebody's data went because he wanted it so is only ever added to (ADR 81)."""

from django.db import migrations

TABLE = "privacy_erasurerequest"
TRIGGERS = f"""
CREATE TRIGGER {TABLE}_append_only BEFORE UPDATE OR DELETE ON {TABLE}
FOR EACH ROW EXECUTE FUNCTION portal_refuse_change();
CREATE TRIGGER {TABLE}_never_emptied BEFORE TRUNCATE ON {TABLE}
FOR EACH STATEMENT EXECUTE FUNCTION portal_refuse_change();
"""
UNDO = (
    f"DROP TRIGGER {TABLE}_append_only ON {TABLE}; DROP TRIGGER {TABLE}_never_emptied ON {TABLE};"
)


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0013_reply_times_are_noted"),
        ("privacy", "0001_initial"),
    ]

    operations = [migrations.RunSQL(TRIGGERS, UNDO)]
