"""What page.css shows on paper, for those who do not read style sheets whole: its colours, and a chart's own style."""

import re
from functools import cache
from importlib.resources import files

_HEAVIEST = re.compile(r"font-weight: \d+")
_NAMED = re.compile(r"var\(--([\w-]+)\)")


@cache
def style_sheet() -> str:
    """page.css."""
    return (files(__package__) / "page.css").read_text(encoding="utf-8")


@cache
def colours() -> dict[str, str]:
    """Each colour on paper: as in the light, but for those the print rules name again."""
    light, _, paper = (
        dict(re.findall(r"--([\w-]+): (#\w+)", block)) for block in re.findall(r":root \{(.*?)\}", style_sheet(), re.S)
    )
    return {**light, **paper}


def on_paper(svg: str) -> str:
    """A picture that carries its colours for paper inside it, instead of taking them from the page around it."""
    return svg.replace(">", f"><style>{_chart_style()}</style>", 1)


@cache
def _chart_style() -> str:
    """The rules for the classes of a chart, without names of colours and with a weight that every font has."""
    rules = re.findall(r"^((?:\.c-[\w-]+(?:, )?)+ \{.*?\})$", style_sheet(), re.M)
    said = "".join([f".chart {{ color: {colours()['ink']}; }}", *rules])
    return _HEAVIEST.sub("font-weight: bold", _NAMED.sub(lambda found: colours()[found[1]], said))
