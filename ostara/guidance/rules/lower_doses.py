"""When an order lowers the dose or ends the medicine, said once for all rules. A first dose lowers nothing."""

from ostara.guidance.condition import NOUGHT, all_of, amount, any_of, holds

LOWERS = all_of(~holds("order.starts_treatment"), amount("order.previous_daily_mg") - amount("order.daily_mg") > NOUGHT)
LOWERS_OR_ENDS = any_of(holds("leaving.last_dose"), LOWERS)
