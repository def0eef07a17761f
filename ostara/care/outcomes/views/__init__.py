"""The pages of outcomes, by noun."""
