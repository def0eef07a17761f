"""What is done: the care record. Django apps, one per part of the service, ground floor first (see ARCHITECTURE.md)."""
