"""Lists and their counts read an index instead of every row; it is made beside the work, and
whatever stops it, it can be run again.
"""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models

NAME = "news_article_shown"


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("news", "0015_columns_have_histories"),
    ]

    operations = [
        migrations.RunSQL(f"DROP INDEX CONCURRENTLY IF EXISTS {NAME}", migrations.RunSQL.noop),
        AddIndexConcurrently(
            model_name="article",
            index=models.Index(
                condition=models.Q(("status", "approved")),
                fields=["column", "-publish_at", "-id"],
                include=("expire_at",),
                name=NAME,
            ),
        ),
        RemoveIndexConcurrently(model_name="article", name="news_article_public"),
    ]
