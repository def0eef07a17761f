"""Journeys: from episodes to what the national figures count, as SQL steps that DuckDB and Spark both run."""
