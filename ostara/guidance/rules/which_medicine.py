"""Which medicine an order is for, said once for all rules."""

from ostara.guidance.condition import all_of, one_of

OPIOID = one_of(
    *("order.medicine", "methadone", "buprenorphine", "diamorphine", "slow_release_morphine", "dihydrocodeine")
)
METHADONE = one_of("order.medicine", "methadone")
METHADONE_BY_MOUTH = all_of(METHADONE, one_of("order.form", "oral_solution", "tablet"))
BUPRENORPHINE = one_of("order.medicine", "buprenorphine")
SUBLINGUAL = all_of(BUPRENORPHINE, one_of("order.form", "sublingual"))
LYOPHILISATE = all_of(BUPRENORPHINE, one_of("order.form", "lyophilisate"))
DAILY_BUPRENORPHINE = all_of(BUPRENORPHINE, one_of("order.form", "sublingual", "lyophilisate"))
WEEKLY_DEPOT = all_of(BUPRENORPHINE, one_of("order.form", "depot_weekly"))
MONTHLY_DEPOT = all_of(BUPRENORPHINE, one_of("order.form", "depot_monthly"))
DEPOT = all_of(BUPRENORPHINE, one_of("order.form", "depot_weekly", "depot_monthly"))
IMPLANT = all_of(BUPRENORPHINE, one_of("order.form", "implant"))
