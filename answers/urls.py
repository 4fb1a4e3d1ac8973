"""Addresses of answers, beside those of enquiries and before them."""

from django.urls import path

from answers import views

urlpatterns = [
    path("consult/answers/", views.answer_list, name="answer_list"),
    path("consult/solved/", views.answer_solved, name="answer_solved"),
]
