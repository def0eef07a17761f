"""What it means: measures over a store, and reports that show them. Knows no record and no outside format."""
