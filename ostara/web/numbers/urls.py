"""The addresses of pages over numbers."""

from django.urls import path

from ostara.web.numbers import behind, results, views

urlpatterns = [
    path("numbers/", views.figures, name="figures"),
    path("numbers/file/", views.figures_file, name="figures_file"),
    path("numbers/inside/", views.free_figures, name="free_figures"),
    path("numbers/inside/file/", views.free_figures_file, name="free_figures_file"),
    path("numbers/inside/people/", behind.figure_people, name="figure_people"),
    path("numbers/definitions/", views.definitions, name="definitions"),
    path("results/", results.results, name="results"),
    path("results/<uuid:result>/", results.result_file, name="result_file"),
]
