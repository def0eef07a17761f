"""Viruses: hepatitis C tests (Q8) and referral (Q9), hepatitis B vaccine (Q15)."""

from ostara.analysis.measures.care_gaps.gap import CareGap

NO_HCV_TEST = CareGap(
    id="Q8",
    name="no_hepatitis_c_test",
    title="Has injected, and no hepatitis C test for a year",
    to_do="Offer a test",
    counts="no test for hepatitis C in the last 365 days",
    among="people on OST who have ever injected, or of whom nobody asked",
    left_out="did not want a test and is to be asked again later (counted apart); cured, and no injecting since",
    cannot_tell="tests made elsewhere; whether somebody ever injected, where nobody asked: unknown without a test",
    sources=("hcv_test", "hcv_refused", "hepatitis_c_tested_on"),
    latest="last test",
    rules=("BBV-02",),
    parameters={"days": "quality.hepatitis_c_test_days"},
    sql="""
WITH injecting AS (
    SELECT person, bool_or(ever) AS ever, max(lately) AS lately FROM (
        SELECT person, true AS ever, from_day AS lately FROM events WHERE kind = 'injected'
        UNION ALL
        SELECT person, injecting_days > 0, CASE WHEN injecting_days > 0 THEN reviewed_on END
        FROM reviews CROSS JOIN as_at WHERE injecting_days > 0 AND reviewed_on <= day
        UNION ALL
        SELECT person, CASE WHEN injecting IN ('P', 'C') OR injected_lately THEN true
                            WHEN injecting = 'N' THEN false END, NULL
        FROM presentations
    ) GROUP BY person
),
tested AS (
    SELECT person, max(latest) AS latest FROM (
        FROM latest_of(['hcv_test', 'hcv_rna_positive', 'hcv_cured'])
        UNION ALL
        SELECT person, hepatitis_c_tested_on FROM presentations CROSS JOIN as_at WHERE hepatitis_c_tested_on <= day
    ) GROUP BY person
),
cured AS (SELECT person, latest AS cured_on FROM latest_of(['hcv_cured']))
SELECT person, medicine, service,
       CASE WHEN day - latest <= $days THEN false WHEN ever THEN true END AS hit,
       CASE WHEN person IN (SELECT person FROM holding(['hcv_refused'])) AND coalesce(day - latest > $days, true)
                 THEN 'did not want a test'
            WHEN cured_on IS NOT NULL AND (lately IS NULL OR lately < cured_on)
                 THEN 'cured, and no injecting since' END AS excluded,
       latest
FROM on_ost CROSS JOIN as_at LEFT JOIN injecting USING (person) LEFT JOIN tested USING (person)
LEFT JOIN cured USING (person)
WHERE ever IS NOT FALSE
""",
)

NOT_REFERRED = CareGap(
    id="Q9",
    name="hepatitis_c_not_referred",
    title="Active hepatitis C, and not referred within 14 days",
    to_do="Refer for treatment, and go along if that helps",
    counts="no referral since the latest test that found the virus, which is more than 14 days ago",
    among="people in whom hepatitis C is active by the latest test, and who were referred or whose 14 days have passed",
    left_out="people cured since",
    cannot_tell="a referral that another service made",
    sources=("hcv_rna_positive",),
    latest="test that found it",
    rules=("BBV-04",),
    parameters={"days": "quality.hepatitis_c_referral_days"},
    sql="""
WITH active AS (
    SELECT person, max(from_day) AS found_on, arg_max(service, from_day) AS service FROM events
    WHERE kind = 'hcv_rna_positive' GROUP BY person
),
referred AS (SELECT person, latest AS referred_on FROM latest_of(['hcv_referred'])),
cured AS (SELECT person, latest AS cured_on FROM latest_of(['hcv_cured']))
SELECT person, on_ost.medicine, coalesce(on_ost.service, active.service) AS service,
       coalesce(referred_on < found_on, true) AS hit, NULL::VARCHAR AS excluded, found_on AS latest
FROM active CROSS JOIN as_at LEFT JOIN referred USING (person) LEFT JOIN cured USING (person)
LEFT JOIN on_ost USING (person) ANTI JOIN deaths USING (person)
WHERE coalesce(cured_on < found_on, true) AND (day - found_on > $days OR referred_on >= found_on)
""",
)

VACCINE = CareGap(
    id="Q15",
    name="hepatitis_b_vaccine_incomplete",
    title="Hepatitis B vaccine not complete after six months",
    to_do="Offer the next dose",
    counts="fewer than 3 doses of hepatitis B vaccine are on record",
    among="people on OST for six months or more",
    left_out="immune; did not want it and is to be asked again later",
    cannot_tell="doses given elsewhere",
    sources=("hbv_dose", "hbv_refused", "hbv_immune"),
    latest="last dose",
    rules=("BBV-05",),
    parameters={"doses": "quality.vaccine_doses", "months": "quality.vaccine_months"},
    sql="""
WITH given AS (
    SELECT person, count(*) AS doses, max(from_day) AS latest FROM events WHERE kind = 'hbv_dose' GROUP BY person
)
SELECT person, medicine, service, coalesce(doses < $doses, true) AS hit,
       CASE WHEN person IN (SELECT person FROM events WHERE kind = 'hbv_immune') THEN 'immune'
            WHEN coalesce(doses < $doses, true) AND person IN (SELECT person FROM holding(['hbv_refused']))
                 THEN 'did not want it' END AS excluded,
       latest
FROM on_ost CROSS JOIN as_at LEFT JOIN given USING (person)
WHERE months_between(started, day) >= $months
""",
)
