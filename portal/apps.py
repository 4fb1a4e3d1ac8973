"""The project and the shell around all apps."""

from django.apps import AppConfig, apps


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "门户"

    def ready(self):
        from finding.wish_answers import answer_wish
        from portal import (
            checks,  # noqa: F401 -- registers itself, once apps are loaded
            media_uses,
        )
        from portal.edition_sources import SOURCES
        from portal.internal_links import meant_by, present_path, why_closed
        from portal.media_rights import media_right
        from portal.section_answers import answer_contact, answer_section
        from publishing import asset_uses, quoted_files, text_links
        from publishing.content_checks import dead_links
        from publishing.editions import content_sources
        from search import direct_answers

        apps.get_app_config("axes").verbose_name = "登录保护"
        quoted_files.register(media_right)
        asset_uses.register(media_uses.uses_of, media_uses.unused)
        dead_links.register(why_closed)
        text_links.register(meant_by, present_path)
        content_sources.register(SOURCES)
        direct_answers.register(answer_contact, answer_wish, answer_section)
