"""How a form asks: dates that forgive, numbers that are checked, and a form that is kept when a page is left."""
