"""Colours hold WCAG 2.2 AA in light, in dark and on paper: 4.5 to 1 for words, 3 to 1 for shapes."""

import re
from importlib.resources import files

import pytest

CSS = (files("ostara.drawing") / "page.css").read_text(encoding="utf-8")
WORDS = [
    *("ink", "soft", "link", "act", "watch", "good", "unknown"),
    *("series-1", "series-2", "series-3", "series-4"),
]


def palettes() -> dict[str, dict[str, str]]:
    """The colours named in each :root block; dark and print say only what differs from light."""
    light, dark, paper = (
        dict(re.findall(r"--([\w-]+): (#\w+)", block)) for block in re.findall(r":root \{(.*?)\}", CSS, re.S)
    )
    return {"light": light, "dark": {**light, **dark}, "paper": {**light, **paper}}


def brightness(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((brightness(one), brightness(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", palettes().values(), ids=palettes().keys())
def test_colours_can_be_read(palette):
    for ground in ("paper", "panel"):
        faint = {name for name in WORDS if contrast(palette[name], palette[ground]) < 4.5}
        assert not faint, ground
        assert contrast(palette["focus"], palette[ground]) >= 3
    assert contrast(palette["edge"], palette["paper"]) >= 3
    assert contrast(palette["house-ink"], palette["house"]) >= 4.5
