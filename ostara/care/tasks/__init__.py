"""Tasks: what somebody is to do by a day, because a rule, a count or a colleague said so; and what became of it."""
