"""When the pages of articles change by themselves is asked along this index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("news", "0004_media_is_as_public_as_its_owner")]

    operations = [
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("expire_at__isnull", False), ("status", "approved")),
                fields=["column", "expire_at"],
                name="news_article_expires",
            ),
        ),
    ]
