"""Recording drug tests and health, correcting them, and taking them back. Nothing is overwritten."""
