"""Reports: measures put together for one kind of reader, as data, as a table, or as a page."""
