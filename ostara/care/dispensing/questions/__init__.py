"""What the pages of the room ask, each in a constant number of queries."""
