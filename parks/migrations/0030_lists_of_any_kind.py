"""Lists of enquiries leave a record of their way out, too."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("parks", "0029_facilities_have_states")]

    operations = [
        migrations.AlterModelOptions(
            name="exportlog",
            options={"verbose_name": "导出记录", "verbose_name_plural": "导出记录"},
        )
    ]
