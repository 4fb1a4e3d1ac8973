"""Beside the work: nobody waits while rows are read."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("news", "0013_kept_inside")]

    operations = [
        ValidateConstraint("article", "news_article_known_status"),
        ValidateConstraint("sitepage", "news_sitepage_known_status"),
    ]
