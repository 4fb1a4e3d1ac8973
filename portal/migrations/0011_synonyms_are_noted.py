"""Search pages are drawn anew where the table of synonyms changes (ADR 25, ADR 68)."""

from django.db import migrations

from publishing.editions.triggers import Triggers

SYNONYMS = Triggers("search_synonymgroup", keys=(), paths="SELECT ''")


class Migration(migrations.Migration):
    dependencies = [("portal", "0010_more_histories_are_kept"), ("search", "0007_synonyms")]

    operations = [migrations.RunSQL(SYNONYMS.create(), SYNONYMS.drop())]
