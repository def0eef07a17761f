"""What is about to be done, in the words of those who do it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from ostara.care.health.models import NaloxoneKit
from ostara.care.medication.models import Instalment, Order, PlanStep
from ostara.care.medication.questions.courses import Standing
from ostara.guidance.facts import Value
from ostara.knowledge.medicines import Product, products
from ostara.knowledge.parameters import parameter

Said = Mapping[str, Value | None]  # facts of one group by their names; none: unknown


@dataclass(frozen=True, kw_only=True)
class LastDoseSaid:
    """What is seen to before a last dose. `kit` is the row that is written with it: a kit, or that none was wanted."""

    naloxone: str = ""  # of BeforeStop.Naloxone; blank: not asked
    told_risk: bool | None = None
    kit: NaloxoneKit | None = None


@dataclass(frozen=True, kw_only=True)
class OrderSaid:
    """An order that is being written. `dose_mg` is none for a stop."""

    product: str
    dose_mg: Decimal | None
    effective_on: date
    supervision: str
    reason: str
    words: str = ""
    patient_led: bool | None = None
    began: str = ""  # how a course that has no order yet begins (Course.Began)
    step: PlanStep | None = None
    seen_today: bool | None = None
    rungs_down: int = 0  # of the ladder of supervision, by a new arrangement
    last: LastDoseSaid | None = None  # of a stop


@dataclass(frozen=True, kw_only=True)
class SupplySaid:
    """A supply that is being made."""

    instalment: Instalment
    given_mg: Decimal
    taken_home_days: int
    by_staff: bool
    collected_by_other: bool = False
    replaces_vomited: bool = False
    site: str = ""


@dataclass(frozen=True, kw_only=True)
class About:
    """The work: a day, the course, the order that is written or the supply that is made; `specimen` is the line of one
    that is being read."""

    on: date
    standing: Standing | None = None
    order: OrderSaid | None = None
    supply: SupplySaid | None = None
    specimen: UUID | None = None

    def since(self, window: str) -> date:
        """Returns the first day of a window of days that a parameter names, up to this day."""
        return self.on - timedelta(days=parameter(window).whole)

    @property
    def product(self) -> Product | None:
        """Returns the product of the order, or of the course."""
        code = self.order.product if self.order else self.standing.course.product if self.standing else ""
        return products().get(code)

    @property
    def before(self) -> Order | None:
        """Returns the order in force now, a stop included."""
        return self.standing.order if self.standing else None

    @property
    def dose_mg(self) -> Decimal | None:
        """Returns the dose that is ordered, or the one in force."""
        if self.order:
            return self.order.dose_mg
        return self.before.dose_mg if self.before else None
