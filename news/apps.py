"""Columns, articles and standing pages."""

from django.apps import AppConfig

from search.dictionary import register


class NewsConfig(AppConfig):
    name = "news"
    verbose_name = "新闻"

    def ready(self):
        from news.damage_rule import DAMAGED_TEXTS
        from news.page_import import register_pages
        from news.similar_titles import SIMILAR_TITLES  # models load after this module
        from publishing.content_checks import rules

        register(self.names)
        register_pages()
        rules.register(SIMILAR_TITLES, DAMAGED_TEXTS)

    def names(self):
        """Names of columns, for the dictionary of search."""
        from news.models import Column  # models load after this module

        return Column.objects.values_list("name", flat=True)
