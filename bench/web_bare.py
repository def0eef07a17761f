"""What the record's pages are measured against: a bare Django view that asks as many questions of the same database.

No session, no guard, no audit, no template: `/bare/?questions=N&read=R&written=W` asks N questions that answer with R
rows in all (the last with whatever the others left, which read one by its key) and writes W rows in one transaction;
`/authenticate/` checks a password and nothing more. Served as the record is.
"""

from django.apps import apps
from django.conf import settings
from django.contrib.auth import authenticate
from django.core.wsgi import get_wsgi_application
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path

settings.ROOT_URLCONF = __name__
settings.MIDDLEWARE = ["allauth.account.middleware.AccountMiddleware"]  # which allauth does not start without
settings.AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
application = get_wsgi_application()

ANSWER = b"x" * 20_000  # about as much as a page of ours
KEYS: list[object] = []


def bare(request: HttpRequest) -> HttpResponse:
    """Asks as many questions as told, reads as many rows, and writes as many."""
    people, events = apps.get_model("people.Particulars").objects, apps.get_model("audit.Event").objects
    if not KEYS:
        KEYS.extend(people.order_by("pk").values_list("pk", flat=True)[:50])
    questions, read, written = (int(request.GET[name]) for name in ("questions", "read", "written"))
    for question in range(questions - 1):
        people.filter(pk=KEYS[question % len(KEYS)]).first()
    list(people.all()[: max(read - questions + 1, 1)])
    if written:
        with transaction.atomic():
            for _ in range(written):
                events.create(verb="bench.bare")
    return HttpResponse(ANSWER)


def checked(request: HttpRequest) -> HttpResponse:
    """Checks a password."""
    user = authenticate(request, username=request.POST["login"], password=request.POST["password"])
    return HttpResponse(b"yes" if user else b"no", status=200 if user else 403)


urlpatterns = [path("bare/", bare), path("authenticate/", checked)]
