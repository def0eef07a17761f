"""What a made-up person answers: an assessment, the substances they use, a questionnaire."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

from ostara.exchange.made_up_record import phrases
from ostara.exchange.made_up_record.pen import Pen
from ostara.knowledge.scales import Scale, scale, score
from ostara.ndtms.lists import national_list

Answers = Mapping[str, int | bool | None]
INJECT, SNIFF, SMOKE, BY_MOUTH = "1", "2", "3", "4"
CRACK = "3201"
HEEDED = 0.1
ROUTES = {"alcohol": BY_MOUTH, "cocaine": SNIFF, "cannabis": SMOKE, "benzodiazepine": BY_MOUTH, "amphetamine": SNIFF}
DAYS_OF = {"heroin": "heroin_days", "alcohol": "alcohol_days", "cocaine": "cocaine_days"}


@cache
def national_substance() -> Mapping[str, str]:
    """Returns the national code for each of our words."""
    return {one.more["from_ours"]: code for code, one in national_list("problem_substance").items()} | {
        "cocaine": "3200"
    }


def assessed(pen: Pen, start: Answers, on: date) -> dict[str, Any]:
    """Returns the answers of an assessment: those that the first outcomes profile gives, the rest by chance."""
    chance, injects = pen.chance, (start.get("injecting_days") or 0) > 0
    overdosed = "Y" if pen.happens(0.35 if pen.life.ost else 0.1) else chance.choice("NNU")
    offered, tested = chance.choice("AABCD"), pen.happens(0.6)
    homeless = bool(start.get("acute_housing_problem"))
    return {
        "treated_before": chance.choice("YYNU"),
        "drinking_days": start.get("alcohol_days"),
        "drinking_units": chance.randrange(2, 25) if start.get("alcohol_days") else None,
        "tobacco": chance.choice("YYYN"),
        "injecting": "C" if injects else chance.choice("PNN" if pen.life.ost else "NNNP"),
        "injected_lately": "Y" if injects else "N",
        "ever_shared": chance.choice("YNNU") if injects else "N",
        "shared_lately": chance.choice("NNNY") if injects else "",
        "injects_in_groin_or_neck": chance.choice("NNY") if injects else "",
        "uses_alone": chance.choice("YYNU"),
        "overdosed": overdosed,
        "overdosed_on": on - timedelta(days=chance.randrange(20, 2000)) if overdosed == "Y" else None,
        "overdoses_in_a_year": chance.randrange(0, 3) if overdosed == "Y" else None,
        "has_naloxone": chance.choice("YYN") if pen.life.ost else "",
        "naloxone_given": chance.choice("YYYN") if pen.life.ost else "",
        "health_assessed_on": on if pen.happens(0.6) else None,
        "pregnant": chance.choice("NNNNNU") if pen.life.sex == "F" else "",
        "mental_health_need": chance.choice("YYNU"),
        "thoughts_of_suicide": chance.choice("NNNNYD"),
        "hepatitis_b_offer": offered,
        "hepatitis_b_vaccinations": chance.choice(("", "1", "3", "C")) if offered == "A" else "",
        "hepatitis_c_offer": chance.choice("AAABD"),
        "hepatitis_c_tested": "Y" if tested else chance.choice(("N", "99")),
        "hepatitis_c_tested_on": on - timedelta(days=chance.randrange(0, 400)) if tested else None,
        "hepatitis_c_positive": chance.choice("NNNY") if tested else "",
        "hiv_tested": chance.choice("YNU"),
        "accommodation": "1" if homeless else ("2" if start.get("housing_risk") else "3"),
        "may_lose_home": "Y" if start.get("housing_risk") else "N",
        "housing": chance.choice(phrases.HOUSING),
        "employment": "1" if start.get("paid_work_days") else chance.choice(("12", "9", "5", "13")),
        "volunteers": chance.choice("NNNY"),
        "studies": chance.choice("NNNNY"),
        "children_worry": chance.choice("NNNNNY"),
        "on_an_order": chance.choice("NNNY"),
        "strengths": chance.choice(phrases.STRENGTHS),
        "people_around": chance.choice(phrases.AROUND),
        "person_expects": chance.choice(phrases.EXPECTS),
        "keyworker_expects": chance.choice(phrases.KEYWORKER_EXPECTS),
        "coordinates_outcomes": "Y",
    }


def substances_of(pen: Pen, start: Answers) -> Iterator[dict[str, Any]]:
    """Yields the substances of an assessment, what troubles the person most first."""
    life, chance = pen.life, pen.chance
    injects = (start.get("injecting_days") or 0) > 0
    main = life.substance if life.substance in national_substance() else "other"
    route = (INJECT if injects else SMOKE) if life.ost else ROUTES.get(main, BY_MOUTH)
    said = [(national_substance()[main], route, start.get(DAYS_OF.get(main, "")))]
    for name, code, other in (("crack_days", CRACK, SMOKE), ("alcohol_days", "7000", BY_MOUTH)):
        if (start.get(name) or 0) > 4 and code not in [one for one, _, _ in said]:
            said.append((code, other, start.get(name)))
    for code, how, days in said:
        first = chance.randrange(13, 24)
        yield {"code": code, "route": how, "days": days, "age_first_used": first if pen.happens(0.8) else None}


def scale_row(pen: Pen, answers: Answers) -> Iterator[dict[str, Any]]:
    """Yields answers to a questionnaire that fits: about mood, or about drink; now and then an item is left out."""
    of = scale("audit") if pen.life.substance == "alcohol" else scale("phq9")
    health = answers.get("psychological_health")
    worse = 0.5 if health is None else 1 - int(health) / 20
    given = {item.number: _one(pen, item.answers, worse) for item in of.items}
    for heed in of.heeds:  # such as thoughts of suicide: rare, and told whenever they are there
        given[heed.item] = given[heed.item] if pen.happens(HEEDED) else 0
    if pen.happens(0.1):
        given.pop(pen.chance.choice(list(given)))
    yield _kept(of, given)


def _one(pen: Pen, choices: tuple[int, ...], worse: float) -> int:
    place = pen.chance.triangular(0, 1, worse) * (len(choices) - 1)
    return choices[round(place)]


def _kept(of: Scale, given: Mapping[int, int]) -> dict[str, Any]:
    told = score(of, given)
    bands = [
        {
            "name": one.bands.name,
            "totals": one.band.totals,
            "says": one.band.says or "",
            "status": str(one.bands.grounds.status),
        }
        for one in told.reached
    ]
    answers = {str(number): answer for number, answer in sorted(given.items())}
    return {"scale": of.id, "version": of.version, "answers": answers, "total": told.total, "bands": bands}
