"""search_bigrams(text) in one pass: substr() counted every character before each of them."""

from django.db import migrations

BEFORE = """
CREATE OR REPLACE FUNCTION search_bigrams(words text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(DISTINCT substr(lower(words), place, 2)), '{}')
    FROM generate_series(1, char_length(words) - 1) AS place
$$
"""
# The same pairs, so that indexes on it stay as they are.
AFTER = """
CREATE OR REPLACE FUNCTION search_bigrams(words text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(DISTINCT letter || next), '{}')
    FROM (
        SELECT letter, lead(letter) OVER (ORDER BY place) AS next
        FROM unnest(string_to_array(lower(words), NULL)) WITH ORDINALITY AS one (letter, place)
    ) AS neighbours
    WHERE next IS NOT NULL
$$
"""


class Migration(migrations.Migration):
    dependencies = [("search", "0002_bigrams")]

    operations = [migrations.RunSQL(AFTER, BEFORE)]
