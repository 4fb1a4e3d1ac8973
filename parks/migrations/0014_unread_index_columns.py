"""Columns of the listing index that nothing asks for."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("parks", "0013_counted_demand")]

    operations = [
        migrations.RemoveField("listingindex", "tenure_years"),
        migrations.RemoveField("listingindex", "efficiency_percent"),
        migrations.RemoveField("listingindex", "latitude"),
        migrations.RemoveField("listingindex", "longitude"),
    ]
