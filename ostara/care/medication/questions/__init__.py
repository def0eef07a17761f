"""What is asked about medicines; in a constant number of queries, whatever the caseload."""
