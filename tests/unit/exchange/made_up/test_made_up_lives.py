"""What may never happen to a made-up person, and what must."""

from ostara.exchange.made_up.calendar import FIRST_DAY, Calendar


def test_the_dead_are_given_nothing_and_do_nothing(service):
    for table, day in {
        "supplies": "for_day",
        "specimens": "taken_on",
        "reviews": "reviewed_on",
        "contacts": '"on"',
        "offences": '"on"',
        "use_days": '"on"',
    }.items():
        after = f'SELECT count(*) FROM {table} JOIN deaths USING (person) WHERE {table}.{day} >= deaths."on"'
        assert service.one(after) == 0, table
    assert service.one("SELECT count(*) FROM deaths") > 10


def test_nobody_in_custody_is_supplied_tested_or_seen_outside(service):
    inside = "JOIN custody USING (person) WHERE {day} >= from_day AND (to_day IS NULL OR {day} < to_day)"
    for table, day in {"supplies": "for_day", "specimens": "taken_on", "contacts": "contacts.on"}.items():
        assert service.one(f"SELECT count(*) FROM {table} " + inside.format(day=day)) == 0, table
    assert service.one("SELECT count(*) FROM custody") > 50


def test_stays_in_custody_of_one_person_do_not_overlap(service):
    overlapping = """
        SELECT count(*) FROM custody a JOIN custody b ON a.person = b.person AND a.stay < b.stay
        WHERE coalesce(a.to_day, DATE '2100-01-01') > b.from_day
    """
    assert service.one(overlapping) == 0


def test_episodes_of_one_person_do_not_overlap_and_referral_comes_after_the_one_before(service):
    overlapping = """
        SELECT count(*) FROM (
            SELECT referred, lag(coalesce(ended, DATE '2100-01-01')) OVER turns AS before
            FROM episodes WINDOW turns AS (PARTITION BY person ORDER BY started)
        ) WHERE referred <= before - INTERVAL 1 DAY
    """
    assert service.one(overlapping) == 0


def test_every_ending_has_a_reason_and_death_ends_what_was_going_on(service):
    assert service.one("SELECT count(*) FROM episodes WHERE (ended IS NULL) <> (end_reason IS NULL)") == 0
    assert service.one("SELECT count(*) FROM interventions WHERE (ended IS NULL) <> (end_reason IS NULL)") == 0
    open_and_dead = "SELECT count(*) FROM {} JOIN deaths USING (person) WHERE ended IS NULL OR ended > deaths.on"
    assert service.one(open_and_dead.format("episodes")) == 0
    assert service.one(open_and_dead.format("interventions")) == 0
    assert service.one("SELECT count(*) FROM episodes WHERE end_reason = 'died'") > 5


def test_interventions_lie_within_their_episodes(service):
    outside = """
        SELECT count(*) FROM interventions i JOIN episodes e USING (episode)
        WHERE i.person <> e.person OR i.started < e.started OR i.started > coalesce(e.ended, DATE '2100-01-01')
           OR (e.ended IS NOT NULL AND (i.ended IS NULL OR i.ended > e.ended))
    """
    assert service.one(outside) == 0


def test_nothing_is_known_of_a_person_before_the_first_day(service):
    for table, day in {
        "episodes": "referred",
        "supplies": "for_day",
        "specimens": "taken_on",
        "contacts": '"on"',
        "offences": '"on"',
        "custody": "from_day",
    }.items():
        assert service.one(f"SELECT count(*) FROM {table} JOIN people USING (person) WHERE {day} < first_day") == 0


def test_nothing_happens_after_the_last_day(service):
    last = Calendar(2).last_day
    assert service.store.manifest.observed_until == last.isoformat() == "2022-03-31"
    latest = service.one("SELECT max(for_day) FROM supplies")
    assert latest == last
    for table, day in {"contacts": '"on"', "orders": "effective_on", "episodes": "ended", "custody": "to_day"}.items():
        assert service.one(f"SELECT max({day}) FROM {table}") <= last
    assert service.one("SELECT min(for_day) FROM supplies") >= FIRST_DAY


def test_reviews_and_reported_days_of_use_tell_the_same(service):
    told = """
        SELECT count(*), count(*) FILTER (heroin_days <> days) FROM (
            SELECT review, any_value(heroin_days) AS heroin_days, count(use_days.on) AS days
            FROM reviews JOIN use_days ON use_days.person = reviews.person
             AND use_days.on BETWEEN reviewed_on - 28 AND reviewed_on - 1
            WHERE heroin_days IS NOT NULL GROUP BY review)
    """
    ((reviews, different),) = service.rows(told)
    assert reviews > 200
    assert different == 0


def test_the_calendar_knows_leap_years_and_weekdays():
    calendar = Calendar(5)
    assert calendar.last_day.isoformat() == "2025-03-31"
    assert calendar.days == 1826
    dates = calendar.date(range(calendar.places))
    assert [day.astype(object).weekday() for day in dates[:20]] == list(calendar.weekday[:20])
