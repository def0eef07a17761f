"""What is known: code lists, sources, parameters and the rules for publishing counts. Knows no other room."""
