"""The checks of data set K by subject, and all of them together with those that its registry declares."""

from functools import cache

from ostara.knowledge.refusal import RefusalError
from ostara.ndtms.data_set import DataSet
from ostara.ndtms.field_rules import field_rules
from ostara.ndtms.rule import Rule, WholeFileRule
from ostara.ndtms.rules.consent import consent_rules
from ostara.ndtms.rules.discharge import DISCHARGE
from ostara.ndtms.rules.episodes import EPISODES
from ostara.ndtms.rules.health import HEALTH
from ostara.ndtms.rules.interventions import INTERVENTIONS
from ostara.ndtms.rules.people import PEOPLE
from ostara.ndtms.rules.substances import SUBSTANCES
from ostara.ndtms.rules.top import TOP
from ostara.ndtms.rules.whole_file import WHOLE_FILE


@cache
def rules_of(data_set: DataSet) -> tuple[Rule, ...]:
    """Every check within a row. Raises RefusalError for a data set whose rules are not here."""
    _refuse_other_than_k(data_set)
    by_subject = (*PEOPLE, *EPISODES, *SUBSTANCES, *HEALTH, *INTERVENTIONS, *TOP, *DISCHARGE)
    return (*field_rules(data_set), *consent_rules(data_set), *by_subject)


def whole_file_rules_of(data_set: DataSet) -> tuple[WholeFileRule, ...]:
    """Every check across rows. Raises RefusalError for a data set whose rules are not here."""
    _refuse_other_than_k(data_set)
    return WHOLE_FILE


def _refuse_other_than_k(data_set: DataSet) -> None:
    if data_set.name != "K":
        raise RefusalError(f"data set {data_set.name}", "has no rules here")
