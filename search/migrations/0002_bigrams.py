"""search_bigrams(text): the pairs of neighbouring characters of a text, in lower case."""

from django.db import migrations

CREATE = """
CREATE FUNCTION search_bigrams(words text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(DISTINCT substr(lower(words), place, 2)), '{}')
    FROM generate_series(1, char_length(words) - 1) AS place
$$
"""


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunSQL(CREATE, "DROP FUNCTION search_bigrams(text)")]
