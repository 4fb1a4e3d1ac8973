"""Staff accounts: getting in, the second factor, sessions."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class AccountsConfig(AppConfig):
    name = "accounts"
    default = True
    verbose_name = "账号"


class DeskAdminConfig(admin_apps.AdminConfig):
    """Django's admin with our way in (its documented hook for another site)."""

    default = False
    default_site = "accounts.desk_site.DeskSite"
