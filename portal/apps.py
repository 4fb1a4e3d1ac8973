"""The project and the shell around all apps."""

from django.apps import AppConfig, apps


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "门户"

    def ready(self):
        from portal import checks  # noqa: F401 -- registers itself, once apps are loaded
        from portal.edition_sources import SOURCES
        from portal.internal_links import why_closed
        from portal.media_rights import media_right
        from publishing import quoted_files
        from publishing.content_checks import dead_links
        from publishing.editions import content_sources

        apps.get_app_config("axes").verbose_name = "登录保护"
        quoted_files.register(media_right)
        dead_links.register(why_closed)
        content_sources.register(SOURCES)
