"""The pages of tests and health."""
