"""What good care is: clinical rules as declarations over frozen facts. No Django, no clock, no query, never a dose."""
