"""The addresses of this part of the service."""

from django.urls import URLPattern, path

from ostara.care.prescribing.views import medicines, missing, ordering, planning, starting

PERSON = "people/<uuid:person>"
COURSE = f"{PERSON}/courses/<uuid:course>"
urlpatterns: list[URLPattern] = [
    path(f"{PERSON}/medicines/", medicines.medicines, name="medicines"),
    path(f"{PERSON}/medicines/history/", medicines.medicine_history, name="medicine_history"),
    path(f"{PERSON}/medicines/start/", starting.start_course, name="start_course"),
    path(f"{PERSON}/medicines/continue/", starting.continue_course, name="continue_course"),
    path(f"{PERSON}/orders/<uuid:order>/take-back/", ordering.take_back_order, name="take_back_order"),
    path(f"{COURSE}/dose/", ordering.change_dose, name="change_dose"),
    path(f"{COURSE}/stop/", ordering.stop_course, name="stop_course"),
    path(f"{COURSE}/convert/", starting.convert_course, name="convert_course"),
    path(f"{COURSE}/hold/", missing.hold_course, name="hold_course"),
    path(f"{COURSE}/missed/", missing.decide_on_missed, name="decide_on_missed"),
    path(f"{COURSE}/titration/", planning.plan_titration, name="plan_titration"),
    path(f"{COURSE}/reduction/", planning.plan_reduction, name="plan_reduction"),
    path(f"{COURSE}/plan/", planning.change_plan, name="change_plan"),
    path(f"{COURSE}/plan/step/", planning.sign_step, name="sign_step"),
    path(f"{COURSE}/check-in/", planning.check_in, name="check_in"),
]
