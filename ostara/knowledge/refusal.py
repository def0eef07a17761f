"""The one way in which Ostara says no to what it is given: a line that names the place and the reason."""


class RefusalError(Exception):
    """Input that cannot be taken.

    `place` names the file, table, column or row as a person would look for it; `reason` says what is wrong and, where
    it helps, what to do. Neither ever holds a value that could identify a person.
    """

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}")
        self.place = place
        self.reason = reason
