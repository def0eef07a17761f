"""Health: pregnancy, hepatitis B and C. Each answer only where the one it follows from allows it."""

from ostara.ndtms.expression import Expression, all_of, filled, value
from ostara.ndtms.field import Standing
from ostara.ndtms.rule import Rule, Severity


def _warns(id: str, column: str, message: str, bad: Expression) -> Rule:
    return Rule(id, column, message, Severity.WARN, Standing.UNVERIFIED, "ndtms", bad)


HEALTH = (
    _warns(
        "K-PREGNANT-SEX",
        "PREGNANT",
        "pregnancy is recorded only for women",
        all_of(filled("PREGNANT"), value("SEX").same_as("M")),
    ),
    _warns(
        "K-HEPBVAC-HEPBSTAT",
        "HEPBVAC",
        "hepatitis B vaccinations are recorded only where the offer was accepted (A)",
        all_of(filled("HEPBVAC"), value("HEPBSTAT").differs_from("A")),
    ),
    _warns(
        "K-HEPCTSTD-HEPCTD",
        "HEPCTSTD",
        "there is the date of a hepatitis C test for somebody who was not tested, or not asked",
        all_of(filled("HEPCTSTD"), value("HEPCTD").one_of("N", "99")),
    ),
)
