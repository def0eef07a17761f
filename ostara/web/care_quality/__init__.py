"""Pages over gaps in care: names for those who look after people, counts for managers, published ones for the area."""
