"""What came out of a comparison, in one sentence and then in full: as data, and as a page to read."""

from ostara.planning.brief.data import as_json
from ostara.planning.brief.page import as_page
from ostara.planning.brief.told import Brief, brief

__all__ = ["Brief", "as_json", "as_page", "brief"]
