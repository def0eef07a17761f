"""Use on top in pandas: low doses while using, use that nobody tested for, and what tests found."""

import pandas as pd
from answers import ON_TOP, OST, Json, number, share
from pandas_days import WHO, Prepared, measure


def since_start(it: Prepared, rows: pd.DataFrame, day: str, *, length: int) -> pd.DataFrame:
    """Rows from the person's start on, with the period of treatment that each falls into."""
    found = rows.merge(it.starts[["person", "started"]], on="person")
    found = found[found[day] >= found["started"]]
    return found.assign(period=(found[day] - found["started"]) // length)


def low_doses(it: Prepared) -> Json:
    """Each 84 days of somebody's treatment: what the last 28 days' highest dose was, and what spoke for use on top."""
    rows = recent_doses(it)
    length, month, key = number("quality.low_dose_evidence_days"), number("measures.month_days"), ["person", "period"]
    findings = since_start(it, opioid_findings(it), "taken_on", length=length)
    positive = findings[unexplained(findings)].groupby(key)["specimen"].nunique()
    tested = findings.groupby(key).size().mul(0).add(positive, fill_value=0).rename("positives")
    use = since_start(it, opioid_use(it), "on", length=length)
    reported = use.groupby(key)["on"].nunique().mul(month).div(length).rename("reported")
    reviews = it.read("reviews", ["person", "reviewed_on", "heroin_days"]).dropna(subset="heroin_days")
    reviews = since_start(it, reviews, "reviewed_on", length=length)
    reviewed = reviews.groupby(key)["heroin_days"].max().rename("reviewed")
    orders = it.read("orders", ["person", "effective_on"], [("kind", "==", "decrease"), ("patient_led", "==", True)])
    led = since_start(it, orders, "effective_on", length=length)[key].drop_duplicates()
    rows = rows.merge(led, on=key, how="left", indicator=True).query("_merge == 'left_only'")
    for signs in (tested, reported, reviewed):
        rows = rows.join(signs, on=key)
    need = (
        (rows["positives"] >= number("quality.positive_tests_for_need"))
        | (rows["reported"] >= number("quality.use_days_for_need"))
        | (rows["reviewed"] >= number("quality.use_days_for_need"))
    )
    silent = rows[["positives", "reported", "reviewed"]].isna().all(axis=1)
    needed = {"methadone": "methadone.adequate_dose_mg", "buprenorphine": "buprenorphine.adequate_dose_mg"}
    enough = rows["medicine"].astype(str).map({name: number(of) * 1000 for name, of in needed.items()})
    low = rows["recent"] < enough
    hit = (low & need).astype("boolean").mask(low & silent)
    return measure(rows.assign(hit=hit), people=True)


def recent_doses(it: Prepared) -> pd.DataFrame:
    """The highest dose of the last 28 days of each period, one medicine for a period."""
    length, month = number("quality.low_dose_evidence_days"), number("measures.month_days")
    wanted = (it.doses["covers"] == 1) & it.doses["medicine"].isin(OST) & (it.doses["dose"] > 0)
    doses = since_start(it, it.doses.loc[wanted, [*WHO, "day", "dose"]], "day", length=length)
    late = (doses["day"] - doses["started"]) % length >= length - month
    key = ["person", "medicine", "period"]
    service = doses.groupby(key, observed=True)["service"].last()
    recent = doses[late].groupby(key, observed=True)["dose"].max().rename("recent")
    rows = recent.to_frame().join(service).reset_index()
    rows = rows.sort_values(["person", "period", "recent", "medicine"], ascending=[True, True, False, True])
    return rows.drop_duplicates(["person", "period"])


def opioid_findings(it: Prepared) -> pd.DataFrame:
    columns = ["specimen", "person", "service", "taken_on", "result", "prescribed"]
    return it.read("findings", columns, [("substance", "in", ON_TOP), ("result", "!=", "unclear")])


def opioid_use(it: Prepared) -> pd.DataFrame:
    return it.read("use_days", ["person", "on"], [("substance", "in", ON_TOP)])


def unexplained(findings: pd.DataFrame) -> pd.Series:
    return (findings["result"] == "positive") & (findings["prescribed"] != True)  # noqa: E712  three-valued


def untested(it: Prepared) -> Json:
    within = number("quality.use_on_top_test_days")
    use = opioid_use(it).merge(it.stays, on="person")
    use = use[use["on"].between(use["started"], use["last_covered"])]
    month = ((use["on"] - use["started"]) // number("measures.month_days")).rename("month")
    first = use.groupby(["person", month]).agg({"on": "min", "medicine": "first", "service": "first"}).reset_index()
    if it.until is not None:
        first = first[it.until - first["on"] >= within]
    tests = it.read("specimens", ["person", "taken_on"]).sort_values("taken_on")
    rows = pd.merge_asof(
        first.sort_values("on"), tests, left_on="on", right_on="taken_on", by="person", direction="forward"
    )
    return measure(rows.assign(hit=~(rows["taken_on"] - rows["on"] <= within)), people=True)


def positive_tests(it: Prepared) -> tuple[Json, Json]:
    found = opioid_findings(it).merge(it.stays.drop(columns="service"), on="person")
    found = found[found["taken_on"].between(found["started"], found["last_covered"])]
    month = (found["taken_on"] - found["started"]) // number("measures.month_days")
    found = found.assign(hit=unexplained(found), month=month.clip(upper=number("measures.months_shown")))
    kept = {"medicine": "first", "service": "first", "month": "first", "hit": "any"}
    specimens = found.groupby(["person", "specimen"]).agg(kept).reset_index()
    months = specimens.groupby("month")["hit"].agg(["sum", "size"])
    shown = {str(int(month)): share(int(row["sum"]), int(row["size"])) for month, row in months.iterrows()}
    return measure(specimens, people=True), shown
