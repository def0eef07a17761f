"""The addresses of this part of the service."""

from django.urls import URLPattern, path

from ostara.care.outcomes.views import overview, profiles, scales

urlpatterns: list[URLPattern] = [
    path("outcomes/due/", overview.due_profiles, name="due_profiles"),
    path("people/<uuid:person>/outcomes/", overview.outcomes, name="outcomes"),
    path("people/<uuid:person>/episodes/<uuid:episode>/profile/", profiles.record, name="record_profile"),
    path("people/<uuid:person>/profiles/<uuid:profile>/", profiles.profile, name="profile"),
    path("people/<uuid:person>/profiles/<uuid:profile>/correct/", profiles.correct, name="correct_profile"),
    path("people/<uuid:person>/profiles/<uuid:profile>/take-back/", profiles.take_back, name="take_back_profile"),
    path("people/<uuid:person>/episodes/<uuid:episode>/scales/<slug:scale>/", scales.record, name="record_scale"),
    path("people/<uuid:person>/scales/<uuid:answers>/", scales.answers, name="scale_answers"),
    path("people/<uuid:person>/scales/<uuid:answers>/correct/", scales.correct, name="correct_scale"),
    path("people/<uuid:person>/scales/<uuid:answers>/take-back/", scales.take_back, name="take_back_scale"),
]
