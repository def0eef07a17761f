"""Orders and supplies of the made-up service hang together."""

IN_FORCE = """
    SELECT s.*, o.dose_mg AS ordered, o.kind
    FROM (SELECT person, course, for_day, sum(dose_mg) AS mg, count(*) AS parts, any_value(form) AS form,
                 any_value(outcome) AS outcome
          FROM supplies GROUP BY ALL) s
    ASOF JOIN orders o ON s.course = o.course AND s.for_day >= o.effective_on
"""


def test_every_dose_is_above_nothing_and_what_the_order_in_force_says(service):
    assert service.one("SELECT min(dose_mg) FROM supplies") > 0
    assert service.one("SELECT min(dose_mg) FROM orders") > 0
    different = service.one(f"SELECT count(*) FROM ({IN_FORCE}) WHERE ordered IS NULL OR mg <> ordered")
    assert different == 0


def test_every_supply_has_an_order(service):
    supplied = service.one("SELECT count(*) FROM (SELECT DISTINCT course, for_day FROM supplies)")
    assert service.one(f"SELECT count(*) FROM ({IN_FORCE})") == supplied


def test_a_day_has_one_row_or_two_watched_parts_of_one_dose(service):
    parts = dict(
        service.rows("SELECT n, count(*) FROM (SELECT count(*) n FROM supplies GROUP BY person, for_day) GROUP BY n")
    )
    assert set(parts) == {1, 2}
    assert parts[2] > 50
    assert service.rows(f"SELECT DISTINCT outcome FROM ({IN_FORCE}) WHERE parts = 2") == [("observed",)]


def test_supplies_lie_within_an_intervention_that_prescribes(service):
    outside = """
        SELECT count(*) FROM supplies s WHERE NOT EXISTS (
            SELECT 1 FROM interventions i WHERE i.person = s.person AND i.kind = 'ost_prescribing'
             AND i.medicine = s.medicine AND s.for_day >= i.started AND (i.ended IS NULL OR s.for_day <= i.ended))
    """
    assert service.one(outside) == 0


def test_every_course_begins_once_and_ends_in_a_stop_or_goes_on(service):
    courses = """
        SELECT course, count(*) FILTER (kind IN ('start', 'continuation')) AS starts,
               count(*) FILTER (kind = 'stop') AS stops, arg_max(kind, effective_on) AS latest,
               arg_min(kind, effective_on) AS first, min(effective_on) AS began, max(effective_on) AS over,
               any_value(person) AS person
        FROM orders GROUP BY course
    """
    assert (
        service.one(f"SELECT count(*) FROM ({courses}) WHERE starts <> 1 OR first NOT IN ('start', 'continuation')")
        == 0
    )
    assert service.one(f"SELECT count(*) FROM ({courses}) WHERE stops > 1 OR (stops = 1) <> (latest = 'stop')") == 0
    # A stop that would fall on the day after the last day is not seen yet.
    wrong = f"""
        SELECT count(*) FROM ({courses}) c JOIN interventions i
            ON i.person = c.person AND i.started = c.began AND i.kind = 'ost_prescribing'
        WHERE (latest = 'stop') <> (i.ended IS NOT NULL AND i.ended < DATE '2022-03-31')
    """
    assert service.one(wrong) == 0


def test_courses_of_one_person_do_not_overlap(service):
    overlapping = """
        WITH courses AS (SELECT person, course, min(for_day) AS first, max(for_day) AS last FROM supplies GROUP BY ALL)
        SELECT count(*) FROM (SELECT first, lag(last) OVER (PARTITION BY person ORDER BY course) AS before FROM courses)
        WHERE first <= before
    """
    assert service.one(overlapping) == 0


def test_kinds_of_orders_say_what_the_dose_does(service):
    steps = "SELECT kind, dose_mg, lag(dose_mg) OVER (PARTITION BY course ORDER BY effective_on) AS before FROM orders"
    wrong = f"""
        SELECT count(*) FROM ({steps}) WHERE (kind = 'increase' AND dose_mg <= before)
            OR (kind = 'decrease' AND dose_mg >= before) OR (kind = 'unchanged' AND dose_mg <> before)
    """
    assert service.one(wrong) == 0
    kinds = {kind for (kind,) in service.rows("SELECT DISTINCT kind FROM orders")}
    assert kinds == {"start", "continuation", "increase", "decrease", "unchanged", "restart", "stop"}


def test_somebody_says_whose_plan_a_decrease_was_and_sometimes_nobody_does(service):
    said = {value for (value,) in service.rows("SELECT DISTINCT patient_led FROM orders WHERE kind = 'decrease'")}
    assert said == {True, False, None}
    assert service.one("SELECT count(*) FROM orders WHERE kind <> 'decrease' AND patient_led IS NOT NULL") == 0


def test_depots_are_injected_about_once_a_month_and_told_in_milligrams(service):
    between = """
        SELECT min(days), median(days), max(days), count(*) FROM (
            SELECT for_day - lag(for_day) OVER (PARTITION BY course ORDER BY for_day) AS days
            FROM supplies WHERE form = 'depot_monthly' AND outcome = 'observed') WHERE days IS NOT NULL
    """
    ((least, middle, most, steps),) = service.rows(between)
    assert (least, middle) == (21, 28)
    assert most <= 63
    assert steps > 100
    assert service.one("SELECT count(*) FROM supplies WHERE injections IS NOT NULL") == 0


def test_doses_are_watched_first_and_taken_home_later(service):
    watched = """
        SELECT (for_day - first) < 60, avg((outcome = 'observed')::INT) FROM (
            SELECT *, min(for_day) OVER (PARTITION BY course) AS first FROM supplies
            WHERE form <> 'depot_monthly' AND outcome IN ('observed', 'collected') AND service <> 'Greave')
        GROUP BY 1
    """
    shares = dict(service.rows(watched))
    assert shares[True] > 0.75
    assert shares[False] < 0.2


def test_only_pharmacies_of_silent_sites_leave_days_without_report(service):
    silent = {site.name for site in service.planted.sites if site.silent}
    said = {name for (name,) in service.rows("SELECT DISTINCT service FROM supplies WHERE outcome = 'not_reported'")}
    assert said == silent
