"""How differences are said: percentage points with their direction, areas by name, chance in round numbers."""

from ostara.drawing.words import number


def points(difference: float) -> str:
    """A difference of shares: "4.2 percentage points higher"."""
    size = number(abs(difference) * 100, 1)
    if size == "0.0":
        return "no different"
    return f"{size} percentage {'point' if size == '1.0' else 'points'} {'higher' if difference > 0 else 'lower'}"


def between(low: float, high: float) -> str:
    """The two ends of an interval of differences: "1.0 lower to 3.2 higher"."""
    return f"{_side(low)} to {_side(high)}"


def about(count: float) -> str:
    """How many are to be expected by chance: "fewer than 0.1", "0.4", "7"."""
    if count < 0.1:
        return "fewer than 0.1"
    return number(count, 1 if count < 3 else 0)


def one_in(probability: float) -> str:
    """A probability in plain words: "1 in 12"; of the likely ones "7 in 10"."""
    if probability <= 0:
        return "none"
    if probability < 0.3:
        return f"1 in {number(1 / probability)}"
    return f"{number(probability * 10)} in 10"


def _side(difference: float) -> str:
    size = number(abs(difference) * 100, 1)
    return "none" if size == "0.0" else f"{size} {'higher' if difference > 0 else 'lower'}"
