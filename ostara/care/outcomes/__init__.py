"""How people fare: the Treatment Outcomes Profile and the scales, answer by answer."""
