"""The door for national files, both ways: CSV as suppliers write it, checked in columns, to a store and back."""

from ostara.exchange.ndtms_files.checking import Checked, checked_file
from ostara.exchange.ndtms_files.exporting import export_ndtms
from ostara.exchange.ndtms_files.importing import import_ndtms

__all__ = ["Checked", "checked_file", "export_ndtms", "import_ndtms"]
