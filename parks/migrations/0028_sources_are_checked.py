"""Beside the work: nobody waits while rows are read."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("parks", "0027_parks_name_their_sources")]

    operations = [ValidateConstraint("park", "parks_park_days_have_a_source")]
