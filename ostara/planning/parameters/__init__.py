"""The model's numbers as data: each with unit, interval, distribution, evidence and status, in the TOML files here.

`evidence.csv` holds the rows of the project's page of published figures that these numbers were made from; whose study
each row is gives the lineage of every answer.
"""

from ostara.planning.parameters.drawing_values import Values, draw, midpoints
from ostara.planning.parameters.number import Estimate, Unit
from ostara.planning.parameters.reading import estimates

__all__ = ["Estimate", "Unit", "Values", "draw", "estimates", "midpoints"]
