"""Beside the work: nobody waits while rows are read."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("policies", "0006_kept_inside")]

    operations = [
        ValidateConstraint("policy", "policies_policy_known_status"),
    ]
