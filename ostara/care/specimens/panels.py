"""What a specimen is tested with, what that looks for, how far back it sees, and what it cannot see.

Which markers a panel holds is what each usually has; the box in the hand decides, so a form lets them be changed. How
far back a marker is found comes from the parameters, which know it for urine (by marker) and for oral fluid.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from ostara.care.specimens.models import MARKERS, Method
from ostara.knowledge.parameters import Parameter, parameter

MARKER_WORDS = dict(MARKERS)
SHORT_WORDS = {marker: words.split(" (")[0] for marker, words in MARKERS}
BLIND_TO = ("methadone", "eddp", "buprenorphine", "fentanyl", "nitazene")  # of an opiate immunoassay (TST-06)
_STRIP = ("opiates", "eddp", "buprenorphine", "cocaine", "benzodiazepine", "amphetamine", "cannabis")
_LABORATORY = ("opiates", "acetylmorphine", "methadone", *_STRIP[1:])


@dataclass(frozen=True)
class Panel:
    """What a specimen is tested with.

    Attributes:
        code: as a reading keeps it; `words` as it is called.
        kind: the specimen it is for (code list `specimen_kind`).
        method: how it is read.
        markers: what it usually looks for.
    """

    code: str
    words: str
    kind: str
    method: Method
    markers: tuple[str, ...]


PANELS = {
    panel.code: panel
    for panel in (
        Panel("urine_strip", "Urine: strip or cup", "urine", Method.IMMUNOASSAY, _STRIP),
        Panel("urine_laboratory", "Urine: laboratory", "urine", Method.LABORATORY, _LABORATORY),
        Panel(
            "oral_strip", "Oral fluid: strip", "oral_fluid", Method.IMMUNOASSAY, ("opiates", "methadone", *_STRIP[2:])
        ),
        Panel("oral_laboratory", "Oral fluid: laboratory", "oral_fluid", Method.LABORATORY, _LABORATORY),
        Panel("breath", "Breath: alcohol meter", "breath", Method.IMMUNOASSAY, ("alcohol",)),
        Panel("other", "Something else", "unknown", Method.LABORATORY, ()),
    )
}


@dataclass(frozen=True)
class Window:
    """How far back a marker is found, in words (`2 to 4 days`); `rests_on` are the numbers behind it."""

    words: str
    rests_on: tuple[Parameter, ...]

    @property
    def unverified(self) -> bool:
        """Whether any of the numbers is unverified."""
        return any(one.unverified for one in self.rests_on)


_URINE = {
    "opiates": ("opiates_days",),
    "acetylmorphine": ("acetylmorphine_days",),
    "methadone": ("methadone_low_days", "methadone_high_days"),
    "eddp": ("eddp_days",),
    "buprenorphine": ("buprenorphine_days",),
    "cocaine": ("cocaine_low_days", "cocaine_days"),
    "benzodiazepine": ("benzodiazepines_low_days", "benzodiazepines_high_days"),
    "cannabis": ("cannabis_low_days", "cannabis_high_days"),
    "alcohol": ("alcohol_low_hours", "alcohol_high_hours"),
}
_ORAL = ("testing.oral_fluid_low_hours", "testing.oral_fluid_high_hours")


def window(kind: str, marker: str) -> Window | None:
    """How far back a specimen of this kind shows a marker; none where no number is known here."""
    if kind == "oral_fluid":
        return _window(_ORAL)
    if kind == "urine" and marker in _URINE:
        return _window(tuple(f"urine_window.{name}" for name in _URINE[marker]))
    return None


def cannot_see(method: str, kind: str, markers: Collection[str]) -> Iterator[str]:
    """What a reading with these markers does not show, in sentences."""
    if method == Method.IMMUNOASSAY and "opiates" in markers:
        blind = [SHORT_WORDS[one] for one in BLIND_TO if one != "eddp" and one not in markers]
        if blind:
            yield (
                f"The opiate strip does not show {_listed(blind)}: "
                "without a finding for opiates somebody may still have taken an opioid."
            )
    unlooked = [SHORT_WORDS[one] for one in ("fentanyl", "nitazene") if one not in markers]
    if unlooked and method == Method.LABORATORY:
        yield f"This reading did not look for {_listed(unlooked)}."
    if not {"eddp", "methadone"} & set(markers) and "buprenorphine" not in markers and kind != "breath":
        yield "This reading looked for no medicine of opioid treatment, so it cannot tell whether one was taken."
    if kind == "oral_fluid":
        yield f"Oral fluid shows recent use only ({window(kind, '').words})."  # type: ignore[union-attr]  # has one
    if "opiates" in markers and "acetylmorphine" not in markers:
        yield "Opiates may be heroin, codeine or morphine: this reading does not tell them apart."


def looks_for_prescribed(marker: str, prescribed: Collection[str]) -> bool:
    """Whether a marker is of a medicine (`medicine` codes) that is prescribed."""
    mine = {"methadone": {"methadone", "eddp"}, "buprenorphine": {"buprenorphine"}}
    return any(marker in mine.get(medicine, ()) for medicine in prescribed)


def _window(names: tuple[str, ...]) -> Window:
    numbers = tuple(parameter(name) for name in names)
    unit = numbers[0].unit
    values = " to ".join(str(one.value) for one in numbers)
    return Window(f"{values} {unit}" if len(numbers) > 1 else f"up to {values} {unit}", numbers)


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
