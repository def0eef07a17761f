"""Who else may see a person: care that is shared, a record opened in an emergency, and one question about safety."""
