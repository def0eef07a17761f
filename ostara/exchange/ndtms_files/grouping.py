"""Groups rows into people and episodes: `places_of` names the person and the episode of every row that is kept.

A person is an attributor, so that nobody is two people for having been at two agencies. An episode is an agency's own
id of it. Of the rows of an episode, and of those that repeat a part of it, the first one stands.
"""

from ostara.exchange.ndtms_files.judging import Kept
from ostara.ndtms.attributor import letter

EPISODE = ("AGNCY", "CLIENTID", "EPISODID")
PERSON = ("FINITIAL", "SINITIAL", "DOB", "SEX")


def group(kept: Kept) -> None:
    """Make `firsts` (first line, person, episode, attributor) and `places_of` (line, first line, person, episode)."""
    _letters(kept)
    run = kept.connection.execute
    run(f"CREATE TABLE opened AS SELECT {_key()}, min(line) AS first_line FROM ({kept.typed(EPISODE)}) GROUP BY ALL")
    run(
        f"""CREATE TABLE stays AS
            SELECT line, {_ATTRIBUTOR} AS attributor, "v_TRIAGED" AS started, "v_REFLD" AS referred
            FROM ({kept.typed((*PERSON, "TRIAGED", "REFLD"), "staged")}) SEMI JOIN opened ON line = first_line
            LEFT JOIN letters AS one ON one.written = "t_FINITIAL" LEFT JOIN letters AS two
            ON two.written = "t_SINITIAL" """
    )
    run(
        """CREATE TABLE everybody AS
           SELECT row_number() OVER (ORDER BY min(line)) AS person, attributor, min(line) AS line,
                  min(referred) AS first_day FROM stays GROUP BY attributor"""
    )
    run(
        """CREATE TABLE firsts AS
           SELECT stays.line AS first_line, person, row_number() OVER (ORDER BY person, started, stays.line) AS episode
           FROM stays JOIN everybody USING (attributor)"""
    )
    run(
        f"""CREATE TABLE places_of AS SELECT line, first_line, person, episode
            FROM ({kept.typed(EPISODE)}) JOIN opened ON {_same()} JOIN firsts USING (first_line)"""
    )
    for name in ("stays", "opened"):
        run(f"DROP TABLE {name}")


def _letters(kept: Kept) -> None:
    """Initials as the attributor has them: capitals in the words of one language, whatever DuckDB's are."""
    run = kept.connection.execute
    written = 'SELECT "FINITIAL" AS written FROM accepted UNION SELECT "SINITIAL" FROM accepted'
    found = [text for (text,) in run(f"SELECT written FROM ({written}) WHERE written IS NOT NULL").fetchall()]
    run("CREATE TABLE letters (written VARCHAR, letter VARCHAR)")
    run(
        "INSERT INTO letters SELECT unnest($found), unnest($letters)",
        {"found": found, "letters": [letter(text) for text in found]},
    )


# The checks see to it that none of these is missing (tests/known_answers).
_ATTRIBUTOR = """one.letter || two.letter || strftime("v_DOB", '%Y%m%d') || "v_SEX" """


def _key() -> str:
    return ", ".join(f'"t_{header}" AS "{header}"' for header in EPISODE)


def _same() -> str:
    return " AND ".join(f'"t_{header}" = "{header}"' for header in EPISODE)
