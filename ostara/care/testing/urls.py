"""The addresses of this part of the service."""

from django.urls import URLPattern, path

from ostara.care.testing.views import at_services, health, tests

TESTS, HEALTH = "people/<uuid:person>/tests/", "people/<uuid:person>/health/"
FACT = f"{HEALTH}<slug:topic>/<uuid:fact>/"
urlpatterns: list[URLPattern] = [
    path("health/due/", at_services.due_health, name="due_health"),
    path(TESTS, tests.tests, name="tests"),
    path(f"{TESTS}record/", tests.record, name="record_test"),
    path(f"{TESTS}draw/", tests.draw_tests, name="draw_tests"),
    path(f"{TESTS}<uuid:specimen>/", tests.specimen, name="specimen"),
    path(f"{TESTS}<uuid:specimen>/result/", tests.add_reading, name="add_reading"),
    path(f"{TESTS}<uuid:specimen>/correct/", tests.correct_specimen, name="correct_specimen"),
    path(f"{TESTS}<uuid:specimen>/take-back/", tests.take_back_specimen, name="take_back_specimen"),
    path(f"{TESTS}results/<uuid:reading>/correct/", tests.correct_reading, name="correct_reading"),
    path(f"{TESTS}results/<uuid:reading>/take-back/", tests.take_back_reading, name="take_back_reading"),
    path(HEALTH, health.health, name="health"),
    path(f"{HEALTH}<slug:topic>/", health.record, name="record_health"),
    path(FACT, health.fact, name="health_fact"),
    path(f"{FACT}later/", health.follow_up, name="follow_up_health"),
    path(f"{FACT}correct/", health.correct, name="correct_health"),
    path(f"{FACT}take-back/", health.take_back, name="take_back_health"),
]
