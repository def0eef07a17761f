"""A person is one, however many records they have: the address of a joined record leads to the one that goes on."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from ostara.care.accounts.asked import Asked
from ostara.care.people.due_items import records_of_all
from ostara.care.people.questions import for_one_page, goes_on_as, records_of
from ostara.care.rows.reading import answered, one_reading

View = Callable[..., HttpResponse]


def of_the_whole_person(view: View) -> View:
    """Gives a view the record that goes on as `request.person`; a page opened under an old address moves there."""

    @wraps(view)
    def viewed(request: Asked, **kwargs: Any) -> HttpResponse:
        reads = request.method == "GET"
        goes_on = for_one_page(request.person) if reads else goes_on_as(request.person)
        if goes_on != request.person and reads and request.resolver_match:
            address = reverse(request.resolver_match.view_name, kwargs={**kwargs, "person": goes_on.pk})
            return HttpResponseRedirect(address)
        request.person = goes_on
        if not reads:
            return view(request, **kwargs)
        with one_reading():
            answered(records_of_all, dict.fromkeys(records_of(goes_on), goes_on.pk), [goes_on.pk])
            return view(request, **kwargs)

    return viewed
