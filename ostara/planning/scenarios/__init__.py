"""Questions as files: which levers, for whom, for how long. Some come with Ostara; anybody writes their own."""

from ostara.planning.scenarios.reading import Scenario, area_named, read_scenario, scenario_named, scenarios_shipped

__all__ = ["Scenario", "area_named", "read_scenario", "scenario_named", "scenarios_shipped"]
