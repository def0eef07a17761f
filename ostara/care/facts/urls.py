"""The addresses of this part of the service."""

from django.urls import URLPattern, path

from ostara.care.facts.views import rules, tasks

urlpatterns: list[URLPattern] = [
    path("tasks/", tasks.tasks, name="tasks"),
    path("tasks/<uuid:chore>/", tasks.end_of_nobody, name="end_task_of_nobody"),
    path("people/<uuid:person>/tasks/<uuid:task>/", tasks.end, name="end_task"),
    path("people/<uuid:person>/rules/", rules.history, name="rules"),
    path("overrides/", rules.overrides, name="overrides"),
    path("overrides/<uuid:finding>/", rules.override, name="override"),
    path("tighter/", rules.tighter, name="tighter"),
]
