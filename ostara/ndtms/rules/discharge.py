"""Discharge: a day and a reason, both or neither, and a reason that goes with the substances."""

from ostara.ndtms.expression import all_of, any_of, blank, filled, value
from ostara.ndtms.field import Standing
from ostara.ndtms.lists import national_list
from ostara.ndtms.rule import Rule, Severity
from ostara.ndtms.substances import ALCOHOL, OPIATES_AND_CRACK

OCCASIONAL_USER, ALCOHOL_FREE = "82", "81"
_DRUGS = ("DRUG1", "DRUG2", "DRUG3")
_OLD = tuple(code for code, one in national_list("discharge_reason").items() if one.more["use"] == "old")

DISCHARGE = (
    Rule(
        id="K-DISD-NO-DISRSN",
        column="DISRSN",
        message="there is a day of discharge, but no reason",
        severity=Severity.WARN,
        standing=Standing.UNVERIFIED,
        source="ndtms",
        bad=all_of(filled("DISD"), blank("DISRSN")),
    ),
    Rule(
        id="K-DISRSN-NO-DISD",
        column="DISD",
        message="there is a reason for discharge, but no day",
        severity=Severity.WARN,
        standing=Standing.UNVERIFIED,
        source="ndtms",
        bad=all_of(filled("DISRSN"), blank("DISD")),
    ),
    Rule(
        id="K-82-OPIATE-CRACK",
        column="DISRSN",
        message="82 (occasional user) is not for somebody with an opiate or crack among the problem substances",
        severity=Severity.REJECT,
        standing=Standing.VERIFIED,
        source="ndtms-s9",
        bad=all_of(
            value("DISRSN").same_as(OCCASIONAL_USER),
            any_of(*(value(drug).one_of(*OPIATES_AND_CRACK) for drug in _DRUGS)),
        ),
    ),
    Rule(
        id="K-81-ALCOHOL",
        column="DISRSN",
        message="81 (alcohol free) is only for somebody with alcohol among the problem substances",
        severity=Severity.WARN,
        standing=Standing.UNVERIFIED,
        source="ndtms",
        bad=all_of(
            value("DISRSN").same_as(ALCOHOL_FREE),
            ~any_of(*(value(drug).one_of(*ALCOHOL) for drug in _DRUGS)),
        ),
    ),
    Rule(
        id="K-DISRSN-OLD",
        column="DISRSN",
        message="the reason is an old code, which official figures fold into a current one",
        severity=Severity.INFO,
        standing=Standing.INFERRED,
        source="ndtms-s2",
        bad=value("DISRSN").one_of(*_OLD),
    ),
)
