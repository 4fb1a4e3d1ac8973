"""How often a manager has put the erasure off: three times at most."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("leads", "0014_mails_told_together")]

    operations = [
        migrations.AddField(
            model_name="lead",
            name="times_put_off",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="暂缓删除的次数"),
        ),
    ]
