"""The admin of the newsroom."""

from news.admin.articles import ArticleAdmin
from news.admin.columns import ColumnAdmin, KindTagAdmin
from news.admin.pages import SitePageAdmin

__all__ = ["ArticleAdmin", "ColumnAdmin", "KindTagAdmin", "SitePageAdmin"]
