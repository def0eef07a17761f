"""Packs: what a commissioner needs to know about one area, beside similar areas and the nation, as a page or as data.

`needs` is a needs assessment for a financial year, `quarterly` a short summary of the latest quarter. `asking` puts a
bounded number of questions to a store, `protecting` makes the answers fit to be published, and what is said and drawn
is made from those answers alone.
"""
