"""Vectors name the day as well (ADR 31): those of the last weeks, beyond which no day is asked for."""

from django.db import migrations

# From each place under which an entry is filed with its type and year.
NAME_DAYS = """
UPDATE search_searchentry SET vector = vector || (
    SELECT coalesce(
        array_to_tsvector(array_agg(left(lexeme, -4) || to_char(dated_on, 'YYYY-MM-DD'))), ''
    )
    FROM unnest(vector) AS filed WHERE lexeme LIKE '@%/' || type || '/' || to_char(dated_on, 'YYYY')
)
WHERE dated_on >= current_date - 21 AND vector IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [("search", "0003_bigrams_in_one_pass")]

    operations = [migrations.RunSQL(NAME_DAYS, migrations.RunSQL.noop)]
