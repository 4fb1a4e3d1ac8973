"""Words of questions kept so far held whatever a dictionary has, firms and illnesses among them."""

from django.db import migrations
from django.db.models import F


def forget(apps, schema_editor):
    rows = apps.get_model("search", "MissedQuery").objects.filter(questions__gt=0)
    rows.filter(times=F("questions")).delete()
    rows.update(times=F("times") - F("questions"), questions=0)  # typed into the box, too


class Migration(migrations.Migration):
    dependencies = [("search", "0008_missedquery_questions")]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
