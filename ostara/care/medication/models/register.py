"""The register of controlled drugs: append-only lines with a running balance that may go visibly wrong (never clamped).

A line's number is one more than the last of its stock, so of two lines written at once the database lets one through.
"""

from django.db import models

from ostara.care.accounts.models import User
from ostara.care.medication.models.places import Place
from ostara.care.medication.models.supplies import DoseIncident, Supply
from ostara.care.rows.models import Row, new_key


class Bottle(Row):
    """One bottle, box or ampoule pack that came in."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="bottles")
    product = models.CharField(max_length=40)
    strength = models.DecimalField("mg/mL, or mg of one", max_digits=7, decimal_places=2)
    batch = models.CharField(max_length=40)
    expires_on = models.DateField()


class Stock(models.Model):
    """What one place holds of one product, as its register adds up: derived, and held while a line is written.

    `in_use` is the bottle that stands open; the lines say from which bottle each dose came.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="stocks")
    product = models.CharField(max_length=40)
    strength = models.DecimalField("mg/mL, or mg of one", max_digits=7, decimal_places=2)
    balance = models.DecimalField("mL, or pieces", max_digits=12, decimal_places=3, default=0)
    lines = models.PositiveIntegerField(default=0)
    in_use = models.ForeignKey(Bottle, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "product", "strength"], name="one_stock_of_a_product_at_a_place")
        ]


class RegisterLine(Row):
    """One line. `change` is above nought for what comes in. Put right by another line that says so (`puts_right`)."""

    class Kind(models.TextChoices):
        """Why the balance changes."""

        RECEIVED = "received", "Received"
        SUPPLIED = "supplied", "Supplied"
        VOIDED = "voided", "Supply voided: not taken from stock"
        SPILLED = "spilled", "Spilled"
        GIVEN_AGAIN = "given_again", "Given once more"
        GIVEN_WRONGLY = "given_wrongly", "Given although it should not have been"
        DESTROYED = "destroyed", "Destroyed before a witness"
        SENT_BACK = "sent_back", "Sent back to the supplier"
        COUNTED = "counted", "Counted: nothing changes"
        PUT_RIGHT = "put_right", "An earlier line put right"

    stock = models.ForeignKey(Stock, models.PROTECT, related_name="register")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=13, choices=Kind.choices)
    on = models.DateField()
    change = models.DecimalField("mL, or pieces", max_digits=12, decimal_places=3)
    balance = models.DecimalField("after this line", max_digits=12, decimal_places=3)
    supply = models.ForeignKey(Supply, models.PROTECT, null=True, related_name="register_lines")
    incident = models.ForeignKey(DoseIncident, models.PROTECT, null=True, related_name="register_lines")
    bottle = models.ForeignKey(Bottle, models.PROTECT, null=True, related_name="register_lines")
    puts_right = models.ForeignKey("self", models.PROTECT, null=True, related_name="put_right_by")
    witness = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    from_or_to = models.CharField("supplier, or who took it", max_length=200, blank=True, default="")
    words = models.TextField(blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stock", "number"], name="one_line_of_a_number")]


class StockCount(Row):
    """A count by two people: what was there beside what the register said."""

    line = models.OneToOneField(RegisterLine, models.PROTECT, related_name="count")
    counted = models.DecimalField(max_digits=12, decimal_places=3)
    expected = models.DecimalField(max_digits=12, decimal_places=3)


class BroughtBack(Row):
    """What a person or a family brought back: kept apart from stock until it is destroyed before a witness."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="brought_back")
    product = models.CharField(max_length=40)
    amount = models.DecimalField("mL, or pieces", max_digits=12, decimal_places=3)
    on = models.DateField()


class Destroyed(Row):
    """What was brought back, destroyed before a witness."""

    brought_back = models.OneToOneField(BroughtBack, models.PROTECT, related_name="destroyed")
    on = models.DateField()
    witness = models.ForeignKey(User, models.PROTECT, related_name="+")
