"""What people came with for their health, as classes of a measure: hepatitis, and a mental health need beside use.

These stand in the presentations of a store, at the episode a journey began with.
"""

from ostara.analysis.national.measure import NationalMeasure, Shape
from ostara.analysis.national.treated import COUNTED_ONCE
from ostara.ndtms.lists import national_list

_EVER_INJECTED = "injecting IN ('C', 'P')"


def _came_with(name: str, title: str, counts: str, of: str, class_: str, classes: tuple[str, ...]) -> NationalMeasure:
    only = f"WHERE treated.{_EVER_INJECTED}" if "injected" in of else ""
    return NationalMeasure(
        name=name,
        title=title,
        unit="people",
        population=of,
        counts=counts,
        denominator="people of whom it is recorded",
        exclusions=COUNTED_ONCE + " As recorded at the start of the journey.",
        source="ndtms-s1",
        sql=f"""
SELECT treated.*, {class_} AS class
FROM (SELECT * FROM {{treated}}) AS treated
LEFT JOIN presentations AS came ON came.episode = treated.journey
{only}
""",
        shape=Shape.CLASSES,
        classes=classes,
    )


def _offer(column: str, codes: str) -> tuple[str, tuple[str, ...]]:
    """SQL for the words of a code, and the words."""
    words = {code: entry.meaning for code, entry in national_list(codes).items()}
    lines = " ".join(f"WHEN '{code}' THEN '{said}'" for code, said in words.items())
    return f"CASE came.{column} {lines} END", tuple(words.values())


_IN_TREATMENT = "people in treatment in the period"
_INJECTED = "people in treatment in the period who inject or have injected"

_HEPATITIS_B, _HEPATITIS_B_WORDS = _offer("hepatitis_b_offer", "hepatitis_b_offer")
_HEPATITIS_C, _HEPATITIS_C_WORDS = _offer("hepatitis_c_offer", "hepatitis_c_offer")

HEPATITIS_B = _came_with(
    "hepatitis_b_offer",
    "Hepatitis B: what became of the offer of vaccination",
    "by what became of the offer",
    _INJECTED,
    _HEPATITIS_B,
    _HEPATITIS_B_WORDS,
)
HEPATITIS_C = _came_with(
    "hepatitis_c_offer",
    "Hepatitis C: what became of the offer of a test",
    "by what became of the offer",
    _INJECTED,
    _HEPATITIS_C,
    _HEPATITIS_C_WORDS,
)
HEPATITIS_C_FOUND = _came_with(
    "hepatitis_c_found",
    "Hepatitis C: what the test found",
    "by what was found, where a test is recorded",
    _INJECTED,
    "CASE WHEN came.hepatitis_c_positive THEN 'positive' WHEN NOT came.hepatitis_c_positive THEN 'negative' END",
    ("positive", "negative"),
)
MENTAL_HEALTH = _came_with(
    "mental_health_need",
    "A mental health need beside the use of substances",
    "by whether a need was recorded",
    _IN_TREATMENT,
    "CASE WHEN came.mental_health_need THEN 'a need' WHEN NOT came.mental_health_need THEN 'no need' END",
    ("a need", "no need"),
)
HEALTH = (HEPATITIS_B, HEPATITIS_C, HEPATITIS_C_FOUND, MENTAL_HEALTH)
