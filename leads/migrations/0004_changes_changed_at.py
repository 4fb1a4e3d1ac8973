from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("leads", "0003_topics")]

    operations = [
        migrations.RenameField("ownerchange", "at", "changed_at"),
        migrations.RenameField("stagechange", "at", "changed_at"),
    ]
