"""Pages over numbers: who sees what, how the address shares a question, and what is written down."""

import json
import subprocess
import sys
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from ostara.care.accounts.roles import Role
from ostara.care.audit.models import Event
from tests.figures import FEW, a_shelf, chosen_in, counts_of, in_the_care_of
from tests.staff import a_browser_of, a_keyworker, a_service, somebody

pytestmark = pytest.mark.django_db
YEAR = {"measure": "in_treatment", "period": "2025/26"}


@pytest.fixture(scope="module")
def with_a_store(tmp_path_factory):
    files = tmp_path_factory.mktemp("files")
    a_shelf(files, [*in_the_care_of("N0001", men=FEW), *in_the_care_of("N0002")])
    return files


@pytest.fixture
def store(settings, with_a_store):
    settings.SAID = replace(settings.SAID, files=with_a_store)


@pytest.fixture
def harbour():
    return a_service("Harbour", agency_code="N0001", area="A12B")


@pytest.fixture
def wharf():
    return a_service("Wharf", agency_code="N0002", area="A12B")


def written_down():
    return list(Event.objects.filter(verb__startswith="numbers."))


def manager(of):
    return a_browser_of(somebody(Role.SERVICE_MANAGER, at=of))


def commissioner():
    return a_browser_of(somebody(Role.COMMISSIONER))


def test_without_a_store_the_page_says_how_to_make_one(settings, tmp_path):
    settings.SAID = replace(settings.SAID, files=tmp_path)
    page = commissioner().get(reverse("figures"))
    assert page.status_code == 200
    assert b"ostara extract" in page.content
    a_shelf(tmp_path, [])
    assert b"No treatment has been taken" in commissioner().get(reverse("figures")).content


def test_a_manager_cuts_freely_within_their_own_service(store, harbour):
    page = manager(harbour).get(reverse("free_figures"), YEAR | {"by": "sex"})
    assert counts_of(page) == {"female": "30", "male": "2", "all": "32"}
    assert "began with Harbour" in page.content.decode()


def test_a_limit_to_another_service_finds_nobody_there(store, harbour):
    page = manager(harbour).get(reverse("free_figures"), YEAR | {"where": "service = N0002"})
    assert counts_of(page) == {"all": "0"}


def test_a_service_with_nobody_in_the_store_is_told_so(store):
    page = manager(a_service("New", agency_code="N0099")).get(reverse("free_figures"))
    assert page.status_code == 200
    assert "nobody yet whose treatment began with New" in page.content.decode()


def test_who_holds_a_post_for_the_whole_area_cuts_all_of_it(store, harbour, wharf):
    page = a_browser_of(somebody(Role.SAFETY_OFFICER)).get(reverse("free_figures"), YEAR | {"by": "service"})
    assert counts_of(page) == {"Harbour": "32", "Wharf": "60", "all": "92"}


def test_a_commissioner_sees_the_whole_area_with_small_counts_withheld_and_the_rest_rounded(store):
    page = commissioner().get(reverse("figures"), YEAR | {"by": "sex"})
    assert counts_of(page) == {"female": "60", "male": "30", "all": "90"}


def test_a_manager_sees_the_area_only_as_published(store, harbour):
    page = manager(harbour).get(reverse("figures"), YEAR)
    assert counts_of(page) == {"all": "90"}


@pytest.mark.parametrize("route", ["free_figures", "free_figures_file"])
def test_a_commissioner_may_not_cut_freely(store, route):
    assert commissioner().get(reverse(route), YEAR).status_code == 403


def test_a_keyworker_sees_no_figures(store, harbour):
    assert a_browser_of(a_keyworker(at=harbour)).get(reverse("figures")).status_code == 403


@pytest.mark.parametrize(
    "query",
    [
        {"by": "service"},
        {"by": "sex,age_band,ethnicity"},
        {"where": "age >= 30"},
        {"where": "not sex = male"},
        {"period": "2025-05-01..2025-06-30"},
        {"period": "12m to 2025-12-31"},
        {"by": "month", "period": "2025/26"},
    ],
)
def test_what_is_not_published_is_refused_with_the_reason(store, query):
    page = commissioner().get(reverse("figures"), YEAR | query)
    assert page.status_code == 400
    assert b"There is a problem" in page.content
    assert b"<tbody>" not in page.content


def test_what_was_chosen_becomes_an_address_of_listed_names(store, harbour):
    chosen = {
        "measure": "in_treatment",
        "by_1": "sex",
        "period": "2025/26|",
        "only_substance_group": "opiate",
        "only_accommodation": "?",
        "age_from": "30",
        "where": "treated_before = yes or injecting is recorded",
    }
    sent = manager(harbour).post(reverse("free_figures"), chosen)
    assert sent.status_code == 302
    assert parse_qs(urlsplit(sent["Location"]).query) == {
        "measure": ["in_treatment"],
        "by": ["sex"],
        "period": ["2025/26"],
        "where": [
            "substance_group = opiate and accommodation is not recorded and age >= 30 "
            'and (treated_before = "treated before" or injecting is recorded)'
        ],
    }


def test_what_a_list_chose_is_chosen_again_when_the_address_is_opened(store, harbour):
    page = manager(harbour).get(reverse("free_figures"), YEAR | {"by": "sex", "where": "sex = female and not age < 30"})
    assert chosen_in(page) | {"csrfmiddlewaretoken": ""} == {
        "csrfmiddlewaretoken": "",
        "measure": "in_treatment",
        "by_1": "sex",
        "period": "2025/26|",
        "only_sex": "female",
        "where": "not age < 30",
    }


def test_a_word_that_is_no_listed_name_never_gets_into_an_address(store, harbour):
    sent = manager(harbour).post(
        reverse("free_figures"), {"measure": "in_treatment", "period": "2025/26|", "where": "area = Planted"}
    )
    assert sent.status_code == 200
    assert b"Planted" in sent.content  # at its field, for whoever typed it, and nowhere else
    assert not written_down()


@pytest.mark.parametrize("query", [{"measure": "nothing"}, {"by": "shoe_size"}, {"period": "soon"}, {"where": "age >"}])
def test_an_address_that_asks_for_what_there_is_not_says_so(store, harbour, query):
    page = manager(harbour).get(reverse("free_figures"), YEAR | query)
    assert page.status_code == 400
    assert b"There is a problem" in page.content


def test_a_free_cut_is_written_into_the_audit_and_a_published_one_is_not(store, harbour):
    somebody_here = manager(harbour)
    somebody_here.get(reverse("figures"), YEAR)
    assert not written_down()
    somebody_here.get(reverse("free_figures"), YEAR | {"by": "sex", "where": "age >= 30"})
    (event,) = written_down()
    assert (event.verb, event.role, event.service) == ("numbers.explore", "service_manager", harbour.pk)
    assert event.detail | {"store": ""} == {
        "measure": "in_treatment", "cut": "sex", "days": "2025/26", "limits": "age >= 30", "taken_as": "", "store": ""
    }  # fmt: skip


def test_figures_are_taken_away_in_three_formats(store, harbour):
    somebody_here = manager(harbour)
    files = {
        format_: somebody_here.get(reverse("free_figures_file"), YEAR | {"by": "sex", "format": format_})
        for format_ in ("csv", "json", "xlsx")
    }
    assert "in_treatment,2025/26,female,,no,30.0,,,30," in files["csv"].content.decode()
    assert [line["numerator"] for line in json.loads(files["json"].content)["lines"]] == [30, 2, 32]
    assert files["xlsx"].content.startswith(b"PK")
    assert files["csv"]["Content-Disposition"] == 'attachment; filename="in_treatment.csv"'
    assert [event.verb for event in written_down()] == ["numbers.download"] * 3


def test_a_published_file_is_protected_too(store):
    taken = commissioner().get(reverse("figures_file"), YEAR | {"by": "sex", "format": "json"})
    told = json.loads(taken.content)
    assert told["published"] is True
    assert {line["numerator"] for line in told["lines"]} == {60, 30, 90}


def test_a_file_of_another_format_is_refused(store):
    assert commissioner().get(reverse("figures_file"), YEAR | {"format": "exe"}).status_code == 400


def test_a_store_that_was_changed_is_not_shown(settings, tmp_path):
    settings.SAID = replace(settings.SAID, files=tmp_path)
    store = a_shelf(tmp_path, in_the_care_of("N0001"))
    (store.folder / "people.parquet").write_bytes(b"not what it was")
    page = commissioner().get(reverse("figures"))
    assert page.status_code == 503
    assert b"cannot be read" in page.content


def test_every_measure_is_defined_on_one_page(store):
    page = commissioner().get(reverse("definitions")).content.decode()
    assert "First appointment offered within three weeks" in page
    assert "Unverified" in page


def test_the_page_costs_a_fixed_number_of_queries(store, harbour, django_assert_max_num_queries):
    somebody_here = manager(harbour)
    somebody_here.get(reverse("figures"), YEAR)
    with django_assert_max_num_queries(6):
        somebody_here.get(reverse("figures"), YEAR)


def test_nothing_of_packs_models_or_spark_comes_with_the_pages():
    """The web server stays small: long work is a process of its own."""
    code = "import django; django.setup(); import ostara.web.urls, sys; print(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert not loaded & {"numba", "scipy", "splink", "lifelines", "matplotlib", "pandas", "pyspark"}
