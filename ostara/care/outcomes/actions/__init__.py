"""Recording outcomes, correcting what was recorded, and taking it back. Nothing is overwritten."""
