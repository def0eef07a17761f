"""For whom the model is run: an area's people, their ages, and who comes new. One TOML file each."""

from ostara.planning.areas.reading import Area, area, areas_shipped, read_area

__all__ = ["Area", "area", "areas_shipped", "read_area"]
