"""Questionnaires with a score: one TOML file each beside this page, and how their answers are added up and read.

Each says its version, whose words it may show, which answers every item takes and where its bands come from. No item
is shown in the instrument's own words until somebody has read the licence that allows it.
"""

from ostara.knowledge.scales.change import ScaleChange, Way, scale_change
from ostara.knowledge.scales.reading import scale, scales
from ostara.knowledge.scales.scale import Band, Bands, Direction, Grounds, Heed, Item, Scale
from ostara.knowledge.scales.scoring import Reached, Score, score

__all__ = [
    "Band",
    "Bands",
    "Direction",
    "Grounds",
    "Heed",
    "Item",
    "Reached",
    "Scale",
    "ScaleChange",
    "Score",
    "Way",
    "scale",
    "scale_change",
    "scales",
    "score",
]
