"""Consent: where somebody does not agree to share, the row carries the agency, the client id and the refusal only."""

from ostara.ndtms.data_set import DataSet
from ostara.ndtms.expression import all_of, filled, value
from ostara.ndtms.field import Standing
from ostara.ndtms.rule import Rule, Severity

STILL_SENT = frozenset({"AGNCY", "CLIENTID", "CONSENT"})


def consent_rules(data_set: DataSet) -> tuple[Rule, ...]:
    """One check for each field that must be empty without consent, so that a finding names the field."""
    return tuple(
        Rule(
            id=f"{data_set.name}-CONSENT-{header}",
            column=header,
            message="the person did not consent, so this must be empty",
            severity=Severity.REJECT,
            standing=Standing.VERIFIED,
            source="ndtms-s1",
            bad=all_of(value("CONSENT").same_as("N"), filled(header)),
        )
        for header in data_set.headers
        if header not in STILL_SENT
    )
