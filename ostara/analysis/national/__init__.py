"""The measures a treatment system is judged by, over journeys: for each one row per member, whether it counts."""
