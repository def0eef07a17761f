"""Views: any national figure cut by what people want to know, for inside or for publication.

`dimensions` and `periods` say what a figure can be cut by, `where` who is looked at, `answer` counts, `publishing`
protects, and `data`, `terminal`, `page` and `workbook` write it down.
"""
