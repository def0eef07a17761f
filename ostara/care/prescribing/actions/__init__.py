"""What may be done here. Each act says what the state allows, and leaves its trace in the audit."""
