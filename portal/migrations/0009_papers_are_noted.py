"""What is told of a file is noted where something links to it (ADR 25, ADR 59)."""

from django.db import migrations

from publishing.editions.triggers import Triggers

PLACES = """
SELECT region.path FROM news_article article
    JOIN news_column ON news_column.id = article.column_id
    JOIN regions_site site ON site.id = news_column.site_id
    JOIN regions_region region ON region.id = site.region_id
WHERE publishing_media_names(article.body) @> ARRAY[touched.file::text]
UNION
SELECT region.path FROM news_sitepage page
    JOIN regions_site site ON site.id = page.site_id
    JOIN regions_region region ON region.id = site.region_id
WHERE publishing_media_names(page.body) @> ARRAY[touched.file::text]
UNION
SELECT region.path FROM parks_park park JOIN regions_region region ON region.id = park.region_id
WHERE publishing_media_names(park.body) @> ARRAY[touched.file::text]
UNION
SELECT region.path
FROM parks_listing listing JOIN regions_region region ON region.id = listing.region_id
WHERE publishing_media_names(listing.body) @> ARRAY[touched.file::text]
UNION
SELECT region.path FROM parks_listingfile paper
    JOIN parks_listing listing ON listing.id = paper.listing_id
    JOIN regions_region region ON region.id = listing.region_id
WHERE paper.document = touched.file
UNION
SELECT region.path
FROM policies_policy policy JOIN regions_region region ON region.id = policy.region_id
WHERE publishing_media_names(policy.body) @> ARRAY[touched.file::text]
    OR publishing_media_names(policy.interpretation) @> ARRAY[touched.file::text]
    OR publishing_media_names(policy.how_to_apply) @> ARRAY[touched.file::text]
"""
PAPERS = Triggers(
    "publishing_asset",
    keys=("file",),
    paths=PLACES,
    only=("file", "size_bytes", "pages"),
)


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0011_old_pages"),
        ("parks", "0024_old_pages_come_in"),
        ("policies", "0005_parts_and_what_waits"),
        ("portal", "0008_menus_are_noted"),
        ("publishing", "0018_text_links"),
        ("regions", "0012_menus"),
    ]

    operations = [migrations.RunSQL(PAPERS.create(), PAPERS.drop())]
