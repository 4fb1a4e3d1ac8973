"""publishing_media_names(html): the names in storage of the files that a rich text shows."""

from django.db import migrations

CREATE = r"""
CREATE FUNCTION publishing_media_names(html text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(DISTINCT found[1]), '{}')
    FROM regexp_matches(html, '/media/([^"''<>?#[:space:]]+)', 'g') AS found
$$
"""


class Migration(migrations.Migration):
    dependencies = [("publishing", "0002_asset_file_name")]

    operations = [
        migrations.RunSQL(CREATE, "DROP FUNCTION publishing_media_names(text)"),
    ]
