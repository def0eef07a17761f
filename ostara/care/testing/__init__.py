"""Recording drug tests and health, and the pages that show both."""
