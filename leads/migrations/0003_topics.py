from django.db import migrations

from leads.default_topics import ensure_topics


def add_topics(apps, schema_editor):
    ensure_topics(apps.get_model("leads", "Topic"))


class Migration(migrations.Migration):
    dependencies = [("leads", "0002_freeze_submissions")]

    operations = [migrations.RunPython(add_topics, migrations.RunPython.noop)]
