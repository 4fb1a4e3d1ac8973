"""Lists look for words in one column that is folded as the words are (core.text_folding)."""

from django.db import connection, migrations, models

from core.text_folding import fold

BATCH = 5_000
FILL = """
UPDATE parks_listing AS listing SET searched_text = folded.text
FROM unnest(%s::bigint[], %s::text[]) AS folded (id, text) WHERE listing.id = folded.id
"""
COPY = """
UPDATE parks_listingdigest AS row SET searched_text = listing.searched_text
FROM parks_listing AS listing WHERE listing.id = row.listing_id
"""


def fill(apps, schema_editor):
    listings = apps.get_model("parks", "Listing").objects.order_by("pk")
    last = 0
    with connection.cursor() as cursor:
        while rows := listings.filter(pk__gt=last).values_list("pk", "title", "code", "address")[
            :BATCH
        ]:
            texts = {pk: fold("\n".join(words)) for pk, *words in rows}
            cursor.execute(FILL, [list(texts), list(texts.values())])
            last = max(texts)
        cursor.execute(COPY)


class Migration(migrations.Migration):
    dependencies = [("parks", "0010_import_attempts")]

    operations = [
        migrations.AddField(
            "listing",
            "searched_text",
            models.TextField(default="", editable=False, verbose_name="供查找的文字"),
        ),
        migrations.AddField(
            "listingindex",
            "searched_text",
            models.TextField(default="", verbose_name="供查找的文字"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
