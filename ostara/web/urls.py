"""Every address. A route without a policy is opened by nobody (`guard`), and fails tests/promises/test_access.py."""

from allauth.account import views as account
from django.urls import include, path

from ostara.web import drafts, pages, second_factor, signing_in

urlpatterns = [
    path("", pages.home, name="home"),
    path("drafts/keep/", drafts.save_draft, name="save_draft"),
    path("drafts/throw-away/", drafts.throw_away_draft, name="throw_away_draft"),
    path("sign-in/", signing_in.sign_in, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("sign-in/again/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("password/none/", pages.no_password, name="account_set_password"),
    path("sign-in/second/authenticate/", second_factor.second_step, name="mfa_authenticate"),
    path("sign-in/second/", include("allauth.mfa.urls")),
    path("", include("ostara.care.accounts.urls")),
    path("", include("ostara.care.people.urls")),
    path("", include("ostara.care.treatment.urls")),
    path("", include("ostara.care.sharing.urls")),
    path("", include("ostara.care.outcomes.urls")),
    path("", include("ostara.care.testing.urls")),
    path("", include("ostara.care.prescribing.urls")),
    path("", include("ostara.care.dispensing.urls")),
    path("", include("ostara.care.facts.urls")),
    path("", include("ostara.web.care_quality.urls")),
    path("", include("ostara.web.numbers.urls")),
    path("", include("ostara.web.submission.urls")),
]
handler400 = "ostara.web.pages.bad_request"
handler403 = "ostara.web.pages.not_allowed"
handler404 = "ostara.web.pages.not_found"
handler500 = "ostara.web.pages.failed"
