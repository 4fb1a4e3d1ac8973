"""Numbers of enquiries: how many, how fast, how far; counted by the database, never kept."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "reporting"
    verbose_name = "数字"
