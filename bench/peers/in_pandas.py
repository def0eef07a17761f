"""The quality report in pandas, as most analysts would write it: only the columns needed, categories for words.

Written from what the measures say they count, not from their SQL. Run as: python in_pandas.py STORE OUT.json
"""

import sys
from pathlib import Path

import pandas as pd
from answers import Json, counts, curve, number, share
from answers import write as write_json
from pandas_days import WHO, Prepared, grouped, measure, prepared, tally
from pandas_use import low_doses, positive_tests, untested


def methadone_answers(it: Prepared) -> Json:
    days = it.methadone
    steps = days[days["step"].notna()]
    gaps = steps["step"] - 1
    after_five = steps[gaps >= number("missed_days.reinduct")]
    high = after_five["dose"] > number("methadone.restart_high_mg") * 1000
    restarts = measure(after_five.assign(hit=high), people=True)
    at_or_above = int((after_five["dose"] >= after_five["dose_before"]).sum())
    restarts["at_or_above_dose_before"] = share(at_or_above, len(after_five))
    next_day = steps[steps["step"] == 1]
    rise = next_day["dose"] - next_day["dose_before"] > number("methadone.single_rise_mg") * 1000
    return {
        "restart_above_30_after_5": restarts,
        "gaps_5_plus": measure(steps.assign(hit=gaps >= number("missed_days.reinduct")), people=True),
        "gaps_3_plus": measure(steps.assign(hit=gaps >= number("missed_days.consult")), people=True),
        "single_rise_above_10": measure(next_day.assign(hit=rise), people=True),
        **first_doses(days),
        **highest_doses(days),
    }


def first_doses(days: pd.DataFrame) -> Json:
    first = days[days["step"].isna()]
    begun = first.set_index("person")
    week = days[days["day"] - days["person"].map(begun["day"]) <= number("first_week.days")]
    each = week.groupby("person").agg(highest=("dose", "max"), service=("service", "first")).reset_index()
    rise = each["highest"] - each["person"].map(begun["dose"]) > number("methadone.first_week_rise_mg") * 1000
    high = first["dose"] > number("methadone.first_dose_high_mg") * 1000
    return {
        "first_dose_above_30": measure(first.assign(hit=high)),
        "first_week_rise_above_30": measure(each.assign(medicine="methadone", hit=rise)),
    }


def highest_doses(days: pd.DataFrame) -> Json:
    each = days.groupby("person").agg(highest=("dose", "max"), service=("service", "min")).reset_index()
    enough = each["highest"] >= number("methadone.adequate_dose_mg") * 1000
    answer = measure(each.assign(medicine="methadone", hit=enough))
    places = {"median": 0.5, "lower_quartile": 0.25, "upper_quartile": 0.75}
    for name, place in places.items():
        answer[name] = float(each["highest"].quantile(place)) / 1000 if len(each) else None
    bars = (each["highest"] // 10_000 * 10).astype(int).value_counts().sort_index()
    return {
        "maximum_dose_60_plus": answer,
        "maximum_dose_bars": [{"from_mg": low, "to_mg": low + 10, "people": int(n)} for low, n in bars.items()],
    }


def attendance(it: Prepared) -> Json:
    rows = it.read("contacts", ["person", "service", "on", "attendance"], [("attendance", "!=", "cancelled")])
    rows = rows.merge(it.starts.drop(columns="service"), on="person")
    rows = rows[rows["on"] >= rows["started"]]
    came = rows["attendance"].astype(object).map({"attended": True, "missed": False}).astype("boolean")
    return measure(rows.assign(hit=came))


def retention(it: Prepared) -> tuple[Json, Json]:
    last, late = number("retention.weeks_24_last_dose_day"), number("retention.late_report_days")
    until = float("inf") if it.until is None else it.until
    begun = it.stays[it.stays["started"] <= until]
    length = (begun["last_covered"] - begun["started"]).fillna(0)
    silent = begun["last_covered"].isna() | (until - begun["last_covered"] >= late)
    steps = begun.assign(day=length.clip(0, last).astype(int), gone=(length < last) & silent)
    curves = {
        str(medicine): curve(part.groupby("day")["gone"].agg(["size", "sum"]).astype(int).itertuples())
        for medicine, part in steps.groupby("medicine", observed=True)
    }
    seen = it.stays[until - it.stays["started"] >= last]
    return measure(seen.assign(hit=seen["last_covered"] - seen["started"] >= last)), curves


def plain_counts(it: Prepared) -> Json:
    every = it.read("interventions", ["intervention", *WHO, "started"])
    every = every.sort_values(["person", "started", "intervention"])
    people = it.read("people", ["person"])
    people = people.join(every.groupby("person")[["medicine", "service"]].first(), on="person")
    people["medicine"] = people["medicine"].astype(object).fillna("none")
    each = it.doses[WHO].drop_duplicates()
    return {
        "people": tally(people),
        "people_dosed": counts(
            lambda column: ((name, part["person"].nunique()) for name, part in grouped(each, column))
        ),
        "dose_rows": tally(it.read("supplies", ["medicine", "service"])),
        "dose_days": tally(it.doses),
        "specimens": tally(with_medicine(it, it.read("specimens", ["person", "service"]))),
        "positive_findings": tally(
            with_medicine(it, it.read("findings", ["person", "service"], [("result", "==", "positive")]))
        ),
    }


def with_medicine(it: Prepared, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows with the medicine that their person started with."""
    found = rows["person"].map(it.starts.set_index("person")["medicine"].astype(object))
    return rows.assign(medicine=found.fillna("none"))


def answers(store: Path) -> Json:
    it = prepared(store)
    positive, months = positive_tests(it)
    retained, curves = retention(it)
    return {
        **methadone_answers(it),
        "low_dose_with_use_on_top": low_doses(it),
        "use_on_top_untested": untested(it),
        "positive_tests": positive,
        "positive_tests_by_month": months,
        "attendance": attendance(it),
        "retained_24_weeks": retained,
        "retention_curve": curves,
        **plain_counts(it),
    }


if __name__ == "__main__":
    write_json(Path(sys.argv[2]), answers(Path(sys.argv[1])))
