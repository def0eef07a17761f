"""The addresses of this part of the service."""

from django.urls import URLPattern, path

from ostara.care.accounts import views

urlpatterns: list[URLPattern] = [
    path("me/", views.my_account, name="my_account"),
    path("staff/", views.staff, name="staff"),
    path("staff/new/", views.new_account, name="new_account"),
    path("staff/appoint/", views.appoint, name="appoint"),
    path("staff/posts/<uuid:post>/end/", views.end_post, name="end_post"),
    path("staff/posts/<uuid:post>/team/", views.place_in_team, name="place_in_team"),
    path("staff/teams/", views.teams, name="teams"),
    path("staff/teams/<uuid:team>/", views.team, name="team"),
    path("staff/<uuid:account>/", views.staff_member, name="staff_member"),
    path("staff/<uuid:account>/link/", views.give_link, name="give_link"),
    path("staff/<uuid:account>/switch/", views.switch_account, name="switch_account"),
    path("staff/<uuid:account>/start-again/", views.start_again, name="start_again"),
    path("set-up/<str:link>/", views.set_password, name="set_password"),
]
