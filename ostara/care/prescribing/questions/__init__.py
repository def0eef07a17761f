"""What the pages ask; in a constant number of queries, however long a history is."""
