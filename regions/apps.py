"""The region tree, sites and who may work where."""

from django.apps import AppConfig


class RegionsConfig(AppConfig):
    name = "regions"
    verbose_name = "地区与站点"

    def ready(self):
        from regions import checks  # noqa: F401 -- registers itself, once models are loaded
