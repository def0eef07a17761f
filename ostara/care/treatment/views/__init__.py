"""The pages of treatment. Each finds what its address names within the person the guard has found, asks, and acts."""
