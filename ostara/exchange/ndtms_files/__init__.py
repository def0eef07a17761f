"""The door for national files: reads CSV as suppliers write it, and checks every row and field in columns."""

from ostara.exchange.ndtms_files.checking import Checked, checked_file

__all__ = ["Checked", "checked_file"]
