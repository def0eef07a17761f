"""Facts about the heart: ECG, QTc, and what lengthens it."""

from dataclasses import dataclass

from ostara.guidance.facts.fact import fact


@dataclass(frozen=True, kw_only=True)
class Heart:
    """ECG and QTc. The line is the dose above which everybody on methadone has an ECG."""

    ecg_ever: bool | None = fact("an ECG is on record")
    months_since_ecg: int | None = fact("whole months since the last ECG", "months")
    qtc_ms: int | None = fact("QTc of the last ECG", "ms")
    qtc_acted_on: bool | None = fact("it was decided what follows from that QTc")
    disease: bool | None = fact("heart disease")
    electrolyte_problem: bool | None = fact("potassium, magnesium or calcium is out of range")
    qt_medicine: bool | None = fact("takes another medicine that lengthens QT")
    qt_medicine_since_ecg: bool | None = fact("began a medicine that lengthens QT since the last ECG")
    collapse_since_ecg: bool | None = fact("fainted or had a seizure since the last ECG")
    days_since_crossing: int | None = fact("days since the dose first rose above the line for an ECG", "days")
    ecg_since_crossing: bool | None = fact("an ECG was taken since then")
