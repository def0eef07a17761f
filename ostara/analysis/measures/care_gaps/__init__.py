"""Gaps in care, Q1 to Q18 of the reference: each a declaration with its SQL for one person at a time, as at a day."""
