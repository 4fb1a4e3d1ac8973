"""Where rows were moved is noted a second time, a minute later (ADR 25)."""

from django.db import migrations, models

from publishing.editions.triggers import FUNCTION


class Migration(migrations.Migration):
    dependencies = [("publishing", "0004_changes")]

    operations = [
        migrations.AddField(
            model_name="change",
            name="look_again_at",
            field=models.DateTimeField(null=True, verbose_name="何时再记一次"),
        ),
        # The same function, which by now knows of moves.
        migrations.RunSQL(FUNCTION, migrations.RunSQL.noop),
    ]
