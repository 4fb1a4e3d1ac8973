from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("publishing", "0013_passages_of_audits")]

    operations = [
        migrations.AddField(
            model_name="auditedfinding",
            name="weight",
            field=models.PositiveSmallIntegerField(db_default=2, verbose_name="先后"),
        ),
    ]
