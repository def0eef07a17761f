"""The rows of this room, by noun."""

from ostara.care.medication.models.courses import Choice, Confirmation, Course
from ostara.care.medication.models.orders import Arrangement, BeforeStop, Hold, HoldEnd, Order
from ostara.care.medication.models.places import Closure, OpeningHours, Place
from ostara.care.medication.models.plans import CheckIn, DosePlan, PlanEvent, PlanStep
from ostara.care.medication.models.prescriptions import Instalment, Prescription, PrescriptionEvent
from ostara.care.medication.models.register import Bottle, BroughtBack, Destroyed, RegisterLine, Stock, StockCount
from ostara.care.medication.models.reports import ReplyLink, Report
from ostara.care.medication.models.supplies import (
    DoseIncident,
    GuestStay,
    IncidentReview,
    Supply,
    SupplyEvent,
    SupplyVoid,
    TestDose,
)

__all__ = [
    "Arrangement",
    "BeforeStop",
    "Bottle",
    "BroughtBack",
    "CheckIn",
    "Choice",
    "Closure",
    "Confirmation",
    "Course",
    "Destroyed",
    "DoseIncident",
    "DosePlan",
    "GuestStay",
    "Hold",
    "HoldEnd",
    "IncidentReview",
    "Instalment",
    "OpeningHours",
    "Order",
    "Place",
    "PlanEvent",
    "PlanStep",
    "Prescription",
    "PrescriptionEvent",
    "RegisterLine",
    "ReplyLink",
    "Report",
    "Stock",
    "StockCount",
    "Supply",
    "SupplyEvent",
    "SupplyVoid",
    "TestDose",
]
