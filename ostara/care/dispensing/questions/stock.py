"""What a place keeps: balances, bottles, the last count, and what was brought back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, QuerySet, Sum

from ostara.care.medication.models import Bottle, BroughtBack, Place, RegisterLine, Stock, StockCount
from ostara.care.medication.words import product_name
from ostara.knowledge.medicines import products
from ostara.knowledge.parameters import parameter


@dataclass(frozen=True)
class InBottle:
    """A bottle and what should be in it still, by the lines written off from it."""

    bottle: Bottle
    left: Decimal
    in_use: bool

    def expired(self, on: date) -> bool:
        """Returns whether it is past its day."""
        return self.bottle.expires_on < on


@dataclass(frozen=True)
class Kept:
    """A stock on the list of a place."""

    stock: Stock
    counted_on: date | None
    bottle_left: Decimal | None

    @property
    def name(self) -> str:
        """Returns the product in words."""
        return product_name(self.stock.product)

    @property
    def unit(self) -> str:
        """Returns what its balance counts."""
        return "mL" if products()[self.stock.product].strength_unit == "mg/mL" else "pieces"

    def count_due(self, on: date) -> bool:
        """Returns whether two people should count it: not within the time in which they should have (CD-13)."""
        every = timedelta(days=parameter("register.count_days").whole)
        return self.counted_on is None or on >= self.counted_on + every


def kept_at(places: Sequence[UUID]) -> list[Kept]:
    """Returns the stocks of places, by place and product, in three queries."""
    stocks = Stock.objects.filter(place__in=places).select_related("place", "in_use")
    counted = StockCount.objects.filter(line__stock__in=stocks).values_list("line__stock").annotate(Max("line__on"))
    last = dict(counted)
    left = _left({stock.in_use_id for stock in stocks if stock.in_use_id})
    ordered = stocks.order_by("place__name", "product", "strength")
    return [
        Kept(stock, last.get(stock.pk), left.get(stock.in_use_id) if stock.in_use_id else None) for stock in ordered
    ]


def bottles_of(stock: Stock, *, on: date) -> list[InBottle]:
    """Returns the bottles of a stock in which something should be left, the one in use first."""
    rows = Bottle.objects.filter(place=stock.place_id, product=stock.product, strength=stock.strength)
    left = _left({row.pk for row in rows})
    found = [InBottle(row, left.get(row.pk, Decimal(0)), row.pk == stock.in_use_id) for row in rows]
    kept = [one for one in found if one.left or one.in_use]
    return sorted(kept, key=lambda one: (not one.in_use, one.bottle.expires_on, one.bottle.pk))


def register_lines(stock: Stock) -> QuerySet[RegisterLine]:
    """Returns the register of a stock by number, with what each line points at."""
    beside = ("recorded_by", "witness", "bottle", "puts_right", "supply__course__person__card", "incident", "count")
    rows = RegisterLine.objects.filter(stock=stock).select_related(*beside).order_by("-number")
    return rows.annotate(is_put_right=Exists(RegisterLine.objects.filter(puts_right=OuterRef("pk"))))


def brought_back_at(places: Iterable[UUID]) -> QuerySet[BroughtBack]:
    """Returns what was brought back and not destroyed yet."""
    rows = BroughtBack.objects.filter(place__in=places, destroyed__isnull=True)
    return rows.select_related("place", "recorded_by").order_by("on", "id")


def places_that_keep(places: QuerySet[Place]) -> QuerySet[Place]:
    """Returns places that have a register of their own."""
    return places.filter(stocks__lines__gt=0).distinct()


def _left(bottles: Iterable[UUID]) -> dict[UUID, Decimal]:
    rows = RegisterLine.objects.filter(bottle__in=list(bottles)).values_list("bottle").annotate(Sum("change"))
    return dict(rows)
