"""The addresses of this part of the service. Everything about a person lies below their own."""

from django.urls import path

from ostara.care.treatment.views import (
    assessing,
    episodes,
    helping,
    lists,
    moving,
    planning,
    putting_right,
    transferring,
)

PERSON = "people/<uuid:person>/"
EPISODE = f"{PERSON}episodes/<uuid:episode>/"

urlpatterns = [
    path("caseload/", lists.caseload, name="caseload"),
    path("caseloads/", lists.leavers, name="leavers"),
    path("caseloads/<uuid:keyworker>/hand-over/", lists.hand_over, name="hand_over"),
    path("transfers/", transferring.transfers, name="transfers"),
    path("transfers/<uuid:transfer>/", transferring.answer_transfer, name="answer_transfer"),
    path(f"{PERSON}referral/", episodes.refer, name="refer"),
    path(f"{PERSON}timeline/", lists.person_timeline, name="timeline"),
    path(EPISODE, episodes.episode, name="episode"),
    path(f"{EPISODE}first-meeting/", episodes.triage, name="triage"),
    path(f"{EPISODE}close-referral/", episodes.close_referral, name="close_referral"),
    path(f"{EPISODE}assess/", assessing.assess, name="assess"),
    path(f"{EPISODE}assessments/<uuid:assessment>/", assessing.assessment, name="assessment"),
    path(
        f"{EPISODE}assessments/<uuid:assessment>/put-right/",
        assessing.correct_assessment,
        name="correct_assessment",
    ),
    path(f"{EPISODE}plan/", planning.plan, name="plan"),
    path(f"{EPISODE}plan/write/", planning.write_plan, name="write_plan"),
    path(f"{EPISODE}plan/review/", planning.review_plan, name="review_plan"),
    path(f"{EPISODE}help/", helping.record_help, name="record_help"),
    path(f"{EPISODE}help/made-of/", helping.list_help, name="list_help"),
    path(f"{EPISODE}help/<uuid:intervention>/", helping.change_help, name="change_help"),
    path(f"{EPISODE}help/<uuid:intervention>/end/", helping.end_help, name="end_help"),
    path(f"{EPISODE}pathway/", moving.change_pathway, name="change_pathway"),
    path(f"{EPISODE}keyworker/", moving.change_keyworker, name="change_keyworker"),
    path(f"{EPISODE}pause/", moving.pause, name="pause"),
    path(f"{EPISODE}resume/", moving.resume, name="resume"),
    path(f"{EPISODE}transfer/", transferring.offer_transfer, name="offer_transfer"),
    path(f"{EPISODE}transfer/take-back/", transferring.take_back_offer, name="take_back_offer"),
    path(f"{EPISODE}discharge/", episodes.discharge, name="discharge"),
    path(f"{EPISODE}come-back/", episodes.come_back, name="come_back"),
    path(f"{EPISODE}steps/<uuid:step>/put-right/", putting_right.correct_step, name="correct_step"),
    path(f"{EPISODE}pathways/<uuid:pathway>/put-right/", putting_right.correct_pathway, name="correct_pathway"),
    path(f"{EPISODE}keyworkers/<uuid:naming>/put-right/", putting_right.correct_keyworker, name="correct_keyworker"),
    path(f"{EPISODE}plan/reviews/<uuid:review>/put-right/", putting_right.correct_review, name="correct_review"),
]
