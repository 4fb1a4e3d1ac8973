"""Parts of names are found, and what waits for staff is counted, by index; made beside the work."""

import django.contrib.postgres.indexes
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

import search.bigrams


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("news", "0005_moments"),
        ("search", "0002_bigrams"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="article",
            index=django.contrib.postgres.indexes.GinIndex(
                search.bigrams.Bigrams("title"), name="news_article_parts"
            ),
        ),
        AddIndexConcurrently(
            model_name="article",
            index=models.Index(
                condition=models.Q(("status", "approved"), _negated=True),
                fields=["status", "updated_at"],
                name="news_article_waiting",
            ),
        ),
        AddIndexConcurrently(
            model_name="article",
            index=models.Index(
                condition=models.Q(("is_attention_needed", True)),
                fields=["column"],
                name="news_article_doubtful",
            ),
        ),
    ]
