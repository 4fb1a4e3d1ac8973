"""Who of the network's regions was first in touch with a company, and how that may pass on."""

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    name = "claims"
    verbose_name = "首谈"

    def ready(self):
        from claims.claim_parts import FirstTalks  # models load after this module
        from leads import extensions

        extensions.register(FirstTalks())
