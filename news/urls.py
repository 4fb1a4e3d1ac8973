"""Addresses of the newsroom, below the site."""

from django.urls import path
from django.views.decorators.http import require_safe

from core.kept_pages import keep_page
from news import feeds, views

urlpatterns = [
    path("news/", views.article_list, name="article_list"),
    path("news/<int:pk>/", views.article_detail, name="article_detail"),
    path("news/<slug:column>/", views.article_list, name="article_list_column"),
    path("feed/", keep_page()(require_safe(feeds.ArticleFeed())), name="article_feed"),
    path("pages/<slug:slug>/", views.page_detail, name="page_detail"),
    path("guide/", views.guide, name="guide"),
]
