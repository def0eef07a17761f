"""The addresses of pages over gaps in care."""

from django.urls import path

from ostara.web.care_quality import views

urlpatterns = [
    path("quality/", views.my_care_gaps, name="my_care_gaps"),
    path("quality/services/", views.service_care_gaps, name="service_care_gaps"),
    path("quality/area/", views.area_care_gaps, name="area_care_gaps"),
]
