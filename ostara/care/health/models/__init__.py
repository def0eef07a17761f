"""Health as rows. Every fact has its day, its service and, where something was refused, the day of the next offer."""

from ostara.care.health.models.base import LATEST, Done, Fact, YesNo
from ostara.care.health.models.checks import Ecg, HealthCheck, LiverTest, Measurement, OlderReview
from ostara.care.health.models.safety import (
    MentalHealth,
    NaloxoneKit,
    OtherMedicine,
    Overdose,
    Pregnancy,
    Risk,
)
from ostara.care.health.models.viruses import Vaccination, Vaccine, Virus, VirusStep

__all__ = [
    "LATEST",
    "Done",
    "Ecg",
    "Fact",
    "HealthCheck",
    "LiverTest",
    "Measurement",
    "MentalHealth",
    "NaloxoneKit",
    "OlderReview",
    "OtherMedicine",
    "Overdose",
    "Pregnancy",
    "Risk",
    "Vaccination",
    "Vaccine",
    "Virus",
    "VirusStep",
    "YesNo",
]
