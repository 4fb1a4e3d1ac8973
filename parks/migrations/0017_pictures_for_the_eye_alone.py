"""A picture says what it shows, or that it is there for the eye alone."""

from django.db import migrations, models


def name_as_decorative(apps, schema_editor):
    """What had no words was read out as nothing: that is what it says now."""
    apps.get_model("parks", "ListingPhoto").objects.filter(alt="").update(is_decorative=True)


class Migration(migrations.Migration):
    dependencies = [("parks", "0016_exports_have_reasons")]

    operations = [
        migrations.AddField(
            model_name="listingphoto",
            name="is_decorative",
            field=models.BooleanField(
                db_default=False, default=False, verbose_name="装饰性（不用说明）"
            ),
        ),
        migrations.AlterField(
            model_name="listingphoto",
            name="alt",
            field=models.CharField(blank=True, max_length=120, verbose_name="图片说明"),
        ),
        migrations.RunPython(name_as_decorative, migrations.RunPython.noop),
    ]
