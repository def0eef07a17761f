"""The addresses of this part of the service."""

from django.urls import URLPattern, path

from ostara.care.people.views import close, copying, details, finding, joining, keeping, page

urlpatterns: list[URLPattern] = [
    path("people/", finding.people, name="people"),
    path("people/register/", finding.register_person, name="register_person"),
    path("people/kept/", keeping.records_kept, name="records_kept"),
    path("people/<uuid:person>/", page.person, name="person"),
    path("people/<uuid:person>/particulars/", details.particulars, name="particulars"),
    path("people/<uuid:person>/contact/", details.contact, name="contact"),
    path("people/<uuid:person>/children/", details.children, name="children"),
    path("people/<uuid:person>/relations/", close.relation, name="add_relation"),
    path("people/<uuid:person>/relations/<uuid:relation>/", close.relation, name="relation"),
    path("people/<uuid:person>/consent/", close.consent, name="consent"),
    path("people/<uuid:person>/flags/", close.raise_flag, name="raise_flag"),
    path("people/<uuid:person>/flags/<uuid:flag>/", close.update_flag, name="flag"),
    path("people/<uuid:person>/photo/", close.photo, name="photo"),
    path("people/<uuid:person>/history/", page.history, name="person_history"),
    path("people/<uuid:person>/history/<uuid:row>/take-back/", page.take_back, name="take_back"),
    path("people/<uuid:person>/merge/", joining.merge, name="merge"),
    path("people/<uuid:person>/merge/<uuid:alias>/undo/", joining.unmerge, name="unmerge"),
    path("people/<uuid:person>/copy/", copying.copy, name="copy"),
    path("people/<uuid:person>/copy/file/", copying.copy_file, name="copy_file"),
    path("people/<uuid:person>/kept/", keeping.keep_record, name="keep_record"),
]
