"""What the room asks for. Forms only validate: whether something may be done is asked by the actions."""
