"""Made-up rows of the national data set K that nothing is wrong with, person by person.

They are rows of adults: the fields for young people stay empty, as they do in such files. About nobody.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TypeVar

from ostara.ndtms import data_set
from ostara.ndtms.lists import national_list

K = data_set("K")
WITHOUT_CONSENT = 0.03
FIRST = date(2011, 4, 1)
DAYS = 900  # in which episodes begin
LETTERS = "ABCDEFGHIJKLMNOPRSTW"
YES_NO = tuple(field.header for field in K.fields if field.codes == "yes_no" and field.section == "SIR")
OUTCOME_DAYS = tuple(field.header for field in K.fields if field.not_answered and field.high == 28)
RATINGS = tuple(field.header for field in K.fields if field.not_answered and field.high == 20)
Texts = dict[str, str]
One = TypeVar("One")


class People:
    """Makes up one person after another, each with one episode of one to three rows."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311  the same file every time
        self._number = 0
        self._codes = {
            field.header: [code for code, one in national_list(field.codes).items() if one.more.get("use") != "derived"]
            for field in K.fields
            if field.codes
        }

    def __iter__(self) -> Iterator[list[Texts]]:
        """The rows of one person after another, without end. Fields that are left out are empty."""
        while True:
            self._number += 1
            agency = f"N{self._chance.randrange(400):04}"
            if self._chance.random() < WITHOUT_CONSENT:
                yield [{"AGNCY": agency, "CLIENTID": f"c{self._number}", "CONSENT": "N"}]
                continue
            episode = self._episode(agency)
            triaged = date.fromisoformat(episode["TRIAGED"])
            yield [
                {**episode, **self._intervention(triaged, number), **self._outcomes(triaged, number)}
                for number in range(1, self._one_of((2, 2, 3, 4)))
            ]

    def _episode(self, agency: str) -> Texts:
        chance, number = self._chance, self._number
        referred = FIRST + timedelta(days=chance.randrange(DAYS))
        triaged = referred + timedelta(days=chance.randrange(15))
        sex = self._one_of("MF")
        first, second = chance.sample(("1011", "3201", "5000", "2200", "4000", "3100", "7000"), 2)
        return {
            **{"FINITIAL": self._one_of(LETTERS), "SINITIAL": self._one_of(LETTERS), "SEX": sex, "NATION": "GBR"},
            **{"DOB": str(date(1950, 1, 1) + timedelta(days=chance.randrange(15_000))), "CONSENT": "Y"},
            **{"ETHNIC": self._code("ETHNIC"), "REFLD": str(referred), "TRIAGED": str(triaged), "AGNCY": agency},
            **{"CLIENT": f"ref {number:07}", "CLIENTID": f"c{number}", "EPISODID": f"e{number}"},
            **{"PREVTR": self._one_of("YN"), "PC": f"LS{chance.randrange(1, 30)} {chance.randrange(10)}"},
            **{"ACCMNEED": self._code("ACCMNEED"), "PRNTSTAT": self._code("PRNTSTAT"), "RFLS": self._code("RFLS")},
            **{"DAT": f"{self._one_of('ABCDEFGH')}{chance.randrange(10, 99)}B", "LA": f"00C{self._one_of('ABFGKMN')}"},
            **{"PCT": f"5{self._one_of(LETTERS)}{chance.randrange(10)}", "GPPTCE": f"B{chance.randrange(86_000):05}"},
            **{"DRUG1": first, "DRUG2": second, "DRUG3": "9997", "ROUTE": self._code("ROUTE")},
            **{"DRUG1AGE": str(chance.randrange(12, 40)), "INJSTAT": self._code("INJSTAT")},
            **{"CPLANDT": str(triaged + timedelta(days=chance.randrange(20))), "CHILDWTH": self._one_of("0000123")},
            **({"PREGNANT": self._one_of("YNNNNNNN")} if sex == "F" else {}),
            **{"ALCDDAYS": str(chance.randrange(29)), "ALCUNITS": str(chance.randrange(40))},
            **{"DUALDIAG": self._one_of("YN"), "TOPCC": "Y", "EMPSTAT": self._code("EMPSTAT")},
            **{"HEPCTSTD": str(triaged), "HEPCSTAT": "A", "HEPCTD": "Y", "HEPBSTAT": "A"},
            **{"HEPBVAC": self._code("HEPBVAC"), "HLCASSDT": str(triaged + timedelta(days=chance.randrange(40)))},
            **{"SEXUAL": self._code("SEXUAL"), "INJECT": self._one_of("YN"), "PREVHEPB": self._one_of("YN")},
            **self._discharge(triaged),
        }

    def _discharge(self, triaged: date) -> Texts:
        if self._chance.random() < 0.5:
            return {}
        left = str(triaged + timedelta(days=self._chance.randrange(200, 300)))
        return {"DISD": left, "DISRSN": "80", "MODEND": left, "MODEXIT": self._one_of("ABC")}

    def _intervention(self, triaged: date, number: int) -> Texts:
        referred = triaged + timedelta(days=self._chance.randrange(20))
        offered = referred + timedelta(days=self._chance.randrange(15))
        started = offered + timedelta(days=self._chance.randrange(10))
        return {
            **{"MODAL": self._one_of(("94", "95")), "MODSET": self._code("MODSET"), "MODID": f"m{number}"},
            **{"REFMODDT": str(referred), "FAOMODDT": str(offered), "MODST": str(started)},
            **{"SUBMODDT": str(started + timedelta(days=90)), "SUBMID": f"s{number}"},
            **{header: self._one_of("YN") for header in YES_NO},
        }

    def _outcomes(self, triaged: date, number: int) -> Texts:
        used, injected = self._chance.randrange(29), self._chance.randrange(29)
        return {
            "TOPDATE": str(triaged + timedelta(days=self._chance.randrange(190))),
            **{"TOPID": f"t{number}", "TRSTAGE": "S" if number == 1 else "R"},
            **{header: "0" if self._chance.random() < 0.6 else str(used) for header in OUTCOME_DAYS},
            **{header: str(self._chance.randrange(21)) for header in RATINGS},
            **{"IVDRGUSE": str(injected), "SHARING": self._one_of("YN") if injected else "N"},
            **{"OTHTHEFT": "N", "ACUTHPBM": self._one_of("YN"), "HRISK": self._one_of(("Y", "N", "NA"))},
        }

    def _code(self, header: str) -> str:
        return self._chance.choice(self._codes[header])

    def _one_of(self, what: Sequence[One]) -> One:
        return self._chance.choice(what)
