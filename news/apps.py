"""Columns, articles and standing pages."""

from django.apps import AppConfig

from search.dictionary import register


class NewsConfig(AppConfig):
    name = "news"
    verbose_name = "新闻"

    def ready(self):
        register(self.names)

    def names(self):
        """Names of columns, for the dictionary of search."""
        from news.models import Column  # models load after this module

        return Column.objects.values_list("name", flat=True)
