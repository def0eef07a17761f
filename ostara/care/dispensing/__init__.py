"""The dispensing room: who is due, what became of each dose, stock and register, what went wrong, and downtime."""
