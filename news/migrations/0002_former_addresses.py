"""Columns and pages that are renamed or moved, with their articles, are found at the old address."""

from django.db import migrations

KEEP = """
-- An article lies under the site of its column, so it moves with the column, too.
CREATE FUNCTION news_keep_article_address() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    old_site bigint;
BEGIN
    IF TG_TABLE_NAME = 'news_article' THEN
        SELECT site_id INTO old_site FROM news_column WHERE id = OLD.column_id;
        IF old_site = (SELECT site_id FROM news_column WHERE id = NEW.column_id) THEN
            RETURN NULL;
        END IF;
        INSERT INTO regions_formeraddress (label, scope, key, object_id, changed_at)
        VALUES ('news.Article', old_site, OLD.id::text, OLD.id, clock_timestamp())
        ON CONFLICT (label, scope, key) DO UPDATE SET changed_at = excluded.changed_at;
    ELSE
        INSERT INTO regions_formeraddress (label, scope, key, object_id, changed_at)
        SELECT 'news.Article', OLD.site_id, id::text, id, clock_timestamp()
        FROM news_article WHERE column_id = OLD.id
        ON CONFLICT (label, scope, key) DO UPDATE SET changed_at = excluded.changed_at;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER news_article_moved AFTER UPDATE OF column_id ON news_article
FOR EACH ROW WHEN (OLD.column_id <> NEW.column_id)
EXECUTE FUNCTION news_keep_article_address();
CREATE TRIGGER news_column_takes_articles_along AFTER UPDATE OF site_id ON news_column
FOR EACH ROW WHEN (OLD.site_id <> NEW.site_id)
EXECUTE FUNCTION news_keep_article_address();
CREATE TRIGGER news_column_moved AFTER UPDATE OF slug, site_id ON news_column
FOR EACH ROW WHEN ((OLD.slug, OLD.site_id) <> (NEW.slug, NEW.site_id))
EXECUTE FUNCTION regions_keep_address('news.Column', 'site_id', 'slug');
CREATE TRIGGER news_sitepage_moved AFTER UPDATE OF slug, site_id ON news_sitepage
FOR EACH ROW WHEN ((OLD.slug, OLD.site_id) <> (NEW.slug, NEW.site_id))
EXECUTE FUNCTION regions_keep_address('news.SitePage', 'site_id', 'slug');
"""
FORGET = """
DROP TRIGGER news_sitepage_moved ON news_sitepage;
DROP TRIGGER news_column_moved ON news_column;
DROP TRIGGER news_column_takes_articles_along ON news_column;
DROP TRIGGER news_article_moved ON news_article;
DROP FUNCTION news_keep_article_address();
"""


class Migration(migrations.Migration):
    dependencies = [("news", "0001_initial"), ("regions", "0002_former_addresses")]

    operations = [migrations.RunSQL(KEEP, FORGET)]
