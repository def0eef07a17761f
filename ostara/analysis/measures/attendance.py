"""Whether planned contacts took place."""

from ostara.analysis.measures.measure import Measure

ATTENDANCE = Measure(
    name="attendance",
    title="Planned contacts that took place",
    unit="contacts",
    population="planned contacts of people who started methadone or buprenorphine, from the start",
    counts="the person came or was met",
    denominator="contacts known to be kept or missed",
    exclusions="contacts that were called off beforehand; contacts without a recorded outcome are counted as not known",
    source="ostara",
    lower_is_better=False,
    sql="""
SELECT person, starts.medicine, contacts.service,
       CASE attendance WHEN 'attended' THEN true WHEN 'missed' THEN false END AS hit
FROM contacts JOIN starts USING (person)
WHERE attendance <> 'cancelled' AND contacts.on >= started
""",
)
