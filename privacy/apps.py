"""What a visitor may have done with what is kept about him (PIPL, articles 44-50; ADR 81)."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "privacy"
    verbose_name = "个人信息权利"

    def ready(self):
        from leads import extensions
        from privacy.enquiry_rights import VisitorRights  # models load after this module

        extensions.register(VisitorRights())
