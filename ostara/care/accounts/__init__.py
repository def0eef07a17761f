"""Who works here: organisations, services, teams, staff and their posts, and what each role may do."""
