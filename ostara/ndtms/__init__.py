"""The national words: fields, code lists and checks of each NDTMS data set, for forms and for files alike.

Only data set K (2013/14) is here, as a worked example; `data_set` says of every other what is missing.
"""

from ostara.ndtms.data_set import DataSet, data_set

__all__ = ["DataSet", "data_set"]
