"""The addresses of this part of the service."""

from django.urls import URLPattern, path

from ostara.care.prescribing.views import (
    arranging,
    medicines,
    missing,
    ordering,
    pharmacies,
    planning,
    replying,
    running,
    starting,
)

PERSON = "people/<uuid:person>"
COURSE = f"{PERSON}/courses/<uuid:course>"
PLACE = "pharmacies/<uuid:place>"
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
    path(f"{COURSE}/supply/", arranging.arrange_supply, name="arrange_supply"),
    path(f"{PERSON}/pharmacy-says/", pharmacies.report_concern, name="report_concern"),
    path("pharmacies/", pharmacies.pharmacies, name="pharmacies"),
    path("pharmacies/new/", pharmacies.add_pharmacy, name="add_pharmacy"),
    path("pharmacies/closed-days/", running.closed_days, name="closed_days"),
    path(f"{PLACE}/", pharmacies.pharmacy, name="pharmacy"),
    path(f"{PLACE}/details/", pharmacies.keep_pharmacy, name="keep_pharmacy"),
    path(f"{PLACE}/hours/", pharmacies.pharmacy_hours, name="pharmacy_hours"),
    path(f"{PLACE}/closed/", pharmacies.close_pharmacy, name="close_pharmacy"),
    path(f"{PLACE}/day/<str:day>/", pharmacies.pharmacy_day, name="pharmacy_day"),
    path(f"{PLACE}/day/<str:day>/link/", replying.give_reply_link, name="give_reply_link"),
    path(f"{PERSON}/prescriptions/<uuid:prescription>/", running.prescription, name="prescription"),
    path("prescriptions/", running.script_run, name="script_run"),
    path("prescriptions/<uuid:batch>/", running.script_batch, name="script_batch"),
    path("prescriptions/<uuid:batch>/paper/", running.print_batch, name="print_batch"),
    path("reply/<str:token>/", replying.pharmacy_reply, name="pharmacy_reply"),
]
