"""Days that end early, and when the office of a site works."""

import datetime

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0028_needs_by_topic"),
        ("regions", "0006_tiles_lead_anywhere"),
    ]

    operations = [
        migrations.CreateModel(
            name="OfficeHours",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("opens_at", models.TimeField(default=datetime.time(9, 0), verbose_name="上班")),
                ("noon_from", models.TimeField(blank=True, null=True, verbose_name="午休开始")),
                ("noon_to", models.TimeField(blank=True, null=True, verbose_name="午休结束")),
                ("closes_at", models.TimeField(default=datetime.time(18, 0), verbose_name="下班")),
            ],
            options={
                "verbose_name": "办公时间",
                "verbose_name_plural": "办公时间",
            },
        ),
        migrations.AddField(
            model_name="calendarperiod",
            name="closes_at",
            field=models.TimeField(
                blank=True,
                help_text="只上半天的日子填几点下班，如 12:30，并勾选“上班”；整天上班或放假的不填。",
                null=True,
                verbose_name="提前下班",
            ),
        ),
        migrations.AddConstraint(
            model_name="calendarperiod",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closes_at__isnull", True), ("is_working", True), _connector="OR"
                ),
                name="leads_calendarperiod_half_days_are_worked",
                violation_error_message="填了几点下班，就要勾选“上班”；放假的日子请不要填。",
            ),
        ),
        migrations.AddField(
            model_name="officehours",
            name="site",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="office_hours",
                to="regions.site",
                verbose_name="站点",
            ),
        ),
        migrations.AddConstraint(
            model_name="officehours",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("opens_at__lt", models.F("closes_at")),
                    models.Q(
                        models.Q(("noon_from__isnull", True), ("noon_to__isnull", True)),
                        models.Q(
                            ("noon_from__gt", models.F("opens_at")),
                            ("noon_from__isnull", False),
                            ("noon_to__gt", models.F("noon_from")),
                            ("noon_to__isnull", False),
                            ("noon_to__lt", models.F("closes_at")),
                        ),
                        _connector="OR",
                    ),
                ),
                name="leads_officehours_in_order",
                violation_error_message="上班要早于下班，午休要在两者之间，并且先开始后结束。",
            ),
        ),
    ]
