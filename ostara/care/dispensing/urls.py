"""The addresses of this part of the service. Everything about a person lies below their own."""

from django.urls import URLPattern, path

from ostara.care.dispensing.views import afterwards, around, downtime, giving, queue, stocking

PERSON = "people/<uuid:person>"
COURSE = f"{PERSON}/courses/<uuid:course>"
SUPPLY = f"{PERSON}/supplies/<uuid:supply>"
STOCK = "stock/<uuid:stock>"
urlpatterns: list[URLPattern] = [
    path("dispensing/", queue.queue, name="dispensing"),
    path("dispensing/downtime/", downtime.downtime, name="downtime"),
    path("dispensing/afterwards/", downtime.back_entry, name="back_entry"),
    path(f"{COURSE}/give/", giving.give_dose, name="give_dose"),
    path(f"{COURSE}/withhold/", around.withhold_dose, name="withhold_dose"),
    path(f"{COURSE}/elsewhere/", around.guest_stay, name="guest_stay"),
    path(f"{COURSE}/test-dose/", around.test_dose, name="test_dose"),
    path(f"{PERSON}/stays/<uuid:stay>/end/", around.end_guest_stay, name="end_guest_stay"),
    path(f"{SUPPLY}/", afterwards.supply, name="supply"),
    path(f"{SUPPLY}/take-back/", afterwards.take_back_supply, name="take_back_supply"),
    path(f"{SUPPLY}/otherwise/", afterwards.supply_event, name="supply_event"),
    path(f"{SUPPLY}/again/", afterwards.give_again, name="give_again"),
    path(f"{PERSON}/incidents/record/", afterwards.record_incident, name="record_incident"),
    path(f"{PERSON}/incidents/<uuid:incident>/", afterwards.review_incident, name="review_incident"),
    path("incidents/", afterwards.incidents, name="incidents"),
    path("stock/", stocking.stock, name="stock"),
    path("stock/receive/", stocking.receive_stock, name="receive_stock"),
    path("stock/brought-back/<uuid:brought_back>/destroy/", stocking.destroy_brought_back, name="destroy_brought_back"),
    path(f"{STOCK}/", stocking.register_page, name="register_page"),
    path(f"{STOCK}/count/", stocking.count_stock, name="count_stock"),
    path(f"{STOCK}/lose/", stocking.lose_stock, name="lose_stock"),
    path(f"{STOCK}/open/", stocking.open_bottle, name="open_bottle"),
    path(f"{STOCK}/lines/<uuid:register_line>/put-right/", stocking.put_line_right, name="put_line_right"),
]
