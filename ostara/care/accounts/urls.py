"""The addresses of this part of the service."""

from django.urls import URLPattern, path

from ostara.care.accounts.views import letting_in, staff, teams

urlpatterns: list[URLPattern] = [
    path("me/", staff.my_account, name="my_account"),
    path("staff/", staff.staff, name="staff"),
    path("staff/new/", staff.new_account, name="new_account"),
    path("staff/appoint/", staff.appoint, name="appoint"),
    path("staff/posts/<uuid:post>/end/", staff.end_post, name="end_post"),
    path("staff/posts/<uuid:post>/team/", teams.place_in_team, name="place_in_team"),
    path("staff/teams/", teams.teams, name="teams"),
    path("staff/teams/<uuid:team>/", teams.team, name="team"),
    path("staff/services/<uuid:service>/", staff.change_service, name="change_service"),
    path("staff/<uuid:account>/", staff.staff_member, name="staff_member"),
    path("staff/<uuid:account>/details/", staff.change_details, name="change_details"),
    path("staff/<uuid:account>/link/", letting_in.give_link, name="give_link"),
    path("staff/<uuid:account>/switch/", letting_in.switch_account, name="switch_account"),
    path("staff/<uuid:account>/start-again/", letting_in.start_again, name="start_again"),
    path("set-up/<str:link>/", letting_in.set_password, name="set_password"),
]
