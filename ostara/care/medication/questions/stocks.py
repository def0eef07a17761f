"""What the register adds up to, and where a stock says otherwise."""

from collections.abc import Iterator

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import Coalesce

from ostara.care.medication.models import Place, RegisterLine, Stock


def register_of(stock: Stock) -> QuerySet[RegisterLine]:
    """Returns the lines of a stock, the latest first."""
    rows = RegisterLine.objects.filter(stock=stock).select_related("recorded_by", "witness", "bottle", "puts_right")
    return rows.order_by("-number")


def stocks_of(place: Place) -> QuerySet[Stock]:
    """Returns what a place holds."""
    return Stock.objects.filter(place=place).order_by("product", "strength")


def disagreements() -> Iterator[str]:
    """Yields a line for each stock whose balance or number of lines is not that of its register."""
    zero = Coalesce(Sum("register__change"), 0, output_field=Stock._meta.get_field("balance"))
    for stock in Stock.objects.annotate(summed=zero, counted=Count("register")):
        if stock.summed != stock.balance:
            yield f"{stock.pk} balance"
        if stock.counted != stock.lines:
            yield f"{stock.pk} lines"
