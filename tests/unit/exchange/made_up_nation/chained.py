"""Journeys told from the rows of a store, by the rule of the national figures and without the generator's own keys."""

# An episode that starts more than 21 days after everything before it ended begins another journey.
CHAINED = """
    WITH before AS (
        SELECT *, max(coalesce(ended, DATE '2100-01-01')) OVER (
            PARTITION BY person ORDER BY started, episode ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS until
        FROM episodes),
    numbered AS (
        SELECT *, sum((until IS NULL OR started > until + 21)::INT) OVER (
            PARTITION BY person ORDER BY started, episode) AS journey,
        FROM before)
"""
JOURNEYS = f"""
    {CHAINED}, journeys AS (
        SELECT person, journey, min(started) AS started,
            CASE WHEN count(ended) = count(*) THEN max(ended) END AS ended, count(*) AS episodes,
            list(DISTINCT national_substance_1) || list(DISTINCT national_substance_2)
                || list(DISTINCT national_substance_3) AS codes
        FROM numbered GROUP BY ALL)
"""
