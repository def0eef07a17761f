"""Numbers with a name, a unit, a source and a status: one entry each in the TOML files beside this page.

A number that lacks any of these, or lies outside the range it states for itself, cannot load, so no rule or measure can
rest on it.
"""

from ostara.knowledge.parameters.number import Number, Parameter, Status
from ostara.knowledge.parameters.page import parameters_page
from ostara.knowledge.parameters.reading import parameter, parameters

__all__ = ["Number", "Parameter", "Status", "parameter", "parameters", "parameters_page"]
