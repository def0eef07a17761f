"""The prescriber's room: courses, orders, plans and holds, how they are supplied, pharmacies, and the script run.

Nothing here suggests a dose: a dose is typed by a prescriber, or is a step of a plan already agreed.
"""
