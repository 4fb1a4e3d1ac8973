"""Beside the work: nobody waits while rows are read."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("parks", "0025_kept_inside")]

    operations = [
        ValidateConstraint("listing", "parks_listing_known_status"),
        ValidateConstraint("park", "parks_park_known_status"),
    ]
