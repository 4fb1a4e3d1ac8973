"""The stamp of the index moves whoever saves: the web's role owns no sequence (ADR 23)."""

from django.db import migrations

# setval() needs UPDATE on the sequence. Its owner's right is lent to this one statement, which only
# the trigger can run; with the right itself the web could set any value.
LENT = """
ALTER FUNCTION parks_digest_changed() SECURITY DEFINER SET search_path = public, pg_temp
"""
OWN = "ALTER FUNCTION parks_digest_changed() SECURITY INVOKER RESET search_path"


class Migration(migrations.Migration):
    dependencies = [("parks", "0012_changes_of_index_rows_are_told")]
    operations = [migrations.RunSQL(LENT, OWN)]
