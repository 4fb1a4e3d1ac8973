"""Where the editor sends its files."""

from django.urls import path

from publishing import views

urlpatterns = [path("upload/", views.editor_upload, name="editor_upload")]
