"""Imported articles are recognised by what they say, not only by the bytes of their file."""

from django.db import migrations, models

from news.legacy.sameness import fingerprint
from publishing.richtext import plain_text


def take_prints(apps, schema_editor):
    articles = apps.get_model("news", "Article").objects
    imported = articles.filter(provenance__has_key="sha256").exclude(
        provenance__has_key="text_print"
    )
    for article in imported.only("pk", "title", "body", "provenance").iterator(chunk_size=500):
        article.provenance |= {
            "text_print": fingerprint(plain_text(article.body)),
            "title_print": fingerprint(article.title),
        }
        articles.filter(pk=article.pk).update(provenance=article.provenance)


class Migration(migrations.Migration):
    dependencies = [("news", "0002_former_addresses")]

    operations = [
        migrations.RunPython(take_prints, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                models.F("provenance__text_print"),
                condition=models.Q(provenance__has_key="text_print"),
                name="news_article_text_print",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                models.F("provenance__title_print"),
                condition=models.Q(provenance__has_key="title_print"),
                name="news_article_title_print",
            ),
        ),
    ]
