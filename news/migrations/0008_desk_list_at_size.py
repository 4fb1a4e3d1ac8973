"""The desk's list of articles in its order and by parts of words; made beside the work."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

from search.bigrams import Bigrams, lines_of


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("news", "0007_kinds_of_columns"), ("search", "0003_bigrams_in_one_pass")]

    operations = [
        AddIndexConcurrently(
            model_name="article",
            index=models.Index(fields=["-publish_at", "-id"], name="news_article_newest"),
        ),
        AddIndexConcurrently(
            model_name="article",
            index=GinIndex(
                Bigrams(lines_of("title", "summary", "source")), name="news_article_lines_parts"
            ),
        ),
    ]
