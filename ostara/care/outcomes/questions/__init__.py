"""Looking up outcomes: what stands, what it was before, how it changed, and what is due."""
