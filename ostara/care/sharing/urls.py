"""The addresses of this part of the service."""

from django.urls import URLPattern, path

from ostara.care.sharing.views import emergency, reviewing, shared

urlpatterns: list[URLPattern] = [
    path("elsewhere/", emergency.elsewhere, name="elsewhere"),
    path("ost/", emergency.ost, name="ost"),
    path("openings/", reviewing.openings, name="openings"),
    path("openings/<uuid:opening>/", reviewing.opening, name="opening"),
    path("staff/<uuid:account>/activity/", reviewing.activity, name="activity"),
    path("people/<uuid:person>/share/", shared.share, name="share"),
    path("people/<uuid:person>/share/<uuid:involvement>/stop/", shared.stop_sharing, name="stop_sharing"),
    path("people/<uuid:person>/emergency/", emergency.open_in_emergency, name="open_in_emergency"),
    path("people/<uuid:person>/access/", reviewing.person_access, name="person_access"),
    path("people/<uuid:person>/access/print/", reviewing.print_access, name="print_access"),
]
