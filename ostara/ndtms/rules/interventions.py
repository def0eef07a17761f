"""Interventions: after an assessment, their days in order, closed with an exit, and within the episode.

Recovery support may follow discharge, so it may also begin and end after it.
"""

from ostara.ndtms.expression import Expression, all_of, blank, filled, value
from ostara.ndtms.field import Standing
from ostara.ndtms.rule import Rule, Severity

RECOVERY_SUPPORT = "96"
_MAY_FOLLOW_DISCHARGE = value("MODAL").same_as(RECOVERY_SUPPORT)


def _warns(
    id: str, column: str, message: str, bad: Expression, standing: Standing = Standing.UNVERIFIED, source: str = "ndtms"
) -> Rule:
    return Rule(id, column, message, Severity.WARN, standing, source, bad)


INTERVENTIONS = (
    _warns(
        "K-MODAL-PLAN",
        "MODAL",
        "an intervention is there, but the day of neither a care plan nor a health care assessment",
        all_of(filled("MODAL"), blank("CPLANDT"), blank("HLCASSDT")),
        Standing.VERIFIED,
        "ndtms-s1",
    ),
    _warns(
        "K-MODAL-MODID",
        "MODID",
        "an intervention has no id, so its rows cannot be told apart",
        all_of(filled("MODAL"), blank("MODID")),
        Standing.INFERRED,
        "ndtms-s1",
    ),
    _warns(
        "K-REFMODDT-FAOMODDT",
        "FAOMODDT",
        "the first appointment was offered before the referral to the intervention",
        value("FAOMODDT") < value("REFMODDT"),
    ),
    _warns(
        "K-FAOMODDT-MODST",
        "MODST",
        "the intervention starts before its first appointment was offered",
        value("MODST") < value("FAOMODDT"),
    ),
    _warns(
        "K-TRIAGED-MODST",
        "MODST",
        "the intervention starts before triage",
        value("MODST") < value("TRIAGED"),
    ),
    Rule(
        id="K-MODST-MODEND",
        column="MODEND",
        message="the intervention ends before it starts",
        severity=Severity.REJECT,
        standing=Standing.INFERRED,
        source="ndtms",
        bad=value("MODEND") < value("MODST"),
    ),
    _warns(
        "K-MODEND-MODEXIT",
        "MODEXIT",
        "the intervention ended, but nobody says how",
        all_of(filled("MODEND"), blank("MODEXIT")),
        Standing.VERIFIED,
        "ndtms-s1",
    ),
    _warns(
        "K-MODEXIT-MODEND",
        "MODEND",
        "the intervention has an exit, but no end",
        all_of(filled("MODEXIT"), blank("MODEND")),
        Standing.INFERRED,
        "ndtms-s1",
    ),
    _warns(
        "K-MODST-DISD",
        "MODST",
        "the intervention starts after discharge, and is not recovery support",
        all_of(value("MODST") > value("DISD"), ~_MAY_FOLLOW_DISCHARGE),
    ),
    _warns(
        "K-MODEND-DISD",
        "MODEND",
        "the intervention ends after discharge, and is not recovery support",
        all_of(value("MODEND") > value("DISD"), ~_MAY_FOLLOW_DISCHARGE),
    ),
    _warns(
        "K-OPEN-AT-DISCHARGE",
        "MODEND",
        "the intervention is still open at discharge, and is not recovery support",
        all_of(filled("DISD"), filled("MODST"), blank("MODEND"), ~_MAY_FOLLOW_DISCHARGE),
    ),
)
