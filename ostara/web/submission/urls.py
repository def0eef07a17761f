"""The addresses of the next national file."""

from django.urls import path

from ostara.web.submission import views

urlpatterns = [
    path("submission/", views.submission, name="submission"),
    path("submission/left-out/", views.submission_left_out, name="submission_left_out"),
    path("submission/file/", views.submission_file, name="submission_file"),
]
